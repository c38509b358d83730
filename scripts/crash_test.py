"""Kills `moonlight run` with SIGKILL at random moments, resumes, and holds every run against an uninterrupted one.

Each phase is a real process that appends its name to a ledger: what was executed is counted outside of the engine.
"""

import collections
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PHASES = [f"p{number:02}" for number in range(20)]
TOOL = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2])

SCENARIO = "\n".join(
    [
        "name: twenty",
        "workflow: {phases: ["
        + ", ".join(
            f"{{name: {phase}" + (f", needs: [{PHASES[place - 1]}]" if place else "") + "}"
            for place, phase in enumerate(PHASES)
        )
        + "]}",
        "config: {cache: {enabled: false}}",
        "agents:",
        *(
            f"  {phase}: {{process: {{command: [sh, -c, 'echo {phase} >> {{scenario_dir}}/ledger; echo {phase} done']}}}}"
            for phase in PHASES
        ),
        "runs: [{name: all}]",
        "",
    ]
)


class Place:
    """A folder with the scenario, a state folder and a ledger of its own."""

    def __init__(self, root, name):
        self.path = os.path.join(root, name)
        os.mkdir(self.path)
        with open(self.file("twenty.yaml"), "w") as scenario:
            scenario.write(SCENARIO)

    def file(self, name):
        return os.path.join(self.path, name)

    def ledger(self):
        try:
            with open(self.file("ledger")) as lines:
                return collections.Counter(lines.read().split())
        except FileNotFoundError:
            return collections.Counter()

    def start(self, prefix=()):
        command = [*prefix, TOOL, "run", "twenty.yaml", "--quiet", "--report", "reports", "--state", "state"]
        return subprocess.Popen(
            command, cwd=self.path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )

    def tool(self, *arguments):
        return subprocess.run(
            [TOOL, *arguments, "--state", "state"], cwd=self.path, capture_output=True, text=True
        )

    def committed(self):
        """The phases that the journal has; `None` where no run is recorded."""
        shown = self.tool("show", "all", "--format", "json")
        if shown.returncode == 66:
            return None
        shown.check_returncode()
        phases = [phase for run in json.loads(shown.stdout)["executions"] for phase in run["phases"]]
        return {phase["name"] for phase in phases if phase["status"] in ("committed", "restored")}

    def digest(self):
        run = subprocess.run(
            [TOOL, "run", "twenty.yaml", "--format", "json", "--report", "reports", "--state", "state"],
            cwd=self.path,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(run.stdout)["scenarios"][0]["runs"][0]["digest"]


    def await_first_agent(self, process):
        """Until the first agent has run, nothing is under way that could be lost."""
        while not os.path.exists(self.file("ledger")) and process.poll() is None:
            time.sleep(0.0005)


class Failure(Exception):
    pass


def kill_and_resume(place, moment, digest, totals):
    process = place.start()
    place.await_first_agent(process)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    if process.returncode != -signal.SIGKILL:
        totals["over before the kill"] += 1
        return
    # An agent that was under way may still write: its attempt is the one in flight.
    time.sleep(0.01)
    before, committed = place.ledger(), place.committed()
    totals["killed"] += 1
    if committed is None:
        totals["nothing recorded yet"] += 1
        committed = set()
        resumed_digest = place.digest()
    else:
        if len(committed) == len(PHASES):
            totals["everything was committed"] += 1
            return
        resumed = place.tool("resume", "all", "--format", "json")
        if resumed.returncode != 0:
            raise Failure(f"resume ended with {resumed.returncode}: {resumed.stderr}")
        answer = json.loads(resumed.stdout)
        if answer["restored"] != len(committed):
            raise Failure(f"{answer['restored']} restored, {len(committed)} committed")
        resumed_digest = answer["run"]["digest"]
    after = place.ledger()
    again = {phase for phase in committed if after[phase] > before[phase]}
    if again:
        raise Failure(f"committed phases were executed again: {sorted(again)}")
    repeated = sum(count - 1 for count in after.values() if count > 1)
    totals["attempts repeated"] += repeated
    if repeated > 1:
        raise Failure(f"{repeated} attempts repeated, one was in flight: {dict(after)}")
    if set(after) != set(PHASES):
        raise Failure(f"phases never executed: {sorted(set(PHASES) - set(after))}")
    if resumed_digest != digest:
        raise Failure(f"digest {resumed_digest}, uninterrupted {digest}")
    totals["phases taken over"] += len(committed)
    totals["same digest"] += 1


def check_syncs(root):
    """Between two agents the log of the journal is written and synced, in this order."""
    if shutil.which("strace") is None:
        return "skipped: strace is missing"
    place = Place(root, "strace")
    log = place.file("strace.log")
    process = place.start(("strace", "-f", "-y", "-e", "trace=execve,pwrite64,fsync,fdatasync", "-o", log))
    process.wait()
    process.stderr.close()
    wal = r"\(\d+<[^>]*journal\.sqlite-wal>"
    commits = dirty = synced = 0
    with open(log) as lines:
        for line in lines:
            if re.search(r"\bpwrite64" + wal, line):
                dirty, synced = True, False
            elif re.search(r"\b(fsync|fdatasync)" + wal, line):
                synced = dirty
                commits += 1 if dirty else 0
                dirty = False
            elif re.search(r'execve\("[^"]*/sh"', line) and " = 0" in line:
                if commits and (dirty or not synced):
                    raise Failure("an agent was started before the commit before it was synced")
                synced = False if commits else synced
    if commits < len(PHASES):
        raise Failure(f"{commits} synced commits in a run of {len(PHASES)} phases")
    return f"{commits} commits of {len(PHASES)} phases, each synced before the next agent started"


def main():
    chance = random.Random(20261123)
    totals = collections.Counter()
    with tempfile.TemporaryDirectory() as root:
        whole = Place(root, "whole")
        digest = whole.digest()
        times = []
        for number in range(5):
            place = Place(root, f"time-{number}")
            process = place.start()
            place.await_first_agent(process)
            started = time.monotonic()
            process.wait()
            process.stderr.close()
            times.append(time.monotonic() - started)
        length = sorted(times)[len(times) // 2]
        number = 0
        while totals["killed"] < KILLS:
            number += 1
            moment = chance.uniform(0, length)
            place = Place(root, f"kill-{number}")
            try:
                kill_and_resume(place, moment, digest, totals)
            except Failure as failure:
                print(f"kill {number}, {moment * 1000:.1f} ms after the first agent: {failure}")
                return 1
            shutil.rmtree(place.path)
        for name, count in totals.items():
            print(f"{name}: {count}")
        try:
            print(f"strace: {check_syncs(root)}")
        except Failure as failure:
            print(f"strace: {failure}")
            return 1
    print("no committed phase was executed again, every run ended with the digest of an uninterrupted one")
    return 0


sys.exit(main())
