"""What was undone stays undone, what was discarded stays discarded."""

import re

from case_checks.facts import held, message, only, run, told


def crash_while_undoing(folder, name, facts):
    first = folder.run("run", name, "--format", "json")
    facts.same("the tool is killed", first.code, -9)
    facts.same("log before", folder.lines("c47.log"), ["reserved", "paid", "no carrier", "refunded"])
    second = folder.run("resume", "once", "--format", "json")
    facts.same("exit of resume", second.code, 1)
    log = ["reserved", "paid", "no carrier", "refunded", "refunded", "released"]
    facts.same("log", folder.lines("c47.log"), log)
    facts.same("status", ((second.json or {}).get("run") or {}).get("status"), "failed")


def crash_after_a_rejection(folder, name, facts):
    first = folder.run("run", name, "--format", "json")
    facts.same("the tool is killed", first.code, -9)
    facts.same("log before", folder.lines("c46.log"), ["draft", "review", "the tool dies"])
    second = folder.run("resume", "once", "--format", "json")
    facts.same("exit of resume", second.code, 0)
    log = ["draft", "review", "the tool dies", "better", "review"]
    facts.same("log", folder.lines("c46.log"), log)
    facts.same("status", ((second.json or {}).get("run") or {}).get("status"), "succeeded")


def saga_and_deadline(folder, name, facts):
    slow, refused = "too slow", "refused until after the deadline"
    _, scenario = held(folder, name, facts, [slow, refused])
    for run_name, duration in ((slow, 19), (refused, 12)):
        one = only(scenario, run_name)
        facts.same(f"{run_name}: status", one["status"], "failed")
        facts.same(f"{run_name}: seconds", one["duration_s"], duration)
    undone = [(e["run"], e["phase"]) for e in folder.events() if e["kind"] == "compensated"]
    expected = [(n, p) for n in (slow, refused) for p in ("pay", "reserve")]
    facts.same("undone", undone, expected)


def partial_work(folder, name, facts):
    runs = ["last good", "to the phase", "paused", "resumed"]
    _, scenario = held(folder, name, facts, runs)
    statuses = [one["status"] for one in scenario["runs"]]
    facts.same("statuses", statuses, ["succeeded", "succeeded", "paused", "succeeded"])


def resume_forks(folder, name, facts):
    _, scenario = run(folder, name, facts, 1)
    for earlier in ("first", "second"):
        facts.same(f"failures of {earlier}", only(scenario, earlier)["failures"], [])
    facts.same("second executes", only(scenario, "second")["executed"], ["pay", "ship"])
    again = only(scenario, "again from the first")
    facts.same("again executes", again["executed"], [])
    facts.same("again calls pay", again["attempts"].get("pay", 0), 0)
    calls = [e for e in folder.events() if e["kind"] == "attempt_started" and e["phase"] == "pay"]
    facts.same("calls of pay", len(calls), 2)
    reason = f"{told({'runs': [again], 'failures': []})} {message(again)}"
    facts.that("again fails with its reason", re.search(r"\bnothing\b", reason), reason)


def kill_that_never_comes(folder, name, facts):
    _, scenario = run(folder, name, facts, 1)
    words = {"died": r"kill|die", "gone on with": r"\bnothing\b", "called off": r"cancel|called off"}
    for run_name, word in words.items():
        one = only(scenario, run_name)
        text = f"{told({'runs': [one], 'failures': []})} {message(one)}"
        facts.that(f"{run_name} fails", one["failures"])
        facts.that(f"{run_name} says why", re.search(word, text), text)
