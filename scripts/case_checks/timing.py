"""Time and slots."""

import os

from case_checks.facts import by_name, causes, held, only, run


def heartbeat(folder, name, facts):
    _, scenario = held(
        folder, name, facts, ["prints", "prints to standard error", "falls silent once"]
    )
    attempts = [one["attempts"].get("work") for one in scenario["runs"]]
    facts.same("attempts", attempts, [1, 1, 2])
    facts.same("causes", causes(folder), ["timeout"])


def slot_while_waiting(folder, name, facts):
    _, scenario = held(folder, name, facts, ["one at a time"])
    facts.same("seconds", scenario["runs"][0]["duration_s"], 3608)


def slot_before_lookup(folder, name, facts):
    _, scenario = held(folder, name, facts, ["cold", "a is new"])
    facts.same("seconds", [one["duration_s"] for one in scenario["runs"]], [21, 10])
    facts.same("cached", only(scenario, "a is new")["cached"], ["after b", "b", "join"])


def retry_after_and_jitter(folder, name, facts):
    _, scenario = held(folder, name, facts, ["full"] * 300 + ["a share"] * 300 + ["none"])
    runs = by_name(scenario)
    for run_name, most in (("full", 240), ("a share", 132)):
        waits = [one["duration_s"] for one in runs[run_name]]
        facts.that(f"{run_name}: upward only", min(waits) > 120 and max(waits) <= most)
        facts.that(f"{run_name}: spread", len(set(waits)) > 290, len(set(waits)))
    facts.same("none", [one["duration_s"] for one in runs["none"]], [120])


def retry_layers(folder, name, facts):
    _, scenario = held(folder, name, facts, ["answered", "died"])
    facts.same("attempts", [one["attempts"].get("ask") for one in scenario["runs"]], [3, 3])
    facts.same("statuses", [one["status"] for one in scenario["runs"]], ["succeeded", "failed"])
    facts.same("seconds", [one["duration_s"] for one in scenario["runs"]], [1, 1])


def latency_position(folder, name, facts):
    start = os.stat(name).st_mtime
    outcome, scenario = run(folder, name, facts, 0)
    stamps = [float(line) for line in folder.lines("lat.txt")]
    facts.same("starts of the program", len(stamps), 1)
    events = {e["kind"]: e["t_us"] / 1e6 for e in folder.events()}
    facts.that("the answer comes 2 s later", events.get("run_ended", 0) >= 2, events.get("run_ended"))
    if stamps:
        # The tool ended right after the answer: between the program's start and that lie the 2 s.
        ended = os.stat("reports/summary.md").st_mtime
        waited = ended - stamps[0]
        facts.that("the program starts at once", waited >= 1.9 and stamps[0] >= start, waited)
    facts.same("status", only(scenario, "lat")["status"], "succeeded")
    facts.that("seconds in all", outcome.seconds >= 2, outcome.seconds)
