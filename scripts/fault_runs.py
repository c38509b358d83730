"""Runs process agents under faults, resumes what they interrupt, and holds what is left against the agents' own log.

Each agent writes a line to a log before and after its effect: what happened is counted outside of the engine.
"""

import collections
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import fault_checks
from crash_place import Failure, Place
from fault_scenario import FAULTS, PHASES, draw, scenario
from fault_verdicts import check_accounts, check_events, check_executions, check_ledger, check_log, committed, explained

Place.tool_path = os.path.abspath(sys.argv[1])
RUNS = int(sys.argv[2])
SEED = 20261126
# Most of a run is waiting.
AT_ONCE = 4
# Faults act in resumes, too, which count visits anew: one on the first visit stops every resume.
MOST_RESUMES = 3
# No run takes a tenth of this.
PATIENCE = 120


def told(place, *arguments):
    """What the tool says in JSON, and its exit code, which has to be a verdict."""
    command = [Place.tool_path, *arguments, "--format", "json", "--state", "state"]
    environment = dict(os.environ, TMPDIR=place.file("tmp"))
    try:
        process = subprocess.run(
            command, cwd=place.path, env=environment, capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise Failure(f"{arguments[0]} has not ended after {PATIENCE} s") from None
    if process.returncode not in (0, 1):
        raise Failure(f"{arguments[0]} ended with {process.returncode}: {process.stderr}")
    return json.loads(process.stdout), process.returncode


def at_rest(place, clean_names):
    """What the journal has of the run now that the tool has ended and nothing is left."""
    fault_checks.nothing_left(place, clean_names)
    shown = place.shown()
    check_log(place.log())
    if shown is not None:
        check_executions(shown)
        check_ledger(shown.get("effects", []), place.log(), "show")
    return shown


def execute(place, faults, retries, clean_names, totals, endings):
    answer, code = told(place, "run", "scenario.yaml", "--report", "reports")
    result = answer["scenarios"][0]
    run, status = result["runs"][0], result["runs"][0]["status"]
    if (code == 0) != (result["status"] == "passed") or (code == 0 and status != "succeeded"):
        raise Failure(f"run ended with {code}, its scenario {result['status']}, its run {status}")
    fired = collections.Counter()
    for fault in result.get("faults", []):
        fired[fault["id"].split("-")[0]] += fault["fired"]
    check_events(place)
    check_accounts(faults, result, status)
    # A process that dies while the run is being interrupted is followed by one that goes on.
    died = fired["kill"] + fired["torn_write"] > 0
    if (fired["io_error"] or fired["no_space"]) and status != "interrupted" and not died:
        raise Failure(f"the journal failed, and the run ended {status}")
    check_ledger(run.get("effects", []), place.log(), "the report")
    shown = at_rest(place, clean_names)
    if not explained(status, fired, shown, retries):
        raise Failure(f"the run ended {status}, and no fault explains it: {run['failures']} {result['failures']}")
    first, resumes = status, 0
    declared = collections.Counter(identity.split("-")[0] for identity in faults)
    while status != "succeeded" and resumes < MOST_RESUMES:
        resumes += 1
        status, shown = go_on(place, shown, clean_names)
        if not explained(status, declared, shown, retries):
            raise Failure(f"resume {resumes} ended {status}, and no fault explains it")
    if status == "succeeded" and committed(shown) != set(PHASES):
        raise Failure(f"a run that succeeded has committed {sorted(committed(shown))}")
    totals[f"ended {status}"] += 1
    totals["resumes"] += resumes
    totals["phases executed"] += sum(line.startswith("begin ") for line in place.log())
    for name, count in fired.items():
        if count:
            endings[name]["fired"] += count
            endings[name][first if first == status else f"{first} then {status}"] += 1
        else:
            endings[name]["not reached"] += 1


def go_on(place, shown, clean_names):
    """Resumes the run, or begins it again where nothing of it is recorded; gives its status and what is recorded."""
    before = collections.Counter(place.log())
    if shown is None:
        answer, _ = told(place, "run", "scenario.yaml", "--report", "reports")
        run = answer["scenarios"][0]["runs"][0]
    else:
        answer, _ = told(place, "resume", "all")
        run = answer["run"]
        if answer["restored"] != len(committed(shown)):
            raise Failure(f"{answer['restored']} restored, {len(committed(shown))} committed")
    after = collections.Counter(place.log())
    again = [phase for phase in committed(shown) if after[f"begin {phase}"] > before[f"begin {phase}"]]
    if again:
        raise Failure(f"committed phases were executed again by a resume: {again}")
    check_ledger(run.get("effects", []), place.log(), "the resume")
    now = at_rest(place, clean_names)
    if not committed(shown) <= committed(now):
        raise Failure(f"committed phases were lost: {sorted(committed(shown) - committed(now))}")
    return run["status"], now


def made(root, name, *parts):
    place = Place(root, name, scenario(*parts))
    os.mkdir(place.file("tmp"))
    return place


def clean(root):
    """What a run without faults leaves, and how often it visits each failpoint, by faults that never act."""
    never = [
        f"  - {{id: {at}, at: {at}, when: {{nth: 1000000}}, inject: {ways[0]}}}"
        for at, ways in {at: ways for at, ways in FAULTS.values()}.items()
    ]
    place = made(root, "clean", never)
    answer, _ = told(place, "run", "scenario.yaml", "--report", "reports")
    result = answer["scenarios"][0]
    if result["runs"][0]["status"] != "succeeded":
        raise Failure(f"a run without faults ended {result['runs'][0]['status']}")
    visits = {fault["id"]: fault["visits"] for fault in result["faults"]}
    found = fault_checks.names(place)
    check_log(place.log())
    check_ledger(result["runs"][0].get("effects", []), place.log(), "the report")
    fault_checks.nothing_left(place, found)
    return found, visits


def attempt(root, number, clean_names, visits):
    """Executes the run of a number, which depends on nothing else; gives its totals, by type of fault and over all."""
    chance = random.Random(f"{SEED}/{number}")
    faults, retries = draw(chance, visits), chance.randint(1, 3)
    key = chance.choice(["", ', \\"key\\": \\"of-the-agent\\", \\"idempotent\\": true'])
    place = made(root, f"run-{number:06}", [line for line, _ in faults.values()], retries, key)
    totals, endings = collections.Counter(), {name: collections.Counter() for name in FAULTS}
    try:
        execute(place, faults, retries, clean_names, totals, endings)
    except Failure as failure:
        raise Failure(f"run {number}: {failure}\nthe folder is {place.path}") from None
    shutil.rmtree(place.path)
    return totals, endings


def execute_all(root):
    """Executes all runs, some at once; the totals of all."""
    clean_names, visits = clean(root)
    totals, endings = collections.Counter(), {name: collections.Counter() for name in FAULTS}
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(attempt, root, number, clean_names, visits) for number in range(1, RUNS + 1)]
        try:
            for run in concurrent.futures.as_completed(runs):
                for name, counts in run.result()[1].items():
                    endings[name] += counts
                totals += run.result()[0]
        except Failure:
            pool.shutdown(cancel_futures=True)
            raise
    return totals, endings


def main():
    root = tempfile.mkdtemp(prefix="fault-runs-")
    try:
        totals, endings = execute_all(root)
    except Failure as failure:
        print(failure)
        return 1
    shutil.rmtree(root)
    for name in FAULTS:
        print(f"{name}: " + ", ".join(f"{what} {count}" for what, count in sorted(endings[name].items())))
    silent = [name for name in FAULTS if RUNS >= 100 and not endings[name]["fired"]]
    if silent:
        print(f"these types never fired: {silent}")
        return 1
    print(
        f"{RUNS} runs under faults, {totals['resumes']} resumes, {totals['phases executed']} agents started, "
        f"{totals['ended succeeded']} runs brought to their end, the others stopped by faults again and again: no process, "
        "lock or stray file left, no committed phase lost or repeated, the ledger as the agents say"
    )
    return 0


sys.exit(main())
