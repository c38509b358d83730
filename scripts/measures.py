"""Measures of the code's shape and cost beside what is asked of them; scripts/measures starts it."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

COPIES = {
    "constructs RunMachine": r"(?<![\w.])RunMachine\(",
    "constructs JournalWriter": r"(?<![\w.])JournalWriter\(",
    "constructs Flights": r"(?<![\w.])Flights(<\w+>)?\(",
    "lets a type act": r"\.injection\.act\(|\btype\.apply\(",
}
EVENT_CODING = [
    "Sources/Workflows/Events/Event.swift",
    "Sources/Workflows/Events/Event+Fields.swift",
    "Sources/Workflows/Journal/EventCodec.swift",
    "Sources/MoonlightEngine/Running/RunEvent.swift",
]
STOPS = re.compile(r"^\s*default:|\b(?:preconditionFailure|fatalError|precondition)\(", re.MULTILINE)
# The least and the most files under Sources that each trial change may touch.
TRIALS = {
    "event-kind": (3, 3),
    "fault-type": (2, 2),
    "validator": (2, 2),
    "expectation": (2, 2),
    "claim-metric": (1, 3),
    "setting": (2, 2),
}
REPEATED = """name: many
workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}}
config: {cache: {enabled: false}}
runs: [{name: again, repeat: 1000000}]
"""
# Prints the exit code of a program and the most KiB that it held; a process of its own, because the largest child counts.
LARGEST = """import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


class Measures:
    def __init__(self, tool, folder):
        self.tool = pathlib.Path(tool).resolve()
        self.folder = pathlib.Path(folder)
        self.failed = False

    def row(self, measure, found, asked, holds):
        """Prints one measure; `holds` is None where nothing was measured, or nothing is asked."""
        word = {True: "holds", False: "FAILS", None: ""}[holds]
        self.failed |= holds is False
        print(f"{measure:36} {found:44} {asked:18} {word}".rstrip(), flush=True)

    def copies(self):
        # A type's own file says how it acts; who lets it act is counted.
        files = [path for path in pathlib.Path("Sources").rglob("*.swift") if path.parent.name != "Types"]
        texts = {path: code(path) for path in files}
        for name, pattern in COPIES.items():
            found = sorted(path.name for path, text in texts.items() if re.search(pattern, text))
            self.row(f"copies: {name}", f"{len(found)} ({', '.join(found)})", "1", len(found) == 1)

    def stops(self):
        found = [
            f"{pathlib.Path(path).name}: {match.group().strip()}"
            for path in EVENT_CODING
            for match in STOPS.finditer(code(pathlib.Path(path)))
        ]
        self.row("event coding: stops and defaults", ", ".join(found) or "0", "0", not found)

    def events(self):
        listed = pathlib.Path("Tests/Trials/events-0.1.0.sha256").read_text()
        changed = set(re.findall(r"^# changed: (\S+)", listed, re.MULTILINE))
        known = {name: digest for digest, name in re.findall(r"^(\w{64})  (\S+)", listed, re.MULTILINE)}
        with tempfile.TemporaryDirectory() as folder:
            arguments = ["run", "Scenarios", "--exclude-tag", "real", "--quiet", "--seed", "42", "--report", folder]
            subprocess.run(
                [self.tool, *arguments, "--state", f"{folder}/state"], check=True, stdout=subprocess.DEVNULL
            )
            others = {
                name for name, digest in known.items() if old_digest(pathlib.Path(folder, "events", name)) != digest
            }
        surprising = sorted(others - changed)
        found = ", ".join([f"{len(known) - len(others)} equal, {len(others & changed)} known to differ", *surprising])
        self.row("event lines of 0.1.0", found, f"{len(known) - len(changed)} equal", not surprising)

    def trials(self, builds):
        for name, (least, most) in TRIALS.items():
            asked = f"{most} files" if least == most else f"<= {most} files"
            patch = pathlib.Path(f"Tests/Trials/{name}.patch").resolve()
            tree = self.copy_sources()
            # Without a repository around it: Git leaves out what lies in a folder that is ignored.
            environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(self.folder)}
            command = ["git", "apply", "-C1", patch]
            if subprocess.run(command, cwd=tree, env=environment).returncode != 0:
                self.row(f"trial: {name}", "does not apply", asked, False)
                continue
            count = len(re.findall(r"^\+\+\+ b/Sources/", patch.read_text(), re.MULTILINE))
            is_built, found = True, f"{count} files"
            if builds:
                is_built = self.build(tree, self.folder / f"{name}.log")
                found += ", builds" if is_built else f", does not build: {self.folder / name}.log"
            self.row(f"trial: {name}", found, asked, is_built and least <= count <= most)

    def build(self, tree, log):
        with log.open("w") as output:
            command = ["swift", "build", "--product", "moonlight"]
            return subprocess.run(command, cwd=tree, stdout=output, stderr=output).returncode == 0

    def copy_sources(self):
        """A copy of what Git knows of the tree; times of change are kept, so that only what differs is built."""
        tree = self.folder / "tree"
        tree.mkdir(parents=True, exist_ok=True)
        for entry in tree.iterdir():
            if entry.name == ".build":
                continue
            if entry.is_dir():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        # What is tracked can be gone from the tree.
        for name in sorted({*filter(None, listed.split("\0")), "Package.resolved"}):
            if os.path.isfile(name):
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(name, tree / name)
        return tree

    def explored(self):
        with tempfile.TemporaryDirectory() as state:
            command = [self.tool, "speed", "--mode", "explored", "--format", "json", "--state", state]
            report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for figure in report["modes"]:
            found = f"{figure['us_per_run']:.2f} µs a seed"
            self.row(figure["mode"], found, figure.get("limit", ""), figure.get("kept"))

    def repetitions(self):
        name, asked = "a million repetitions", "< 150 MiB"
        with tempfile.TemporaryDirectory() as folder:
            scenario = pathlib.Path(folder, "many.yaml")
            scenario.write_text(REPEATED)
            command = [self.tool, "run", scenario, "--no-events", "--quiet", "--report", f"{folder}/reports"]
            measured = subprocess.run(
                [sys.executable, "-c", LARGEST, *command, "--state", f"{folder}/state"],
                capture_output=True, text=True, cwd=folder,
            )
        status, kibibytes = map(int, measured.stdout.split()[-2:])
        self.row(name, f"{kibibytes >> 10} MiB, exit {status}", asked, status == 0 and kibibytes < 150 << 10)


def code(path):
    """A file without its comments."""
    return re.sub(r"//.*", "", path.read_text())


def old_digest(path):
    """The digest of a file of events as 0.1.0 would have written it; empty where there is none."""
    if not path.exists():
        return ""
    with path.open() as lines:
        command = [sys.executable, "scripts/events_of_0_1_0.py"]
        old = subprocess.run(command, stdin=lines, capture_output=True, check=True).stdout
    return hashlib.sha256(old).hexdigest()


def main():
    measures = Measures(sys.argv[1], sys.argv[2])
    is_fast = "--fast" in sys.argv[3:]
    measures.copies()
    measures.stops()
    measures.events()
    measures.trials(builds=not is_fast)
    if not is_fast:
        measures.explored()
        measures.repetitions()
    sys.exit(1 if measures.failed else 0)


main()
