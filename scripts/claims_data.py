"""What measured runs say of the claims of Scenarios/claims, for scripts/claims.py --data.

The arithmetic is of its own: no figure of the tool's goes into it. Two calculations stand beside the tool's:

by phase   each phase's seconds are drawn by themselves from those of the runs, as the scenarios draw them from fitted profiles;
           the executor's are those of the test runs, as for its profile. The interval is the bootstrap's: runs drawn anew.
as logged  the runs as they are, in which the times of coder and reviewer go together and the executor sleeps a fixed time.

An estimate is Hodges and Lehmann's on log ratios, as the tool's. A failure in a phase costs what is left from there on.
"""

import csv
import math
import random
import statistics
from collections import defaultdict

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
# A second is the resolution of the logs: no part of a run takes less than half of one.
LEAST = 0.5
DRAWS = 1200
REPLICATES, REPLICATE_DRAWS = 200, 150
SEED = 42


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
    runs = defaultdict(lambda: dict.fromkeys(CHAIN, 0.0))
    for row in rows(folder / "role_times.csv"):
        phase = ROLES.get(row["role"])
        if phase and row["scope"] == "full" and row["run_id"] in chosen:
            runs[row["run_id"]][phase] += float(row["net_s"])
    return [run for _, run in sorted(runs.items()) if run["coder"] > 0]


def seconds(run, phases):
    return sum(run[phase] for phase in phases)


def log_ratios(runs, again):
    return [
        math.log(max(seconds(run, again), LEAST) / max(seconds(run, CHAIN), LEAST)) for run in runs
    ]


def averages(logs):
    return sorted((a + b) / 2 for place, a in enumerate(logs) for b in logs[place:])


class AsLogged:
    """The runs as they are; the interval is that of the signed-rank test, by its normal approximation."""

    def __init__(self, runs):
        self.runs = runs

    def ratio(self, again):
        logs = log_ratios(self.runs, again)
        n = len(logs)
        mean, deviation = n * (n + 1) / 4, math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
        rank = max(1, math.floor(mean - statistics.NormalDist().inv_cdf(0.975) * deviation))
        found = averages(logs)
        return tuple(math.exp(x) for x in (statistics.median(found), found[rank - 1], found[-rank]))

    def share(self, again):
        return statistics.median(seconds(r, again) / seconds(r, CHAIN) for r in self.runs)


class ByPhase:
    """Runs whose phases are drawn one by one from the measured times."""

    def __init__(self, runs, tests):
        self.times = {phase: [run[phase] for run in runs] for phase in CHAIN}
        self.times["executor"] = tests
        self.runs = self.draw(self.times, DRAWS, random.Random(SEED))
        self.known = {}

    @staticmethod
    def draw(times, count, chance):
        return [{p: chance.choice(values) for p, values in times.items()} for _ in range(count)]

    def ratio(self, again):
        if again not in self.known:
            self.known[again] = self.estimate(again)
        return self.known[again]

    def estimate(self, again):
        found = []
        # Draws of its own: what was estimated before moves no figure.
        chance = random.Random(" ".join([str(SEED), *again]))
        for _ in range(REPLICATES):
            times = {p: chance.choices(v, k=len(v)) for p, v in self.times.items()}
            logs = log_ratios(self.draw(times, REPLICATE_DRAWS, chance), again)
            found.append(statistics.median(averages(logs)))
        found.sort()
        ends = found[round(0.025 * REPLICATES)], found[round(0.975 * REPLICATES) - 1]
        middle = statistics.median(averages(log_ratios(self.runs, again)))
        return tuple(math.exp(x) for x in (middle, *ends))

    def share(self, again):
        return statistics.median(seconds(r, again) / seconds(r, CHAIN) for r in self.runs)


class CountOfPhases:
    """The share of the phases, whatever they take."""

    def ratio(self, again):
        return (len(again) / len(CHAIN),) * 3


def in_terms(ratio, kind):
    """An estimate with its interval as the share saved, or as how often the time goes into the whole."""
    middle, low, high = ratio
    if kind == "reduction":
        return 1 - middle, 1 - high, 1 - low
    return tuple(math.inf if x == 0 else 1 / x for x in (middle, high, low))


def estimate(calculation, again, kind):
    if not again:
        return in_terms((0.0, 0.0, 0.0), kind)
    if len(again) == len(CHAIN):
        return in_terms((1.0, 1.0, 1.0), kind)
    return in_terms(calculation.ratio(tuple(again)), kind)


def verdict(found, claimed):
    _, low, high = found
    least = -math.inf if claimed["low"] is None else claimed["low"]
    most = math.inf if claimed["high"] is None else claimed["high"]
    if least - 1e-9 <= low and high <= most + 1e-9:
        return "holds"
    return "refuted" if high < least - 1e-9 or low > most + 1e-9 else "inconclusive"


def uniform_failures(runs):
    """Means of a full restart and of what is left from the last checkpoint on, failures falling uniformly in time."""
    whole = sum(seconds(run, CHAIN) ** 2 for run in runs)
    left = sum(
        run[phase] * seconds(run, CHAIN[place:]) for run in runs for place, phase in enumerate(CHAIN)
    )
    return whole / left
