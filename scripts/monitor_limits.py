"""Calibrates what the monitor calls slow, and what it calls drift; prints the tables of Sources/Monitoring.

Usage: python3 scripts/monitor_limits.py (needs numpy; takes about three minutes). The seed is fixed: the same numpy prints
the same tables.
"""

import math

import numpy

SEED = 20261127
SCALE = 1.482602218505602  # 1 / the upper quartile of the standard normal distribution
WINDOW = range(8, 65)
BASES = range(20, 101)
LAMBDA = 0.2

draw = numpy.random.default_rng(SEED)
upper_tail = numpy.vectorize(lambda z: 0.5 * math.erfc(z / math.sqrt(2)), otypes=[float])


def centres_and_spreads(samples):
    """The median and the scaled MAD of each row."""
    centres = numpy.median(samples, axis=1)
    return centres, SCALE * numpy.median(numpy.abs(samples - centres[:, None]), axis=1)


def tails(values):
    """Upper tails of the standard normal distribution, by a table of 20,000 places."""
    grid = numpy.linspace(-8, 12, 20_001)
    return numpy.interp(values, grid, upper_tail(grid))


def threshold(count, alarms=0.01, trials=400_000):
    """Above how many spreads one more value of a normal sample lies once in a hundred.

    Only the earlier values are drawn; of the next one the exact probability is taken, which needs far fewer trials.
    """
    centres, spreads = centres_and_spreads(draw.standard_normal((trials, count)))
    low, high = 2.0, 8.0
    while high - low > 1e-4:
        middle = (low + high) / 2
        if tails(centres + middle * spreads).mean() > alarms:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def seen(count, limit, factor=3.0, deviation=0.2, trials=400_000):
    """The share of values that are seen after being multiplied by a factor, of log-normal ones."""
    centres, spreads = centres_and_spreads(draw.standard_normal((trials, count)))
    return tails(centres + limit * spreads - math.log(factor) / deviation).mean()


def drift_limit(count, alarms=0.01, trials=20_000):
    """By how many of its standard errors an EWMA leaves its limits once in a hundred steady series.

    The series has twice as many values as those that centre and spread are estimated from.
    """
    samples = draw.standard_normal((trials, 2 * count))
    centres, spreads = centres_and_spreads(samples[:, :count])
    value = centres.copy()
    farthest = numpy.zeros(trials)
    for number in range(1, count + 1):
        value += LAMBDA * (samples[:, count + number - 1] - value)
        error = math.sqrt(
            LAMBDA / (2 - LAMBDA) * (1 - (1 - LAMBDA) ** (2 * number)) + math.pi / 2 / count
        )
        farthest = numpy.maximum(farthest, numpy.abs(value - centres) / (spreads * error))
    return float(numpy.quantile(farthest, 1 - alarms))


def table(name, values):
    print(name)
    for start in range(0, len(values), 10):
        print("    " + " ".join(f"{value:.2f}," for value in values[start : start + 10]))


def main():
    limits = [threshold(count) for count in WINDOW]
    table(f"slow: thresholds for {WINDOW.start} to {WINDOW.stop - 1} earlier times", limits)
    for count in (8, 12, 20, 30, 64):
        share = seen(count, limits[count - WINDOW.start])
        print(f"    of phases that take 3 times as long at σ 0.2, {share:.1%} are seen after {count}")
    table("drift: limits for 20, 25 … 100 values", [drift_limit(count) for count in BASES[::5]])


if __name__ == "__main__":
    main()
