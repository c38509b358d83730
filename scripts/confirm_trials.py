"""Trials of `moonlight compare --confirm` on this machine; see `confirm-trials`."""

import os
import pathlib
import subprocess
import sys
import tempfile

TOOL = os.path.abspath(os.environ.get("MOONLIGHT", ".build/release/moonlight"))



def program(folder, milliseconds):
    """A program that sleeps as long as it says."""
    path = pathlib.Path(folder, "work.sh")
    path.write_text(f"#!/bin/sh\nexec sleep {milliseconds / 1000}\n", encoding="utf-8")
    path.chmod(0o755)


def moonlight(folder, *arguments):
    """The exit code and what was printed."""
    done = subprocess.run([TOOL, *arguments], cwd=folder, text=True, capture_output=True, check=False)
    return done.returncode, done.stdout


def trial(milliseconds, busy):
    """One comparison of 50 ms with so many, after two calls of bench: the codes without and with --confirm."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/old")
        program(f"{folder}/old", 50)
        program(folder, 50)
        bench = ("bench", "--command", "./work.sh", "--pairs", "10")
        moonlight(folder, *bench, "--save", "before")
        program(folder, milliseconds)
        neighbour = subprocess.Popen(["sh", "-c", "while :; do :; done"]) if busy else None
        try:
            moonlight(folder, *bench, "--save", "after")
            code, text = moonlight(folder, "compare", "before", "after")
            suspects = text.count(" suspect ")
            confirmed, text = moonlight(
                folder, "compare", "before", "after", "--confirm", "--base-dir", "old", "--pairs", "40"
            )
            durations = [line for line in text.splitlines() if " duration " in line]
            return suspects, code, confirmed, any("regressed" in line for line in durations)
        finally:
            if neighbour:
                neighbour.kill()
                neighbour.wait()


def series(name, count, milliseconds, load):
    """So many trials, and a line of what came of them."""
    found = [trial(milliseconds, load(number)) for number in range(count)]
    suspects = sum(trial[0] for trial in found)
    red = sum(trial[2] == 1 for trial in found)
    slow = sum(trial[3] for trial in found)
    print(
        f"{name}: {count} comparisons, {suspects} suspect series, {red} red after --confirm, "
        f"{slow} of them by their duration",
        flush=True,
    )


def main():
    itself = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    planted = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    series("against itself", itself, 50, lambda number: number % 2 == 1)
    series("20 % slower", planted, 60, lambda _: False)
    series("10 % slower", planted, 55, lambda _: False)


if __name__ == "__main__":
    main()
