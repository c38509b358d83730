"""Kills `moonlight run` with SIGKILL at random moments, resumes, and holds every run against an uninterrupted one.

Each phase is a real process that appends its name to a log: what was executed is counted outside of the engine. Runs
that decide, and kills of resumes, are in `crash_decisions.py`.
"""

import collections
import os
import random
import shutil
import sys
import tempfile
import time

import crash_decisions
import crash_syncs
from crash_place import Failure, Place

PHASES = [f"p{number:02}" for number in range(20)]
Place.tool_path = os.path.abspath(sys.argv[1])
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
            f"  {phase}: {{process: {{command: [sh, -c, 'echo {phase} >> {{scenario_dir}}/log; echo {phase} done']}}}}"
            for phase in PHASES
        ),
        "runs: [{name: all}]",
        "",
    ]
)


def kill_and_resume(place, moment, digest, totals):
    process = place.start()
    place.await_first_action(process)
    if not place.kill(process, moment):
        totals["over before the kill"] += 1
        return
    before, shown = collections.Counter(place.log()), place.shown()
    totals["killed"] += 1
    if shown is None:
        totals["nothing recorded yet"] += 1
        committed = set()
        resumed_digest = place.whole()["digest"]
    else:
        committed = {
            phase["name"]
            for execution in shown["executions"]
            for phase in execution["phases"]
            if phase["status"] in ("committed", "restored")
        }
        if len(committed) == len(PHASES):
            totals["everything was committed"] += 1
            return
        answer = place.resume()
        if answer["restored"] != len(committed):
            raise Failure(f"{answer['restored']} restored, {len(committed)} committed")
        resumed_digest = answer["run"]["digest"]
    check_log(before, collections.Counter(place.log()), committed, totals)
    if resumed_digest != digest:
        raise Failure(f"digest {resumed_digest}, uninterrupted {digest}")
    totals["phases taken over"] += len(committed)
    totals["same digest"] += 1


def check_log(before, after, committed, totals):
    again = {phase for phase in committed if after[phase] > before[phase]}
    if again:
        raise Failure(f"committed phases were executed again: {sorted(again)}")
    repeated = sum(count - 1 for count in after.values() if count > 1)
    totals["attempts repeated"] += repeated
    if repeated > 1:
        raise Failure(f"{repeated} attempts repeated, one was in flight: {dict(after)}")
    if set(after) != set(PHASES):
        raise Failure(f"phases never executed: {sorted(set(PHASES) - set(after))}")


def typical_length(root):
    """How long a run takes after its first agent."""
    times = []
    for number in range(5):
        place = Place(root, f"time-{number}", SCENARIO)
        process = place.start()
        place.await_first_action(process)
        started = time.monotonic()
        place.ended(process)
        times.append(time.monotonic() - started)
    return sorted(times)[len(times) // 2]


def crash_plain(root, kills, chance, totals):
    """Kills so many runs that only commit."""
    digest = Place(root, "whole", SCENARIO).whole()["digest"]
    length = typical_length(root)
    number = 0
    while totals["killed"] < kills:
        number += 1
        moment = chance.uniform(0, length)
        place = Place(root, f"kill-{number}", SCENARIO)
        try:
            kill_and_resume(place, moment, digest, totals)
        except Failure as failure:
            text = f"kill {number}, {moment * 1000:.1f} ms after the first agent: {failure}"
            raise Failure(text) from None
        shutil.rmtree(place.path)


def report(title, totals):
    print(f"{title}:")
    for name, count in sorted(totals.items()):
        print(f"  {name}: {count}")


def main():
    chance = random.Random(20261123)
    plain, decisions = collections.Counter(), collections.Counter()
    # Three in ten are kills of resumes, as many kill the runs that decide, the others runs that only commit.
    share = KILLS * 3 // 10
    with tempfile.TemporaryDirectory() as root:
        try:
            crash_plain(root, KILLS - 2 * share, chance, plain)
            report("runs that only commit", plain)
            crash_decisions.crash(root, share, share, chance, time.monotonic, decisions)
            report("runs that decide", decisions)
            syncs = crash_syncs.check(Place(root, "strace", SCENARIO), len(PHASES))
            print(f"strace: {syncs}")
        except Failure as failure:
            print(failure)
            return 1
    kills = plain["killed"] + decisions["runs killed"] + decisions["resumes killed"]
    print(
        f"{kills} kills, {decisions['resumes killed']} of them of resumes: no committed phase and no decision was lost or "
        "repeated, every run ended as an uninterrupted one"
    )
    return 0


sys.exit(main())
