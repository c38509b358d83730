"""Runs process agents under faults, resumes what they interrupt, and holds what is left against the agents' own log.

Each agent writes a line to a log before and after its effect: what happened is counted outside of the engine.
"""

import collections
import json
import os
import random
import shutil
import sys
import tempfile

from crash_place import Failure, Place

Place.tool_path = os.path.abspath(sys.argv[1])
RUNS = int(sys.argv[2])
PHASES = ["fetch", "write", "review", "ship"]
# What acts where; the first two selectors keep every run finite.
FAULTS = {
    "kill": ("process", "kill"),
    "hang": ("agent.call", "hang"),
    "truncate": ("agent.output", "{truncate: {at: 4}}"),
    "signal": ("process", "{signal: {name: TERM, grace: 50ms}}"),
    "io_error": ("journal.append", "io_error"),
    "no_space": ("journal.append", "no_space"),
    "torn_write": ("journal.append", "torn_write"),
}
AGENT = (
    "echo begin {phase} >> {{scenario_dir}}/log; "
    "echo \"{{\\\"effect\\\": \\\"{phase}\\\"}}\" >> $MOONLIGHT_EFFECTS; "
    "echo done {phase} >> {{scenario_dir}}/log; "
    "echo \"{phase} is finished\""
)


def scenario(faults):
    """A chain of phases under these faults; `faults` has the name and the number of the visit on which each acts."""
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
        "  retry: {delays: [5ms, 5ms, 5ms]}",
        "  timeout: {attempt: 400ms}",
        "  phases: {"
        + ", ".join(f"{phase}: {{validate: [{{contains: finished}}]}}" for phase in PHASES)
        + "}",
        "agents:",
    ]
    for phase in PHASES:
        script = AGENT.format(phase=phase).replace("'", "''")
        lines.append(f"  {phase}: {{process: {{command: [sh, -c, '{script}']}}}}")
    lines.append("faults:")
    for number, (name, visit) in enumerate(faults):
        at, inject = FAULTS[name]
        lines.append(f"  - {{id: {name}-{number}, at: {at}, when: {{nth: {visit}}}, inject: {inject}}}")
    lines.append("runs: [{name: all, expect: {status: [succeeded, interrupted, failed]}}]")
    return "\n".join(lines) + "\n"
