"""Whether the journal is synced between a commit and the next agent, read from a trace of system calls."""

import re
import shutil

from crash_place import Failure

WAL = r"\(\d+<[^>]*journal\.sqlite-wal>"
CALL = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)(.*)$")


class Trace:
    """What a run wrote and synced, in the order of its calls."""

    def __init__(self):
        self.commits = 0
        # Writes that no sync which began after them has ended.
        self.unsynced = 0
        self.is_synced = False
        # What a call that is not over yet will have synced, or how things were when a program began, by its thread.
        self.begun = {}

    def follow(self, line):
        found = CALL.match(line)
        if not found:
            return
        thread, name, rest = found.groups()
        is_resumed = "resumed>" in rest
        if name == "pwrite64" and not is_resumed and re.match(WAL, rest):
            self.unsynced += 1
        elif name in ("fsync", "fdatasync"):
            if not is_resumed and re.match(WAL, rest):
                self.begun[thread] = self.unsynced
            if "<unfinished" not in rest and thread in self.begun:
                self.end_sync(self.begun.pop(thread))
        elif name == "execve":
            if not is_resumed and re.match(r'\("[^"]*/sh"', rest):
                self.begun[thread] = self.commits == 0 or (self.unsynced == 0 and self.is_synced)
            if "<unfinished" not in rest and thread in self.begun:
                self.end_start(self.begun.pop(thread), rest)

    def end_sync(self, covered):
        if covered:
            self.commits += 1
            self.is_synced = True
            self.unsynced -= min(covered, self.unsynced)

    def end_start(self, was_synced, rest):
        if not rest.rstrip().endswith("= 0"):
            return
        if not was_synced:
            raise Failure("an agent was started before the commit before it was synced")
        self.is_synced = False


def check(place, phases):
    """Executes a run of so many phases: between two agents the log of the journal is written and synced, in this order."""
    if shutil.which("strace") is None:
        return "skipped: strace is missing"
    log = place.file("strace.log")
    place.ended(place.start(prefix=("strace", "-f", "-y", "-e", "trace=execve,pwrite64,fsync,fdatasync", "-o", log)))
    trace = Trace()
    with open(log) as lines:
        for line in lines:
            trace.follow(line)
    if trace.commits < phases:
        raise Failure(f"{trace.commits} synced commits in a run of {phases} phases")
    return f"{trace.commits} commits of {phases} phases, each synced before the next agent started"
