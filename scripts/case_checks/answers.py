"""Answers, and what may be in them."""

import glob
import os
import re

from case_checks.facts import causes, held, message, only, run, told

ANSI = re.compile(rb"\x1b\[[0-9;]*[A-Za-z]|\\u001b\[[0-9;]*[A-Za-z]|\\x1b\[[0-9;]*[A-Za-z]")


def lone_surrogate(folder, name, facts):
    _, scenario = run(folder, name, facts, 1)
    facts.same("kind", (only(scenario, "once").get("error") or {}).get("kind"), "answer")
    facts.same("causes", causes(folder), ["answer"])


def after_a_log_line(folder, name, facts):
    _, scenario = run(folder, name, facts, 1)
    for run_name in ("one", "two"):
        one = only(scenario, run_name)
        facts.same(f"{run_name}: kind", (one.get("error") or {}).get("kind"), "answer")
        facts.same(f"{run_name}: cached", one["cached"], [])
    facts.same("causes", set(causes(folder)), {"answer"})


def with_a_typo(folder, name, facts):
    _, scenario = run(folder, name, facts, 1)
    one = only(scenario, "one")
    facts.same("kind", (one.get("error") or {}).get("kind"), "answer")
    facts.that("it names the key", "outptu" in message(one), message(one))


def one_long_line(folder, name, facts):
    outcome, scenario = run(folder, name, facts, 1, limit=90)
    facts.same("status", only(scenario, "once")["status"], "failed")
    facts.same("causes", causes(folder), ["timeout"] * 3)
    facts.that("memory under 200 MiB", outcome.peak < 200, f"{outcome.peak:.0f} MiB")
    journal = sum(os.path.getsize(path) for path in glob.glob(".moonlight/journal*"))
    facts.that("journal under 2 MiB", 0 < journal < 2 << 20, f"{journal} bytes")


def big_integers(folder, name, facts):
    _, scenario = run(folder, name, facts, 1)
    exact = {
        "over 2^53": "9007199254740993",
        "over 2^63": "18446744073709551615",
        "thirty digits": "123456789012345678901234567890",
    }
    for run_name, number in exact.items():
        failures = only(scenario, run_name)["failures"]
        facts.same(f"failures of {run_name}", len(failures), 1)
        found = failures[0]["found"] if failures else ""
        facts.that(f"{run_name}: printed exactly", number in found, found)
    facts.same("itself", only(scenario, "itself")["failures"], [])


def ansi_only_difference(folder, name, facts):
    outcome = folder.run("run", name)
    facts.same("exit", outcome.code, 1)
    shown = r"\\u\{?0*1b\}?|\\e\b|\\e\[|[\\#]x1b|\\033|␛|\^\["
    facts.that("the escape is shown", re.search(shown, outcome.text, re.IGNORECASE), outcome.text[:300])
    facts.that("no raw escape is printed", "\x1b" not in outcome.text)
    facts.that("what was expected is told", "ok now" in outcome.text)


def ansi_secret(folder, name, facts):
    secret = b"s3cr3t-moonlight-value"
    json, _ = run(folder, name, facts, 1, MYSECRET=secret.decode())
    text = folder.run("run", name, MYSECRET=secret.decode())
    facts.that("the message is told", "refused" in text.text)
    left = [("what was printed", json.out + json.err + text.out + text.err), *folder.everything()]
    facts.that("there are reports and a journal", len(left) > 4, len(left))
    for path, data in left:
        for view in (data, ANSI.sub(b"", data)):
            if secret in view:
                facts.that(f"the secret is not in {path}", False)
                break
        else:
            facts.count += 1


def tokens(folder, name, facts):
    _, scenario = held(folder, name, facts, ["one"])
    one = only(scenario, "one")
    facts.same("tokens", one.get("tokens"), 98765)
    facts.same("cost", one.get("cost"), 4.25)
    ended = [e for e in folder.events() if e["kind"] == "attempt_ended"]
    facts.same("tokens in events", [e.get("tokens") for e in ended], [98765])
    for report in ("reports/junit.xml", "reports/summary.md"):
        digits = re.sub(r"[\s,_\u202f]", "", folder.read(report))
        facts.that(f"tokens in {report}", "98765" in digits)
    expected = folder.edit(name, "runs: [{name: one, expect: {", "runs: [{name: one, expect: {tokens: 1, cost: 1, ", "wrong.yaml")
    _, wrong = run(folder, expected, facts, 1)
    facts.same("expectations that can fail", len(only(wrong, "one")["failures"]), 2)


def overshadowed(folder, name, facts):
    _, scenario = run(folder, name, facts, 1)
    faults = {fault["id"]: fault for fault in scenario["faults"]}
    facts.same("first", (faults["first"]["outcome"], faults["first"]["fired"]), ("absorbed", 1))
    for fault in ("second", "slow"):
        found = (faults[fault]["outcome"], faults[fault]["fired"], faults[fault]["overshadowed"])
        facts.same(fault, found, ("never_fired", 0, 1))
        facts.that(f"{fault}: by first", 'overshadowed by "first"' in faults[fault].get("reason", ""))
        facts.that(f"the scenario says {fault}", f'fault "{fault}"' in told(scenario))
