"""The scenarios of `fault_runs.py`: a chain of agents that log what they do, and the faults that they meet."""

PHASES = ["fetch", "write", "review", "ship"]
# What acts where, and how.
FAULTS = {
    "kill": ("process", ["kill"]),
    "hang": ("agent.call", ["hang", "{hang: {point: after}}"]),
    "truncate": ("agent.output", ["{truncate: {at: 4}}"]),
    "signal": ("process", ["{signal: {name: SIGTERM, grace: 50ms}}", "{signal: {name: SIGKILL}}"]),
    "io_error": ("journal.append", ["io_error"]),
    "no_space": ("journal.append", ["no_space"]),
    "torn_write": ("journal.append", ["torn_write", "{torn_write: {at: 1}}", "{torn_write: {at: 90%}}"]),
}
AGENT = (
    "echo begin {phase} >> {{scenario_dir}}/log; sleep 0.01; "
    "echo \"{{\\\"effect\\\": \\\"{phase}\\\"{key}}}\" >> $MOONLIGHT_EFFECTS; sleep 0.01; "
    "echo done {phase} >> {{scenario_dir}}/log; "
    "echo \"{phase} is finished\""
)


def scenario(faults, retries=3, key=""):
    """A chain of phases under these faults: lines of the list `faults`."""
    lines = [
        "name: under fire",
        "clock: real",
        "workflow: {phases: ["
        + ", ".join(
            f"{{name: {phase}" + (f", needs: [{PHASES[place - 1]}]" if place else "") + "}"
            for place, phase in enumerate(PHASES)
        )
        + "]}",
        "config:",
        "  cache: {enabled: false}",
        f"  retry: {{delays: [{', '.join(['5ms'] * retries)}]}}",
        "  timeout: {attempt: 800ms}",
        "  phases: {" + ", ".join(f"{phase}: {{validate: [{{contains: finished}}]}}" for phase in PHASES) + "}",
        "agents:",
    ]
    for phase in PHASES:
        script = AGENT.format(phase=phase, key=key).replace("'", "''")
        lines.append(f"  {phase}: {{process: {{command: [sh, -c, '{script}']}}}}")
    lines += ["faults:", *faults] if faults else []
    # A repeated attempt repeats its effect where that has no key: that is what these agents are.
    lines += ["invariants: {except: [effects_once]}", "runs: [{name: all}]"]
    return "\n".join(lines) + "\n"


def draw(chance, visits):
    """One to three faults, each on a visit of its own that a run without faults reaches."""
    faults, taken = {}, set()
    for number in range(chance.randint(1, 3)):
        name = chance.choice(sorted(FAULTS))
        at, ways = FAULTS[name]
        visit = chance.randint(1, visits[at])
        if (at, visit) in taken:
            continue
        taken.add((at, visit))
        # A signal takes the first visit at which an agent of its phase is at work.
        when = f"{{phase: {chance.choice(PHASES)}, times: 1}}" if name == "signal" else f"{{nth: {visit}}}"
        line = f"  - {{id: {name}-{number}, at: {at}, when: {when}, inject: {chance.choice(ways)}}}"
        faults[f"{name}-{number}"] = (line, None if name == "signal" else visit)
    return faults
