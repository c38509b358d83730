"""Kills runs that decide: reviews, rollbacks, compensations, hooks, fallbacks; kills their resumes, too.

The log of the world has to be that of an uninterrupted run, but for what was in flight when the tool died: that is an
action whose end was not recorded yet, together with the hook before it.
"""

import collections
import shutil

from crash_place import Failure, Place

LOG = "$PPID >> {scenario_dir}/log"


def agent(name, script):
    return f"  {name}: {{process: {{command: [sh, -c, '{script}']}}}}"


def says(line, answer="done"):
    return f"cat > /dev/null; echo {line} {LOG}; echo {answer}"


def fails(line):
    return f"cat > /dev/null; echo {line} {LOG}; exit 1"


def second_time(mark, first, then):
    """What an agent does depends on whether its request has a mark, never on what is left in the world.

    A request that ends in the middle is that of a tool that died: the agent does nothing.
    """
    whole = "r=$(cat); case \"$r\" in *\\}) ;; *) exit 1 ;; esac"
    branches = f"*{mark}*) echo {then[0]} {LOG}; {then[1]} ;; *) echo {first[0]} {LOG}; {first[1]} ;;"
    return f"{whole}; case \"$r\" in {branches} esac"


def hook(line):
    return f"[sh, -c, 'echo {line} {LOG}']"


def scenario(phases, config, agents):
    chain = ", ".join(
        f"{{name: {phase}" + (f", needs: [{phases[place - 1]}]" if place else "") + "}"
        for place, phase in enumerate(phases)
    )
    return "\n".join(
        [
            "name: decisions",
            f"workflow: {{phases: [{chain}]}}",
            "clock: real",
            "config:",
            "  cache: {enabled: false}",
            *config,
            "agents:",
            *(agent(name, script) for name, script in agents.items()),
            "runs: [{name: all}]",
            "",
        ]
    )


REVIEW = scenario(
    ["plan", "code", "review", "ship"],
    [
        "  retry: {max_attempts: 1}",
        "  phases:",
        "    plan: {validate: [{contains: good}]}",
        f"    code: {{hooks: {{after: {hook('after code')}}}}}",
        "    review: {validate: [{contains: approved}], on_rejected: {revise: code, max: 2}, retry: {max_revisions: 0}}",
        f"    ship: {{hooks: {{before: {hook('before ship')}}}}}",
    ],
    {
        "plan": second_time("good", ("plan bad", "echo bad"), ("plan good", "echo good")),
        "code": second_time("needs", ("code draft", "echo draft"), ("code better", "echo better")),
        "review": second_time("better", ("review no", "echo needs work"), ("review yes", "echo approved")),
        "ship": says("ship"),
    },
)

TO_PHASE = scenario(
    ["a", "b", "c", "d", "e"],
    [
        "  retry: {max_attempts: 1, on_exhausted: rollback}",
        "  rollback: {policy: {to_phase: b}}",
        "  phases:",
        f"    d: {{hooks: {{on_failure: {hook('failure d')}}}, fallback: none, retry: {{max_attempts: 1, on_exhausted: degrade}}}}",
    ],
    {
        "a": says("a"),
        "b": second_time("process", ("b first", "echo one"), ("b second", "echo two")),
        "c": second_time("two", ("c fails", "exit 1"), ("c works", "echo three")),
        "d": fails("d fails"),
        "e": says("e"),
    },
)

SAGA = scenario(
    ["reserve", "pay", "book", "ship"],
    [
        "  retry: {max_attempts: 1, on_exhausted: rollback}",
        "  rollback: {policy: compensate}",
        "  phases:",
        "    reserve: {compensate: release}",
        f"    pay: {{compensate: refund, hooks: {{after: {hook('after pay')}}}}}",
        "    book: {compensate: unbook}",
        f"    ship: {{hooks: {{before: {hook('before ship')}, on_failure: {hook('failure ship')}}}}}",
    ],
    {
        "reserve": says("reserve"),
        "pay": says("pay"),
        "book": says("book"),
        "ship": fails("ship fails"),
        "unbook": fails("unbook fails"),
        "refund": says("refund"),
        "release": says("release"),
    },
)

SCENARIOS = {"review": REVIEW, "to_phase": TO_PHASE, "compensate": SAGA}


class Expected:
    """An uninterrupted run, and how far its log has been followed."""

    def __init__(self, place, clock):
        self.result = place.whole()
        self.log = [action for action, _ in map(parsed, place.log())]
        process = place.start()
        place.await_first_action(process, len(self.log))
        began = clock()
        place.ended(process)
        # From the first action to the end.
        self.length = clock() - began

    def follow_late(self, position, segment):
        """The same for what the execution before left in flight when it was killed, and what was done only after that:
        an action, and the hook before it."""
        if segment != self.log[position : position + len(segment)] or len(segment) > 2:
            raise Failure(f"after {self.log[:position]} came {segment} late, expected {self.log[position:]}")
        return position + len(segment)

    def follow(self, position, segment, ended):
        """Where the log is after an execution that began at a position, with so many ends recorded, and left these
        lines; and how many of them repeat what was in flight."""
        if not segment:
            return position, 0
        flight = 0 if position == 0 or self.has_ended(position - 1, ended) else 1
        if flight and position > 1 and self.log[position - 2].startswith("before "):
            flight = 2
        for back in range(flight + 1):
            start = position - back
            if self.log[start : start + len(segment)] == segment:
                return start + len(segment), back
        raise Failure(f"after {self.log[:position]} came {segment}, expected {self.log[position:]}")


    def has_ended(self, place, ended):
        """Whether it is recorded that the attempt ended whose line has this place in the log.

        The journal says it of attempts of phases; an end of a hook or a compensation is recorded with what follows.
        """
        words = self.log[place].split()
        same = sum(1 for action in self.log[: place + 1] if action.split()[0] == words[0])
        return ended[words[0]] >= same


def ended_attempts(shown):
    """How many attempts of each phase ended, as the journal has it."""
    return collections.Counter(
        phase["name"]
        for execution in (shown["executions"] if shown else [])
        for phase in execution["phases"]
        for attempt in phase["attempts"]
        if attempt["outcome"] != "unfinished"
    )


def parsed(line):
    """An action, and the number of the process that asked for it: a tool's, or another's where the tool is dead."""
    action, asker = line.rsplit(" ", 1)
    return action, int(asker)


def split(lines, tool, was_killed):
    """What was done for an execution before, which came late, and what was done for this one.

    A program that starts as its tool dies has another process as its parent: it is this execution's where it follows
    what this one did, and that was killed.
    """
    late, own = [], []
    for action, asker in map(parsed, lines):
        is_own = asker == tool or (was_killed and own)
        (own if is_own else late).append(action)
    return late, own


def is_over(shown):
    return shown is not None and shown["status"] in ("succeeded", "degraded", "failed")


def kill_until_over(place, expected, moments, totals, kind):
    """Executes a run, and resumes it; each execution but the last is killed at its moment."""
    position = seen = 0
    for number, (moment, is_from_start) in enumerate([*moments, (None, False)]):
        shown = place.shown() if number else None
        ended = ended_attempts(shown)
        if is_over(shown):
            if shown["status"] != expected.result["status"]:
                raise Failure(f"ended as {shown['status']}, uninterrupted {expected.result['status']}")
            totals[f"{kind}: over before another kill"] += 1
            break
        arguments = ("resume", "all") if shown is not None else ()
        if moment is None:
            result = place.resume()["run"] if arguments else place.whole()
            check(result, expected)
        else:
            process = place.start(*arguments)
            if not is_from_start:
                place.await_first_action(process, seen)
            if place.kill(process, moment):
                totals["resumes killed" if arguments else "runs killed"] += 1
        log = place.log()
        late, own = split(log[seen:], place.latest, moment is not None)
        position = expected.follow_late(position, late)
        totals["actions of a dead tool that came late"] += len(late)
        position, repeated = expected.follow(position, own, ended)
        seen = len(log)
        totals["actions in flight repeated"] += 1 if repeated else 0
    if position != len(expected.log):
        raise Failure(f"lost: {expected.log[position:]}")
    totals[f"{kind}: same log"] += 1


def check(result, expected):
    for key in ("status", "digest"):
        if result[key] != expected.result[key]:
            raise Failure(f"{key} {result[key]}, uninterrupted {expected.result[key]}")


def crash(root, kills, resumes, chance, clock, totals):
    """Kills so many runs, and so many resumes of them."""
    expected = {
        kind: Expected(Place(root, f"whole-{kind}", text), clock) for kind, text in SCENARIOS.items()
    }
    number = 0
    while totals["runs killed"] < kills or totals["resumes killed"] < resumes:
        kind = list(SCENARIOS)[number % len(SCENARIOS)]
        number += 1
        count = 1 if totals["resumes killed"] >= resumes else chance.choice((2, 2, 3))
        # What is left takes less time than the whole. Before its first action a resume reads and writes its journal:
        # every other one is killed at a moment from its start.
        moments = [
            (chance.uniform(0, expected[kind].length / (2 if place else 1)), place % 2 == 1) for place in range(count)
        ]
        place = Place(root, f"{kind}-{number}", SCENARIOS[kind])
        try:
            kill_until_over(place, expected[kind], moments, totals, kind)
        except Failure as failure:
            times = ", ".join(
                f"{moment * 1000:.1f} ms" + (" from its start" if is_from_start else "") for moment, is_from_start in moments
            )
            raise Failure(f"{kind}, run {number}, killed after {times}: {failure}") from None
        shutil.rmtree(place.path)
