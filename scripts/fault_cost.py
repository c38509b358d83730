"""What faults cost; see scripts/fault-cost. Arguments: the tool, the other tool, rounds, repetitions."""

import math
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from functools import partial

# Five phases in a row, each executed: what the cache gives meets no fault.
SCENARIO = """\
name: {name}
workflow:
  phases: [{{name: p0}}, {{name: p1, needs: [p0]}}, {{name: p2, needs: [p1]}}, {{name: p3, needs: [p2]}}, {{name: p4, needs: [p3]}}]
config:
  timeout: {{attempt: 60s}}
  retry: {{initial: 1s, max_attempts: 3}}
  cache: {{enabled: false}}
agents:
{agents}
{faults}
invariants: [one_ending]
runs:
  - {{name: again, repeat: {repeat}}}
"""
# More executions than the page of a report keeps the course of (`SuiteTimelines`).
KEPT = 9000
AGENT = "  p{}: {{simulated: {{output: done, latency: {{uniform: {{min: 1s, max: 9s}}}}}}}}"
FAULT = "  - {{id: fault {}, {}when: {{{}}}, inject: {}, expect: any}}"

FIRST = "attempt: 1"
NEVER = "probability: 0"
TYPES = {
    "latency": "{latency: {uniform: {min: 1s, max: 9s}}}",
    "crash": "crash",
    "hang": "hang",
    "rate_limit": "{rate_limit: {retry_after: 1s}}",
    "server_error": "server_error",
}
CALLS = [("", NEVER, TYPES["server_error"]), ("", NEVER, TYPES["rate_limit"]), ("", NEVER, TYPES["latency"])]
MIXED = [
    ("", NEVER, TYPES["server_error"]),
    ("at: agent.output, ", NEVER, "empty"),
    ("at: cache.read, ", NEVER, "stale_hit"),
]

# valgrind 3.19 writes to the set of signals that sigsuspend is given; libdispatch has it in memory that is read-only.
SIGSUSPEND = """\
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
int sigsuspend(const sigset_t *set) {
    unsigned long copy = *(const unsigned long *)set;
    return syscall(SYS_rt_sigsuspend, &copy, 8);
}
"""


def write(folder, name, faults, repeat):
    declared = "\n".join(FAULT.format(number, *fault) for number, fault in enumerate(faults))
    path = os.path.join(folder, f"{name}-{repeat}.yaml")
    with open(path, "w") as file:
        file.write(
            SCENARIO.format(
                name=name.replace("_", " "),
                agents="\n".join(AGENT.format(phase) for phase in range(5)),
                faults="faults:\n" + declared if faults else "",
                repeat=repeat,
            )
        )
    return path


def command(tool, path, folder, *more):
    return [tool, "run", "--quiet", path, "--report", os.path.join(folder, "reports"), *more]


def execute(arguments, **options):
    """Runs a tool; a scenario may fail in which no fault acts, input that is not understood may not."""
    done = subprocess.run(arguments, capture_output=True, text=True, **options)
    if done.returncode not in (0, 1):
        sys.exit(f"fault-cost: {' '.join(arguments)} exits with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def user_seconds(arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    execute(arguments)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def ratios(first, second, rounds):
    """How the first compares with the second, run in turn; each is what gives its seconds."""
    found = []
    for turn in range(rounds + 1):
        times = {}
        for side in (0, 1) if turn % 2 else (1, 0):
            times[side] = (first, second)[side]()
        # The first round only warms up.
        if turn:
            found.append(times[0] / times[1])
    return found


def repetitions(tool, name, faults, repeat, folder):
    """What takes the seconds of so many repetitions more than the page of a report keeps: 0.1.0 kept none of them."""
    few, many = (write(folder, name, faults, count) for count in (KEPT, KEPT + repeat))

    def seconds():
        more = user_seconds(command(tool, many, folder)) - user_seconds(command(tool, few, folder))
        if more <= 0:
            sys.exit(f"fault-cost: {repeat} repetitions more took {more:.3f} s: expected a larger --repeat")
        return more

    return seconds


def interval(values):
    """Median and the order statistics that enclose it with 95 %: from six values on there are any."""
    values = sorted(values)
    count = len(values)
    below, rank = 0.0, 0
    while rank < count // 2:
        below += math.comb(count, rank) / 2**count
        if below > 0.025:
            break
        rank += 1
    first = max(0, rank - 1)
    return statistics.median(values), values[first], values[count - 1 - first]


class Counter:
    """Counts instructions, where valgrind and what it needs are there."""

    few, many = 100, 600

    def __init__(self, folder):
        self.folder = folder
        self.tools = {}
        self.library = os.path.join(folder, "sigsuspend.so")
        compiler = shutil.which("cc") or shutil.which("clang")
        self.works = bool(shutil.which("valgrind") and shutil.which("strip") and compiler)
        if self.works:
            source = os.path.join(folder, "sigsuspend.c")
            with open(source, "w") as file:
                file.write(SIGSUSPEND)
            subprocess.run([compiler, "-shared", "-fPIC", "-o", self.library, source], check=True)

    def environment(self):
        """Sets in one order from run to run: else what looking things up takes is another figure each time."""
        return {**os.environ, "LD_PRELOAD": self.library, "SWIFT_DETERMINISTIC_HASHING": "1"}

    def stripped(self, tool):
        """The tool without the notes of its compiler, which valgrind does not understand."""
        if tool not in self.tools:
            self.tools[tool] = os.path.join(self.folder, f"tool-{len(self.tools)}")
            subprocess.run(["strip", "--strip-debug", "-o", self.tools[tool], tool], check=True)
        return self.tools[tool]

    def count(self, tool, name, faults, repeat, more):
        path = write(self.folder, name, faults, repeat)
        arguments = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        arguments += command(self.stripped(tool), path, self.folder, *more)
        done = execute(arguments, env=self.environment())
        refs = re.search(r"Collected : (\d+)", done.stderr)
        if refs is None:
            sys.exit(f"fault-cost: valgrind counted nothing:\n{done.stderr}")
        return int(refs[1])

    def per_run(self, tool, name, faults, *more):
        """What one repetition more takes: what starts the tool is not counted."""
        few, many = (self.count(tool, name, faults, repeat, more) for repeat in (self.few, self.many))
        return (many - few) / (self.many - self.few)


def line(name, values, instructions, is_kept):
    """Prints a row; without a judgement where nothing is promised."""
    median, low, high = interval(values)
    counted = f"{instructions:7.4f}" if instructions else "   none"
    judgement = {True: "kept", False: "NOT KEPT", None: "nothing promised"}[is_kept]
    print(f"{name:<28} {median:7.3f} {low:7.3f} {high:7.3f} {counted}   {judgement}", flush=True)
    return is_kept is not False


def main():
    tool, other = (os.path.abspath(path) for path in sys.argv[1:3])
    rounds, repeat = (int(number) for number in sys.argv[3:5])
    if rounds < 6:
        sys.exit("fault-cost: fewer than 6 rounds have no interval of 95 %")
    all_kept = True
    with tempfile.TemporaryDirectory(prefix="fault-cost-") as folder:
        counter = Counter(folder)
        print(f"user time and instructions, this by the other, {rounds} rounds of {repeat} runs")
        print(f"{'':<28} {'median':>7} {'from':>7} {'to':>7} {'instr.':>7}")
        for name, inject in TYPES.items():
            faults = [("", FIRST, inject)]
            path = write(folder, name, faults, repeat)
            values = ratios(*(partial(user_seconds, command(one, path, folder)) for one in (tool, other)), rounds)
            counted = None
            if counter.works:
                counted = counter.per_run(tool, name, faults) / counter.per_run(other, name, faults)
            # Dearer than 0.1.0 is what is dearer in all of the interval.
            all_kept &= line(f"{name}, as in 0.1.0", values, counted, interval(values)[1] <= 1)
            sides = (repetitions(one, name, faults, 2 * repeat, folder) for one in (tool, other))
            line("  beyond what the page keeps", ratios(*sides, rounds), None, None)
        for name, faults in (("three that never act", CALLS), ("at three failpoints", MIXED)):
            none, some = (write(folder, *what, 5 * repeat) for what in (("none", []), (name.replace(" ", "_"), faults)))
            sides = (command(tool, path, folder, "--no-events") for path in (some, none))
            values = ratios(*(partial(user_seconds, side) for side in sides), rounds)
            counted = None
            if counter.works:
                without = counter.per_run(tool, "none", [], "--no-events")
                counted = counter.per_run(tool, "some", faults, "--no-events") / without
            is_kept = interval(values)[2] <= 1.03 and (counted is None or counted < 1.01)
            # Only those of calls are promised to cost next to nothing.
            if faults is MIXED:
                is_kept = None
            all_kept &= line(f"{name}, by none", values, counted, is_kept)
    sys.exit(0 if all_kept else 1)


main()
