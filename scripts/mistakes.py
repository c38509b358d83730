"""Explores each mistake and its mended twin; ends with 1 where one is not found as it should be."""

import glob
import json
import shutil
import subprocess
import sys

TOOL, SEEDS = sys.argv[1], sys.argv[2]
FOLDER = ".build/mistakes"
MOST_FAULTS, MOST_RERUNS = 3, 200
# What is looked for, by the letter of the files: a violation, and the types of which each mistake is a matter.
MISTAKES = {
    "a": ("effects_once", ["ack_lost", "crash", "latency"]),
    "b": ("cache_honesty", ["crash", "latency"]),
    "c": ("request_budget", ["crash", "server_error"]),
    "d": ("effects_once", ["ack_lost", "crash", "server_error", "client_error"]),
    "e": ("always", ["server_error", "crash"]),
    "f": ("liveness", ["stall", "slow_first_token"]),
    "g": ("damaged_output_unused", ["truncate"]),
    "h": ("always", ["stale"]),
    "i": ("always", ["crash", "server_error"]),
}


def explore(file, types):
    command = [TOOL, "explore", file, "--seeds", SEEDS, "--save", FOLDER, "--format", "json", "--only", *types]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{file}: {done.stderr}")
    return json.loads(done.stdout)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    failures = 0
    for letter, (invariant, types) in MISTAKES.items():
        mended, = glob.glob(f"Fixtures/mistakes/{letter}-mended.yaml")
        broken, = [file for file in glob.glob(f"Fixtures/mistakes/{letter}-*.yaml") if file != mended]
        found = [v for v in explore(broken, types)["violations"] if v["invariant"] == invariant]
        best = min(found, key=lambda v: (v["faults"], v["reruns"]), default=None)
        again = None
        if best and best["file"]:
            again = subprocess.run([TOOL, "replay", "--quiet", best["file"]], check=False).returncode
        rest = [v for v in explore(mended, types)["violations"] if v["invariant"] == invariant]
        holds = (
            best is not None and best["faults"] <= MOST_FAULTS and best["reruns"] <= MOST_RERUNS
            and again == 1 and not rest
        )
        failures += not holds
        shown = (
            f'{best["faults"]} faults, {best["reruns"]} reruns, replay {again}' if best else "not found"
        )
        print(f'{"ok" if holds else "NOT"} ({letter}) {invariant}: {shown}; mended: {len(rest)} of {SEEDS} seeds')
    print(f"{len(MISTAKES) - failures} of {len(MISTAKES)} as they should be")
    sys.exit(1 if failures else 0)


main()
