"""What has to be true of a run under faults: by the agents' own log, the journal, the ledger and the accounts of faults."""

import collections
import json
import os

from crash_place import Failure
from fault_scenario import PHASES


def check_log(log):
    """A phase begins once the one before it is recorded: from then on that one never begins again."""
    began = [PHASES.index(phase) for mark, phase in map(str.split, log) if mark == "begin"]
    if began != sorted(began):
        raise Failure(f"committed phases were executed again: {log}")


def check_events(place):
    """What an event calls committed is not begun again by a later process."""
    folder, committed = place.file("reports/events"), set()
    for name in os.listdir(folder):
        with open(os.path.join(folder, name)) as lines:
            for event in map(json.loads, lines):
                if event["kind"] == "phase_committed":
                    committed.add(event["phase"])
                if event["kind"] == "attempt_started" and event["phase"] in committed:
                    raise Failure(f"a phase was begun again after it was committed: {event}")


def check_executions(shown):
    """What an execution has committed the later ones take over."""
    committed = set()
    for number, execution in enumerate(shown["executions"], 1):
        for phase in execution["phases"]:
            if phase["name"] in committed and (phase["attempts"] or phase["status"] != "restored"):
                raise Failure(f"{phase['name']} was committed before execution {number}, which has it {phase}")
        committed |= {phase["name"] for phase in execution["phases"] if phase["status"] == "committed"}


def committed(shown):
    return {
        phase["name"]
        for execution in (shown or {"executions": []})["executions"]
        for phase in execution["phases"]
        if phase["status"] in ("committed", "restored")
    }


def check_ledger(effects, log, teller):
    """What the ledger has of an effect lies between what the agents began and what they finished."""
    counts = collections.Counter(log)
    known = collections.Counter()
    for entry in effects:
        known[entry["name"]] += entry["applied"] + entry["repeated"]
    for phase in {*PHASES, *known}:
        least, most = counts[f"done {phase}"], counts[f"begin {phase}"]
        if not least <= known[phase] <= most:
            raise Failure(f"{teller} has {known[phase]} effects of {phase}, its agent {least} to {most}: {effects}")


def check_accounts(faults, result, status):
    """Each fault that met its visit has fired, or says what stood in its way; no invariant is broken."""
    broken = [failure for failure in result["failures"] if not failure["expected"].startswith("the fault ")]
    if broken:
        raise Failure(f"a promise is broken: {broken}")
    for fault in result.get("faults", []):
        visit = faults[fault["id"]][1]
        if fault["fired"] > 1 and visit is not None:
            raise Failure(f"a fault fired more than once: {fault}")
        missed = fault["fired"] == 0 and fault["overshadowed"] == 0
        if missed and visit is not None and (fault["visits"] >= visit or status == "succeeded"):
            raise Failure(f"a fault did not fire on visit {visit}: {fault}")


def explained(status, fired, shown, retries):
    """Whether the faults are the reason of a status."""
    if status == "interrupted":
        return fired["io_error"] + fired["no_space"] > 0
    if status == "failed":
        failed = [phase for phase in (shown["executions"][-1]["phases"] if shown else []) if phase["status"] == "failed"]
        # A program that a signal ended is not tried again.
        killed = fired["signal"] > 0 and all(
            phase["attempts"] and phase["attempts"][-1]["cause"] == "process" for phase in failed
        )
        exhausted = fired["hang"] + fired["truncate"] > 0 and all(
            len(phase["attempts"]) == retries + 1 and all(each["outcome"] == "failed" for each in phase["attempts"])
            for phase in failed
        )
        return bool(failed) and (killed or exhausted)
    return status == "succeeded"
