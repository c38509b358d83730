"""Writes the cases that Tests/StatisticsTests compares our arithmetic with.

Every number is computed by R, scipy or statsmodels, or by a definition that shares nothing with ours: roots of their
p-values found by bisection, and sign changes counted one by one.
"""

import itertools
import json
import math
import random
import subprocess
from fractions import Fraction

import numpy
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import ttost_ind, ttost_paired

FILE = "Tests/StatisticsTests/Fixtures/cases.json"
R_CODE = r"""
options(digits = 17)
say <- function(...) cat(sprintf("%.17g", c(...)), sep = " ")
line <- function(...) { say(...); cat("\n") }
numbers <- function(text) as.numeric(strsplit(text, " ")[[1]])
for (row in readLines(file("stdin"))) {
  parts <- strsplit(row, "|", fixed = TRUE)[[1]]
  b <- numbers(parts[2]); c <- numbers(parts[3]); level <- as.numeric(parts[4])
  if (parts[1] == "paired") {
    w <- wilcox.test(log(c / b), conf.int = TRUE, exact = TRUE, conf.level = level)
    line(exp(c(w$estimate, w$conf.int)), w$p.value)
  } else if (parts[1] == "unpaired") {
    w <- wilcox.test(log(c), log(b), conf.int = TRUE, exact = TRUE, conf.level = level)
    line(exp(c(w$estimate, w$conf.int)), w$p.value)
  } else if (parts[1] == "paired-ties") {
    x <- log(c / b); n <- length(x)
    s <- outer(x, x, "+") / 2; s <- sort(s[lower.tri(s, diag = TRUE)])
    k <- qsignrank((1 - level) / 2, n)
    line(exp(c(median(s), s[k], s[length(s) + 1 - k])))
  } else if (parts[1] == "unpaired-ties") {
    d <- sort(outer(log(c), log(b), "-"))
    k <- qwilcox((1 - level) / 2, length(c), length(b))
    line(exp(c(median(d), d[k], d[length(d) + 1 - k])))
  } else if (parts[1] == "binomial") {
    line(binom.test(c[1], c[2], conf.level = level)$conf.int)
  } else if (parts[1] == "holm") {
    line(p.adjust(b, "holm"))
  } else if (parts[1] == "bh") {
    line(p.adjust(b, "BH"))
  }
}
"""


def r(requests):
    """One row of numbers for each request (kind, first list, second list, confidence)."""
    rows = "".join(
        "|".join([kind, *(" ".join(map(repr, map(float, side))) for side in (first, second)), repr(level)]) + "\n"
        for kind, first, second, level in requests
    )
    out = subprocess.run(
        ["Rscript", "--vanilla", "-e", R_CODE], input=rows, text=True, capture_output=True, check=True
    )
    return [[float(word) for word in line.split()] for line in out.stdout.splitlines()]


def samples(count, seed, effect=1.0, spread=0.3, digits=4):
    """Pairs that share the state of a machine."""
    draw = random.Random(seed)
    shared = [draw.lognormvariate(3, 0.5) for _ in range(count)]
    baseline = [round(x * draw.lognormvariate(0, spread), digits) for x in shared]
    candidate = [round(effect * x * draw.lognormvariate(0, spread), digits) for x in shared]
    return baseline, candidate


def with_outliers(pair):
    baseline, candidate = list(pair[0]), list(pair[1])
    baseline[1] *= 50
    candidate[4] *= 200
    candidate[-1] /= 100
    return [round(x, 6) for x in baseline], [round(x, 6) for x in candidate]


def signed_rank_p(differences):
    """All changes of signs, counted."""
    kept = [d for d in differences if d != 0]
    if not kept:
        return 1.0
    ranks = stats.rankdata(numpy.abs(kept))
    observed = sum(rank for rank, d in zip(ranks, kept) if d > 0)
    middle = sum(ranks) / 2
    far = sum(
        abs(sum(itertools.compress(ranks, signs)) - middle) >= abs(observed - middle) - 1e-9
        for signs in itertools.product([0, 1], repeat=len(ranks))
    )
    return far / 2 ** len(ranks)


LEVELS = (0.9, 0.95, 0.99)


def ratios():
    paired = [
        ("pairs", samples(10, 1, 0.8)), ("few pairs", samples(8, 2, 1.1)), ("many pairs", samples(60, 3, 0.97)),
        ("pairs without noise", samples(12, 4, 0.5, 0.01)), ("pairs with outliers", with_outliers(samples(20, 5))),
    ]
    unpaired = [
        ("as many", samples(10, 11, 0.8)), ("few", samples(5, 12, 2.0)), ("many", samples(45, 13, 0.9)),
        ("fewer of the candidate", (samples(30, 14)[0], samples(9, 15, 1.4)[1])),
        ("outliers", with_outliers(samples(15, 16))),
    ]
    tied_pairs = [
        ("tied pairs", ([10, 12, 10, 14, 20, 10, 8, 16, 10, 12], [11, 12, 9, 14, 22, 11, 8.8, 16, 9, 15])),
        ("equal ratios", ([2, 4, 6, 8, 10, 12, 14], [1, 2, 3, 4, 5, 6, 7])),
    ]
    tied = [
        ("ties", ([10, 12, 10, 14, 20, 10, 8, 16], [11, 12, 9, 14, 22, 11, 8, 16, 9, 15])),
        ("ticks of a coarse clock", ([4, 4, 8, 4, 8, 4, 12, 4, 8], [8, 8, 4, 8, 12, 8, 8, 16, 8])),
    ]
    cases, requests = {"paired": [], "unpaired": []}, []

    def add(group, kind, name, pair, level, p=None):
        cases[group].append({"name": name, "baseline": pair[0], "candidate": pair[1], "confidence": level, "p": p})
        requests.append((group, len(cases[group]) - 1, kind))

    for level in LEVELS:
        for name, pair in paired:
            if len(pair[0]) > 8 or level < 0.99:
                add("paired", "paired", name, pair, level)
        for name, pair in unpaired:
            add("unpaired", "unpaired", name, pair, level)
        for name, pair in tied_pairs:
            if len(pair[0]) >= 8 or level < 0.99:
                logs = [round(math.log(c / b), 12) for b, c in zip(*pair)]
                add("paired", "paired-ties", name, pair, level, signed_rank_p(logs))
        for name, pair in tied:
            p = stats.mannwhitneyu(pair[1], pair[0], method="asymptotic").pvalue
            add("unpaired", "unpaired-ties", name, pair, level, p)
    asked = [
        (kind, cases[group][place]["baseline"], cases[group][place]["candidate"], cases[group][place]["confidence"])
        for group, place, kind in requests
    ]
    for (group, place, _), found in zip(requests, r(asked), strict=True):
        case = cases[group][place]
        case["ratio"], case["low"], case["high"] = found[:3]
        if case["p"] is None:
            case["p"] = found[3]
    return cases


def root(function, inner, outer):
    """Where a p-value falls to its level, between a ratio that it accepts and one that it does not."""
    return optimize.brentq(function, inner, outer, xtol=1e-15, rtol=1e-15, maxiter=500)


def means():
    found = []
    for are_pairs, seed in itertools.product((True, False), range(21, 26)):
        baseline, candidate = samples(6 + seed % 5 * 6, seed, (0.6, 1.0, 3.0)[seed % 3], 0.2)
        if not are_pairs:
            candidate = candidate[: len(candidate) * 2 // 3]
        b, c = numpy.array(baseline), numpy.array(candidate)

        def p(ratio):
            if are_pairs:
                return stats.ttest_rel(c, ratio * b).pvalue
            return stats.ttest_ind(c, ratio * b, equal_var=False).pvalue

        for level in LEVELS:
            middle = c.mean() / b.mean()
            def excess(ratio):
                return p(ratio) - (1 - level)
            step = 1.0
            while excess(middle * (1 + step)) > 0 and step < 1e6:
                step *= 2
            high = root(excess, middle, middle * (1 + step)) if step < 1e6 else None
            low = root(excess, middle, middle * 1e-9) if excess(middle * 1e-9) < 0 else 0.0
            found.append({
                "isPaired": are_pairs, "baseline": baseline, "candidate": candidate, "confidence": level,
                "ratio": middle, "low": low, "high": high, "p": p(1.0),
            })
    # A baseline that is mostly nothing: its mean is not told from 0.
    rare = {"baseline": [0, 0, 0, 0, 0, 9.0, 0, 0], "candidate": [3.0, 4, 5, 4, 3, 5, 4, 4.5]}
    b, c = numpy.array(rare["baseline"]), numpy.array(rare["candidate"])
    for are_pairs in (True, False):
        p = (lambda x: stats.ttest_rel(c, x * b).pvalue) if are_pairs else (
            lambda x: stats.ttest_ind(c, x * b, equal_var=False).pvalue)
        found.append({
            "isPaired": are_pairs, **rare, "confidence": 0.95, "ratio": c.mean() / b.mean(),
            "low": root(lambda x: p(x) - 0.05, 1e-9, c.mean() / b.mean()), "high": None, "p": p(1.0),
        })
    return found


def equivalence():
    found = []
    for are_pairs, seed in itertools.product((True, False), range(31, 36)):
        baseline, candidate = samples((8, 12, 20, 30, 45)[seed % 5], seed, (1.0, 1.01, 0.97)[seed % 3], 0.04)
        if not are_pairs:
            draw = random.Random(seed)
            baseline = [round(draw.lognormvariate(3, 0.05), 4) for _ in baseline]
            candidate = [round(draw.lognormvariate(3, 0.03), 4) for _ in candidate[2:]]
        low, high = ((0.95, 1.05), (0.5, 0.8), (0.99, 1.2))[seed % 3]
        b, c = numpy.log(baseline), numpy.log(candidate)
        if are_pairs:
            _, lower, upper = ttost_paired(c, b, math.log(low), math.log(high))
            ranks = [
                stats.wilcoxon(c - b - math.log(bound), alternative=side, method="exact").pvalue
                for bound, side in ((low, "greater"), (high, "less"))
            ]
        else:
            _, lower, upper = ttost_ind(c, b, math.log(low), math.log(high), usevar="unequal")
            ranks = [
                stats.mannwhitneyu(c, b + math.log(bound), alternative=side, method="exact").pvalue
                for bound, side in ((low, "greater"), (high, "less"))
            ]
        found.append({
            "isPaired": are_pairs, "baseline": baseline, "candidate": candidate, "low": low, "high": high,
            "studentLower": lower[1], "studentUpper": upper[1], "ranksLower": ranks[0], "ranksUpper": ranks[1],
        })
    return found


def proportions():
    pairs = [(0, 1), (1, 1), (0, 10), (10, 10), (1, 10), (5, 10), (9, 10), (17, 20), (95, 100), (3, 1000), (999, 1000),
             (2500, 4000), (1, 100_000), (99_990, 100_000)]
    cases = [(c, n, level) for c, n in pairs for level in LEVELS]
    rows = r([("binomial", [0], [c, n], level) for c, n, level in cases])
    found = []
    for (c, n, level), (low, high) in zip(cases, rows, strict=True):
        again = proportion_confint(c, n, alpha=1 - level, method="beta")
        assert math.isclose(again[0], low, rel_tol=1e-9, abs_tol=1e-15), (c, n, again, low)
        assert math.isclose(again[1], high, rel_tol=1e-9), (c, n, again, high)
        found.append({"successes": c, "trials": n, "confidence": level, "low": low, "high": high})
    return found


def pass_all():
    cases = [(10, 10, 3), (9, 10, 1), (9, 10, 3), (2, 10, 3), (95, 100, 8), (0, 5, 1), (7, 7, 7), (3999, 4000, 1000)]
    return [
        {"successes": c, "trials": n, "k": k, "value": float(Fraction(math.comb(c, k), math.comb(n, k)))}
        for c, n, k in cases
    ]


def adjusted():
    draw = random.Random(41)
    lists = [[0.01, 0.04, 0.03, 0.005], [0.5], [0.05, 0.05, 0.05], [0.9, 0.001, 0.8, 0.02, 0.02, 1.0],
             [round(draw.random() ** 3, 6) for _ in range(40)]]
    rows = r([(kind, values, [0], 0.95) for values in lists for kind in ("holm", "bh")])
    found = []
    for place, values in enumerate(lists):
        for row, method in ((rows[2 * place], "holm"), (rows[2 * place + 1], "fdr_bh")):
            assert numpy.allclose(multipletests(values, method=method)[1], row, rtol=1e-12)
        found.append({"p": values, "holm": rows[2 * place], "benjaminiHochberg": rows[2 * place + 1]})
    return found


def geometric():
    found = []
    for count, seed, level in itertools.product((2, 5, 40), (51, 52), LEVELS):
        values = samples(count, seed)[0]
        logs = numpy.log(values)
        low, high = stats.t.interval(level, count - 1, logs.mean(), stats.sem(logs))
        found.append({"values": values, "confidence": level, "mean": stats.gmean(values),
                      "low": math.exp(low), "high": math.exp(high)})
    return found


def quantiles():
    found, whole = [], samples(400, 61)[0]
    for count, share, level in itertools.product((5, 12, 60, 400), (0.05, 0.5, 0.9, 0.99), LEVELS):
        values = whole[:count]
        interval = stats.quantile_test(values, p=share).confidence_interval(confidence_level=level)
        low, high = (None if math.isnan(x) else float(x) for x in interval)
        found.append({"count": count, "probability": share, "confidence": level, "low": low, "high": high,
                      "value": numpy.quantile(values, share)})
    return {"values": whole, "cases": found}


def slopes():
    """Slopes over equal steps: with a trend and without, with ties, with an outlier, of two values."""
    series = [[3.0, 5.0], [1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2, 2, 2, 2, 2, 2], [5, 3, 5, 5, 4, 3, 5, 4, 3, 3, 4, 5]]
    for count, seed, drift in itertools.product((9, 20, 50), (71, 72), (0, 0.03)):
        draw = random.Random(seed)
        series.append([round(drift * i + draw.gauss(0, 0.2), 6) for i in range(count)])
    series.append([round(x, 1) for x in series[-1]])
    series.append([*series[-2][:30], 1e6, *series[-2][31:]])
    found = []
    for values, level in itertools.product(series, LEVELS):
        slope, _, low, high = stats.theilslopes(values, alpha=level)
        found.append({"values": values, "confidence": level, "slope": slope, "low": low, "high": high})
    return found


def beta():
    shapes = [(0.5, 0.5), (1, 1), (2, 5), (0.5, 40), (30, 0.7), (1, 1000), (1500, 2500), (3, 99_998)]
    return [
        {"a": a, "b": b, "x": x, "below": stats.beta.cdf(x, a, b), "above": stats.beta.sf(x, a, b),
         "probability": q, "quantile": stats.beta.ppf(q, a, b)}
        for a, b in shapes for x, q in ((0.01, 0.025), (0.4, 0.5), (0.95, 0.975))
    ]


def main():
    version = subprocess.run(["Rscript", "--version"], text=True, capture_output=True, check=True)
    cases = {
        "command": "scripts/statistics-cases",
        "versions": [
            (version.stdout + version.stderr).strip(), f"scipy {scipy.__version__}",
            f"statsmodels {statsmodels.__version__}",
        ],
        **ratios(), "means": means(), "equivalence": equivalence(), "proportions": proportions(),
        "passAll": pass_all(), "adjusted": adjusted(), "geometricMeans": geometric(), "quantiles": quantiles(),
        "beta": beta(), "slopes": slopes(),
    }
    with open(FILE, "w", encoding="utf-8") as file:
        file.write("{\n" + ",\n".join(f'"{key}": ' + text(value) for key, value in cases.items()) + "\n}\n")
    print(FILE)


def text(value):
    """JSON with one case on a line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(case, default=float) for case in value) + "\n]"
    return json.dumps(value, default=float)


if __name__ == "__main__":
    main()
