#!/usr/bin/env python3
"""Turns the verdicts on the claims of Scenarios/claims into tables; called by scripts/claims.

With --data it calculates what real runs say of the same claims, with arithmetic of its own: no figure of the tool's goes into it.
"""

import csv
import json
import math
import statistics
import sys
from collections import defaultdict
from pathlib import Path

CHAIN = ("planner", "designer", "coder", "reviewer", "executor")
SOURCES = {"chatdev-upstream", "chatdev-gemini", "chatdev-vitorfol"}
ROLES = {
    "planner": "planner",
    "designer": "designer",
    "coder": "coder",
    "review": "reviewer",
    "rework": "reviewer",
    "test": "executor",
    "testfix": "executor",
}
PAGE = Path("Docs/claims.md")


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


# What real runs say.


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def real_runs(folder):
    """The seconds of each phase, run by run, over complete default chains: as scripts/fit-profiles chooses them."""
    chosen = {
        row["run_id"]
        for row in rows(folder / "runs.csv")
        if row["source"] in SOURCES
        and row["outcome"] == "complete"
        and row["has_human"] == "0"
        and row["format"] != "v1"
    }
    runs = defaultdict(lambda: defaultdict(float))
    for row in rows(folder / "role_times.csv"):
        phase = ROLES.get(row["role"])
        if phase and row["scope"] == "full" and row["run_id"] in chosen:
            runs[row["run_id"]][phase] += float(row["net_s"])
    return [run for _, run in sorted(runs.items()) if run["coder"] > 0]


def typical(logs):
    """Hodges and Lehmann's estimate and its 95 % interval, by the normal approximation of the signed-rank test."""
    averages = sorted((a + b) / 2 for i, a in enumerate(logs) for b in logs[i:])
    n = len(logs)
    mean, deviation = n * (n + 1) / 4, math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    rank = max(1, math.floor(mean - statistics.NormalDist().inv_cdf(0.975) * deviation))
    return statistics.median(averages), averages[rank - 1], averages[-rank]


def from_real_runs(runs, first, kind):
    """What is saved, or how much faster it is, where work begins again at a phase."""
    again = CHAIN[CHAIN.index(first) :] if first else ()
    whole = [sum(run[phase] for phase in CHAIN) for run in runs]
    left = [sum(run[phase] for phase in again) for run in runs]
    share = statistics.median(b / a for a, b in zip(whole, left))
    if not again:
        return share, (1.0, 1.0, 1.0) if kind == "reduction" else (math.inf,) * 3
    # A second is the resolution of the logs: no part of a run takes less than half of one.
    logs = [math.log(max(b, 0.5) / max(a, 0.5)) for a, b in zip(whole, left)]
    middle, low, high = (math.exp(number) for number in typical(logs))
    if kind == "reduction":
        return share, (1 - middle, 1 - high, 1 - low)
    return share, (1 / middle, 1 / high, 1 / low)


def beside(document, folder):
    if not (folder / "runs.csv").exists():
        yield f"skipped: {folder} isn't there"
        return
    runs = real_runs(folder)
    yield f"{len(runs)} real runs, each phase's seconds as logged, against the verdicts' curves (latencies drawn by phase)."
    for scenario in document["scenarios"]:
        for claim in scenario["claims"]:
            if not claim.get("curve"):
                continue
            kind = claim["estimand"]
            yield ""
            yield f"| {claim['name']} | share, ours | share, runs | {kind}, ours | {kind}, runs | intervals |"
            yield "| --- | --- | --- | --- | --- | --- |"
            for point in claim["curve"]:
                share, (middle, low, high) = from_real_runs(runs, point["first"], kind)
                ours = [math.inf if point[k] is None else point[k] for k in ("low", "high")]
                meet = ours[0] <= high + 1e-9 and low <= ours[1] + 1e-9
                mark = " ←" if point["own"] else ""
                shown = f"{value(middle, kind)} ({value(low, kind)} to {value(high, kind)})"
                yield (
                    f"| {point['first'] or 'nothing'}{mark} | {percent(point['share'])} | {percent(share)} | "
                    f"{value(point['estimate'], kind)} ({value(point['low'], kind)} to {value(point['high'], kind)}) | "
                    f"{shown} | {'meet' if meet else 'apart'} |"
                )


def main():
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    if sys.argv[2:3] == ["--data"]:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else "../shared/data/agent-runs")
        print("\n".join(beside(document, folder)))
        return
    text = "\n".join(tables(document)).rstrip() + "\n"
    if sys.argv[2:3] == ["--check"]:
        if text not in PAGE.read_text(encoding="utf-8"):
            print(f"claims: {PAGE} has other tables than scripts/claims prints", file=sys.stderr)
            sys.exit(1)
        return
    print(text, end="")


main()
