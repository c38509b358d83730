"""Patterns, markup, and lines that a runner obeys."""

import os
import re

from case_checks.facts import only, run


def backtracking(folder, name, facts):
    variants = [name]
    slow = '"^(a+)+$"'
    variants.append(folder.edit(name, "workflow:", "clock: real\nworkflow:", "real.yaml"))
    variants.append(folder.edit(name, f"{{matches: {slow}}}", f"{{json_schema: {{pattern: {slow}}}}}", "schema.yaml"))
    bare = folder.edit(name, f"config: {{phases: {{a: {{validate: [{{matches: {slow}}}]}}}}}}\n", "", "bare.yaml")
    expects = f"runs: [{{name: one, expect: {{output: {{a: {{matches: {slow}}}}}}}}}]"
    variants.append(folder.edit(bare, "runs: [{name: one}]", expects, "expect.yaml"))
    folder.edit("schema.yaml", 'output: "a', "output: '\"a", "schema.yaml")
    folder.edit("schema.yaml", '!"}}', "!\"'}}", "schema.yaml")
    for variant in variants:
        outcome, scenario = run(folder, variant, facts, (1, 65), limit=30)
        if outcome.hung:
            continue
        if outcome.code == 65:
            line = re.search(rf"(?m)^{re.escape(variant)}:\d+:\d+: error: ", outcome.text)
            facts.that(f"{variant}: a located error", line, outcome.text[:200])
        elif variant == "expect.yaml":
            facts.that("expect: a failure", only(scenario, "one")["failures"])
        else:
            kind = (only(scenario, "one").get("error") or {}).get("kind")
            facts.same(f"{variant}: kind", kind, "validation")


def workflow_commands(folder, name, facts):
    summary = os.path.join(folder.root, "summary.md")
    for words in (["run", name], ["run", name, "--quiet"]):
        outcome = folder.run(*words, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=summary)
        facts.same("exit", outcome.code, 1)
        facts.that("what the agent said is told", "stop-commands" in outcome.text)
        lines = outcome.text.splitlines()
        # A runner takes `::` at the beginning of a line, and `##[` anywhere in it.
        for line in lines:
            line = line.strip()
            if line.startswith("::"):
                facts.that("only our own commands", re.match(r"::(error|warning|notice) ", line), line)
            else:
                facts.that("no ##[ that a runner takes", "##[" not in line, line)
        ours = [line for line in lines if line.startswith("::error ")]
        facts.that("the failure is an annotation", len(ours) == 1, len(ours))


def markup(folder, name, facts):
    short = folder.edit(name, "1000000", "250000", "short.yaml")
    outcomes = {}
    for variant in (short, name):
        outcomes[variant], _ = run(folder, variant, facts, 0)
        facts.that("the output is told", folder.read("reports/junit.xml").count("&lt;") > 1000)
    some, all_of_it = outcomes[short].cpu, outcomes[name].cpu
    facts.that("linear", all_of_it < 8 * max(some, 0.2), f"{some:.2f} s, then {all_of_it:.2f} s")
