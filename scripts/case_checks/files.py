"""Files, keys and code."""

import os
import re

from case_checks.facts import held, message, only, run


def files_left(folder, name, facts):
    runs = ["whole", "publish anew", "died", "gone on with"]
    _, scenario = held(folder, name, facts, runs)
    facts.same("cached", only(scenario, "publish anew")["cached"], ["build"])
    facts.same("executed", only(scenario, "gone on with")["executed"], ["publish"])
    text = folder.read(name)
    head = text[: text.index("runs:")].replace(", phases: {build: {artifacts: [built.bin]}}", "")
    facts.that("the file says artifacts", "artifacts" in text and "artifacts" not in head)
    with open("bare.yaml", "w", encoding="utf-8") as file:
        file.write(head + "runs: [{name: whole}]\n")
    outcome, _ = run(folder, "bare.yaml", facts, 0)
    reports = outcome.text + folder.read("reports/summary.md") + folder.read("reports/junit.xml")
    facts.that("without artifacts the file is reported", "built.bin" in reports)


def code_changed(folder, name, facts):
    runs = ["cold", "other argument", "other environment", "edited script"]
    _, scenario = held(folder, name, facts, runs)
    facts.same("executed", [one["executed"] for one in scenario["runs"]], [["ask"]] * 4)
    facts.same("cached", [one["cached"] for one in scenario["runs"]], [[]] * 4)


def keys_of_effects(folder, name, facts):
    held(folder, name, facts, ["once", "reviewed"])
    once, reviewed = folder.lines("keys-once.txt"), folder.lines("keys-reviewed.txt")
    facts.same("calls of once", (len(once), len(set(once))), (2, 1))
    facts.same("calls of reviewed", (len(reviewed), len(set(reviewed))), (2, 2))
    facts.that("keys are theirs alone", not set(once) & set(reviewed))


def fifo(folder, name, facts):
    outcome, scenario = run(folder, name, facts, 1, limit=40)
    one = only(scenario, "once")
    facts.same("status", one["status"], "failed")
    facts.that("it says which file, or what is allowed", re.search(r"f\.txt|regular", message(one)))
    facts.that("seconds", outcome.seconds < 15, outcome.seconds)


def replaced_workspace(folder, name, facts):
    _, scenario = run(folder, name, facts, 1)
    one = only(scenario, "once")
    facts.same("kind", (one.get("error") or {}).get("kind"), "path_escape")
    facts.same("written outside", os.listdir(folder.shared + "-outside"), [])
