"""What checks of cases have in common: facts that are gathered, and ways to the parts of a report."""


class Facts:
    """Gathers what does not hold; counts all that was asked."""

    def __init__(self):
        self.count = 0
        self.wrong = []

    def same(self, what, found, expected):
        self.count += 1
        if found != expected:
            self.wrong.append(f"{what}: expected {expected}, found {found}")
        return found == expected

    def that(self, what, holds, found=""):
        self.count += 1
        if not holds:
            self.wrong.append(what + (f", found {found}" if found != "" else ""))
        return bool(holds)


def run(folder, name, facts, code, limit=60, **environment):
    """Runs one file; its exit code, and that it ended, are facts. Gives the outcome and the scenario's object."""
    outcome = folder.run("run", name, "--format", "json", limit=limit, **environment)
    facts.that(f"it ends within {limit} s", not outcome.hung)
    codes = code if isinstance(code, tuple) else (code,)
    facts.that(f"exit {' or '.join(map(str, codes))}", outcome.code in codes, outcome.code)
    scenarios = (outcome.json or {}).get("scenarios", [])
    if outcome.code in (0, 1):
        facts.same("scenarios", len(scenarios), 1)
    return outcome, scenarios[0] if scenarios else {"runs": [], "failures": [], "faults": []}


def by_name(scenario):
    runs = {}
    for one in scenario["runs"]:
        runs.setdefault(one["name"], []).append(one)
    return runs


def only(scenario, name):
    """The run of a name, of which there is to be one."""
    found = by_name(scenario).get(name, [])
    if len(found) != 1:
        raise LookupError(f"expected one run {name}, found {len(found)}")
    return found[0]


def told(scenario):
    """All that a scenario's failures say."""
    failures = [f for one in scenario["runs"] for f in one["failures"]] + scenario["failures"]
    return " ".join(f"{f['expected']} {f['found']}" for f in failures)


def held(folder, name, facts, runs, **options):
    """The file's own expectations say what is right: all runs are there, and everything held."""
    outcome, scenario = run(folder, name, facts, 0, **options)
    facts.same("status", scenario.get("status"), "passed")
    names = [one["name"] for one in scenario["runs"]]
    facts.same("runs", names, runs)
    facts.same("failures", told(scenario), "")
    return outcome, scenario


def causes(folder):
    """The causes of all attempts that failed, in order."""
    return [e.get("cause") for e in folder.events() if e["kind"] == "attempt_ended" and e.get("cause")]


def message(one):
    return (one.get("error") or {}).get("message", "")
