"""What `moonlight bench` says of real programs; see scripts/bench-check."""

import argparse
import contextlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# Two real programs that digest a file, each some 50 to 100 ms, bound by the same resource: what slows one down slows
# the other down alike, so their ratio is a figure that two tools can agree on.
PROGRAMS = ("md5sum digested", "sha512sum digested")


class Check:
    # Enough for what is the same, and for a change of 20 %; one of 10 % needs the usual width.
    WIDE = ["--width", "10%"]

    def __init__(self, tool, short):
        self.tool = os.path.abspath(tool)
        self.short = short
        self.failed = []
        self.steps = None

    def run(self, *arguments):
        """The tool's JSON, its exit code and the seconds that it took."""
        start = time.monotonic()
        done = subprocess.run(
            [self.tool, *arguments, "--format", "json"], capture_output=True, text=True
        )
        seconds = time.monotonic() - start
        if done.returncode not in (0, 1, 2):
            sys.exit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
        return json.loads(done.stdout), done.returncode, seconds

    def require(self, holds, text):
        print(f"{'ok  ' if holds else 'FAIL'} {text}", flush=True)
        if not holds:
            self.failed.append(text)

    def command(self, milliseconds):
        if self.steps is None:
            self.steps = self.steps_of_a_millisecond()
        count = int(milliseconds * self.steps)
        return f"python3 -S -c 'for _ in range({count}): pass'"

    def steps_of_a_millisecond(self):
        """The steps of a loop that take a millisecond here, less what the interpreter's own start takes."""

        def best(count):
            command = ["python3", "-S", "-c", f"for _ in range({count}): pass"]
            times = []
            for _ in range(7):
                start = time.monotonic()
                subprocess.run(command, check=True)
                times.append(time.monotonic() - start)
            return min(times)

        count = 2_000_000
        return count / ((best(count) - best(0)) * 1000)

    # Against hyperfine.

    # Of so many pairs of hyperfine's to one of ours its own error hardly counts: were both alike, its ratio would lie in
    # our interval of 95 % in 83 % of tries, with eight times as many in 93 %. Machines drift within seconds, so hyperfine
    # measures between our executions, and both see the same minute.
    PAIRS, TIMES = 15, 8

    def hyperfine(self):
        if shutil.which("hyperfine") is None:
            print("skip hyperfine is not installed")
            return
        with open("digested", "wb") as file:
            file.write(random.Random(1).randbytes(40_000_000))
        self.write("prepare", self.between())
        tries = 2 if self.short else 10
        inside, took = 0, 0.0
        for number in range(tries):
            self.write("times", "")
            measured, _, seconds = self.run(
                "bench", "--command", PROGRAMS[0], "--command", PROGRAMS[1],
                "--pairs", str(self.PAIRS), "--seed", str(number), "--prepare", "sh ./prepare",
            )
            took += seconds
            times = self.hyperfine_times()
            ratio = statistics.median(times[1]) / statistics.median(times[0])
            row = measured["comparisons"][0]
            is_inside = row["low"] <= ratio <= row["high"]
            inside += is_inside
            print(
                f"     hyperfine {ratio:.4f}, ours {row['ratio']:.4f} in"
                f" [{row['low']:.4f}, {row['high']:.4f}]{'' if is_inside else '  outside'}",
                flush=True,
            )
        print(f"     {self.PAIRS} pairs of ours among {len(times[0])} of hyperfine's took {took / tries:.1f} s a try")
        text = f"hyperfine's ratio lies in our interval in {inside} of {tries} tries"
        self.require(inside >= 0.9 * tries, text)

    def between(self):
        """What has hyperfine measure before each of our executions: both programs, as often the one first as the other."""
        first, second = PROGRAMS
        lines = []
        for place in range(self.TIMES // 2):
            order = (first, second) if place % 2 == 0 else (second, first)
            names = " ".join(f"'{program}'" for program in order)
            lines += [f"hyperfine --runs 1 --export-json h.json {names} >hyperfine.log 2>&1", "cat h.json >>times"]
        return "\n".join(lines)

    def hyperfine_times(self):
        """What hyperfine measured of both programs."""
        times = {program: [] for program in PROGRAMS}
        decoder, place = json.JSONDecoder(), 0
        with open("times") as file:
            text = file.read().strip()
        while place < len(text):
            document, end = decoder.raw_decode(text, place)
            for result in document["results"]:
                times[result["command"]] += result["times"]
            place = end + len(text[end:]) - len(text[end:].lstrip())
        return [times[program] for program in PROGRAMS]

    # The same against itself.

    @contextlib.contextmanager
    def neighbour(self, loads):
        """Something else that loads a core meanwhile."""
        process = subprocess.Popen(["sh", "-c", "while :; do :; done"]) if loads else None
        try:
            yield
        finally:
            if process:
                process.kill()
                process.wait()

    def itself(self, pairs):
        count = 4 if self.short else 40
        command = self.command(50)
        alarms = {False: 0, True: 0}
        for number in range(count):
            loads = number % 2 == 1
            with self.neighbour(loads):
                measured, _, _ = self.run(
                    "bench", "--command", command, "--control", "--pairs", str(pairs), "--seed", str(number)
                )
            row = next(row for row in measured["comparisons"] if row["metric"] == "duration")
            alarms[loads] += row["verdict"] in ("regressed", "improved")
        print(f"     false alarms: {alarms[False]} alone, {alarms[True]} beside a neighbour, of {count // 2} each")
        # More than this many of so many would be seen in under 1 % of cases at a rate of 5 %.
        found = sum(alarms.values())
        self.require(found <= (1 if self.short else 6), f"{found} of {count} controls differ")

    def later(self, pairs):
        """Two calls of bench after each other: suspects, and what becomes of them when they are measured again."""
        if not self.confirms():
            print("skip compare has no --confirm: what two calls measure is not judged")
            return
        count = 4 if self.short else 40
        suspects = red = 0
        for number in range(count):
            with self.neighbour(number % 2 == 1):
                self.save("a", self.command(50), pairs, number)
                self.save("b", self.command(50), pairs, number)
                rows, _, _ = self.run("compare", "a", "b")
                suspects += any(row["verdict"] == "suspect" for row in rows)
                rows, code, _ = self.run("compare", "a", "b", "--confirm", "--base-dir", ".", *self.WIDE)
                red += code == 1
        print(f"     {suspects} of {count} comparisons of two calls had a suspect")
        self.require(red == 0, f"{red} of {count} are red after --confirm")

    # What was made slower.

    def planted(self, share, least, tries, pairs, width=None):
        """A program that takes so much longer than before, measured by another call of bench."""
        found = interleaved = 0
        for number in range(tries):
            before, after = self.command(50), self.command(50 * (1 + share))
            measured, _, _ = self.run(
                "bench", "--command", before, "--command", after, "--pairs", str(pairs), "--seed", str(number)
            )
            interleaved += measured["comparisons"][0]["verdict"] == "regressed"
            if self.confirms():
                # A program of one name is what a baseline knows: it gets slower on disk.
                self.write("program", before)
                self.save("a", "sh ./program", pairs, number)
                os.makedirs("base", exist_ok=True)
                shutil.copy("program", "base/program")
                self.write("program", after)
                self.save("b", "sh ./program", pairs, number)
                _, code, _ = self.run("compare", "a", "b", "--confirm", "--base-dir", "base", *(width or []))
                found += code == 1
        print(f"     {share:.0%} slower: regressed in {interleaved} of {tries} benches of both")
        if self.confirms():
            text = f"{share:.0%} slower: red after --confirm in {found} of {tries}"
            self.require(found >= least * tries, text)

    def confirms(self):
        text = subprocess.run([self.tool, "compare", "--help"], capture_output=True, text=True).stdout
        return "--confirm" in text

    def save(self, name, command, pairs, seed):
        self.run(
            "bench", "--command", command, "--pairs", str(pairs), "--seed", str(seed),
            "--save", name, "--overwrite",
        )

    def write(self, path, text):
        with open(path, "w") as file:
            file.write(text + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    parser.add_argument("tool")
    arguments = parser.parse_args()
    check = Check(arguments.tool, arguments.short)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        pairs = 8 if arguments.short else 30
        check.hyperfine()
        check.itself(10)
        check.later(10)
        check.planted(0.2, 1.0, 2 if arguments.short else 10, pairs, check.WIDE)
        # A smaller effect takes more of them, and the usual width.
        check.planted(0.1, 0.8, 2 if arguments.short else 10, 8 if arguments.short else 100)
        os.chdir("/")
    sys.exit(1 if check.failed else 0)


main()
