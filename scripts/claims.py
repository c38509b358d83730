#!/usr/bin/env python3
"""Turns the verdicts on the claims of Scenarios/claims into tables; called by scripts/claims.

With --data it prints beside them what measured runs say of the same claims: claims_data.py calculates that by itself.
"""

import json
import math
import sys
from pathlib import Path

import claims_data

PAGE = Path("Docs/claims.md")
DATA = Path("../shared/data/agent-runs")


def percent(share):
    text = f"{share * 100:.1f}"
    return (text[:-2] if text.endswith(".0") else text) + " %"


def value(number, estimand):
    if number is None:
        return "∞"
    return percent(number) if estimand == "reduction" else f"{number:.2f}"


def condition(claim):
    phases = claim.get("re_executed", [])
    if not phases:
        return "nothing is executed again"
    share = claim.get("re_executed_share")
    return ", ".join(phases) + ("" if share is None else f" ({percent(share)} of the time)")


def tables(document):
    for scenario in document["scenarios"]:
        yield f"### `{scenario['file']}`"
        yield ""
        yield "| claim | executed again | verdict | estimate | interval | n |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for claim in scenario["claims"]:
            kind = claim["estimand"]
            low, high = (value(claim[end], kind) for end in ("low", "high"))
            yield (
                f"| {claim['name']} | {condition(claim)} | **{claim['verdict']}** | "
                f"{value(claim['estimate'], kind)} | {low} to {high} | {claim['pairs']} |"
            )
        yield ""
        for claim in scenario["claims"]:
            if claim.get("curve"):
                yield from curve(claim)


def curve(claim):
    place = "failure in" if claim["metric"] == "recovery_time" else "executed again from"
    yield f"*{claim['name']}*: the verdict under other conditions."
    yield ""
    yield f"| {place} | share of the time | {claim['estimand']} | interval | verdict |"
    yield "| --- | --- | --- | --- | --- |"
    for point in claim["curve"]:
        kind = claim["estimand"]
        first = point["first"] or "nothing"
        first = f"**{first}** ← this claim" if point["own"] else first
        low, high = (value(point[end], kind) for end in ("low", "high"))
        share = "-" if point["share"] is None else percent(point["share"])
        yield f"| {first} | {share} | {value(point['estimate'], kind)} | {low} to {high} | {point['verdict']} |"
    yield ""


# Beside what measured runs say.


def shown(found, kind):
    middle, low, high = (value(None if math.isinf(x) else x, kind) for x in found)
    return f"{middle} ({low} to {high})"


def ours(point, kind):
    return shown([math.inf if point[k] is None else point[k] for k in ("estimate", "low", "high")], kind)


def calculations(claim, by_phase, as_logged):
    """What is asked of a claim; of one that counts phases both say the same."""
    if claim["metric"] == "re_executed":
        return (claims_data.CountOfPhases(),) * 2
    return by_phase, as_logged


def verdicts_beside(document, by_phase, as_logged):
    """A row for each claim, and whether it contradicts one of the calculations."""
    for scenario in document["scenarios"]:
        for claim in scenario["claims"]:
            kind = claim["estimand"]
            found = [
                claims_data.estimate(calculation, claim["re_executed"], kind)
                for calculation in calculations(claim, by_phase, as_logged)
            ]
            said = [claims_data.verdict(x, claim["claimed"]) for x in found]
            cells = [f"**{word}** {shown(x, kind)}" for word, x in zip(said, found)]
            mine = f"**{claim['verdict']}** {ours(claim, kind)}"
            contradicts = [{claim["verdict"], word} == {"holds", "refuted"} for word in said]
            yield f"| {claim['name']} | {mine} | {cells[0]} | {cells[1]} |", contradicts


def curve_beside(claim, by_phase, as_logged):
    kind = claim["estimand"]
    place = "failure in" if claim["metric"] == "recovery_time" else "executed again from"
    yield f"*{claim['name']}*: {kind} under other conditions."
    yield ""
    yield f"| {place} | share, ours | share, by phase | share, as logged | ours | by phase | as logged |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for point in claim["curve"]:
        again = point["phases"]
        mark = " ←" if point["own"] else ""
        shares = [point["share"], by_phase.share(again), as_logged.share(again)]
        found = [
            shown(claims_data.estimate(calculation, again, kind), kind)
            for calculation in (by_phase, as_logged)
        ]
        cells = [f"{point['first'] or 'nothing'}{mark}", *map(percent, shares), ours(point, kind), *found]
        yield f"| {' | '.join(cells)} |"
    yield ""


def beside(document, folder):
    """Prints the tool's verdicts and curves beside those of the runs; whether they agree, both ways, and are on the page."""
    if not (folder / "runs.csv").exists():
        print(f"skipped: {folder} isn't there")
        return True
    runs = claims_data.real_runs(folder)
    tests = [float(row["seconds"]) for row in claims_data.rows(folder / "guardkit_tests.csv")]
    by_phase, as_logged = claims_data.ByPhase(runs, tests), claims_data.AsLogged(runs)
    print(f"{len(runs)} measured runs and {len(tests)} test runs. By phase: each phase's seconds drawn by")
    print("themselves, as the scenarios draw them from profiles. As logged: the runs as they are.\n")
    found = list(verdicts_beside(document, by_phase, as_logged))
    heads = ["| claim | ours | by phase | as logged |", "| --- | --- | --- | --- |"]
    table = "\n".join([*heads, *(row for row, _ in found)])
    print(table)
    by, logged = (sum(contradicts[place] for _, contradicts in found) for place in (0, 1))
    print("\nContradicted (holds where the other is refuted, or the other way round):")
    print(f"{by} by phase, {logged} as logged.\n")
    for claim in (c for s in document["scenarios"] for c in s["claims"] if c.get("curve")):
        print("\n".join(curve_beside(claim, by_phase, as_logged)))
    ratio = claims_data.uniform_failures(runs)
    print(f"Where failures fall uniformly in time, starting anew takes {ratio:.2f} times what recovery")
    print("takes (ratio of means, which cannot exceed 2).")
    # The page shows what the runs in the usual folder say.
    is_shown = folder != DATA or table in PAGE.read_text(encoding="utf-8")
    if not is_shown:
        print(f"claims: {PAGE} has other figures of measured runs", file=sys.stderr)
    return by == 0 and logged == 0 and ratio <= 2 and is_shown


def main():
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    if sys.argv[2:3] == ["--data"]:
        folder = Path(sys.argv[3]) if len(sys.argv) > 3 else DATA
        sys.exit(0 if beside(document, folder) else 1)
    text = "\n".join(tables(document)).rstrip() + "\n"
    if sys.argv[2:3] == ["--check"]:
        if text not in PAGE.read_text(encoding="utf-8"):
            print(f"claims: {PAGE} has other tables than scripts/claims prints", file=sys.stderr)
            sys.exit(1)
        return
    print(text, end="")


main()
