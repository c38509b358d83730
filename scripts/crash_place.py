"""A folder in which a run is executed, killed and resumed, and what it leaves there."""

import json
import os
import signal
import subprocess
import time


class Failure(Exception):
    pass


class Place:
    """A folder with a scenario of one run, `all`, a state folder and the log of the world: a line for each action."""

    tool_path = ""

    def __init__(self, root, name, scenario):
        self.path = os.path.join(root, name)
        os.mkdir(self.path)
        with open(self.file("scenario.yaml"), "w") as file:
            file.write(scenario)

    def file(self, name):
        return os.path.join(self.path, name)

    def log(self):
        try:
            with open(self.file("log")) as lines:
                return lines.read().splitlines()
        except FileNotFoundError:
            return []

    def start(self, *arguments, prefix=()):
        """Starts `run`, or another command of the tool."""
        command = arguments or ("run", "scenario.yaml", "--quiet", "--report", "reports")
        return subprocess.Popen(
            [*prefix, self.tool_path, *command, "--state", "state"],
            cwd=self.path,
            env={**os.environ, "CRASH_PLACE": self.path},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def tool(self, *arguments):
        return subprocess.run(
            [self.tool_path, *arguments, "--state", "state"], cwd=self.path, capture_output=True, text=True
        )

    def kill(self, process, moment):
        """Kills the tool after a while; says whether it was still at work, once nothing that it started is."""
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        # In the middle of becoming another program a process shows neither: one clean look is not enough.
        clean = 0
        while clean < 3:
            clean = 0 if self.has_strays() else clean + 1
            time.sleep(0.005)
        return process.returncode == -signal.SIGKILL

    def has_strays(self):
        """Whether a program that a dead tool started is still at work: its command names the folder. One that has not
        become that program yet has the tool's own environment."""
        for number in filter(str.isdigit, os.listdir("/proc")):
            for source in ("cmdline", "environ"):
                try:
                    with open(f"/proc/{number}/{source}", "rb") as file:
                        if self.path.encode() in file.read() and int(number) != os.getpid():
                            return True
                except OSError:
                    continue
        return False

    def shown(self):
        """What the journal has of the run; `None` where nothing is recorded."""
        shown = self.tool("show", "all", "--format", "json")
        if shown.returncode == 66:
            return None
        shown.check_returncode()
        return json.loads(shown.stdout)

    def whole(self):
        """Executes the run without an interruption; gives its result."""
        run = subprocess.run(
            [self.tool_path, "run", "scenario.yaml", "--format", "json", "--report", "reports", "--state", "state"],
            cwd=self.path,
            capture_output=True,
            text=True,
        )
        if run.returncode not in (0, 1):
            raise Failure(f"run ended with {run.returncode}: {run.stderr}")
        return json.loads(run.stdout)["scenarios"][0]["runs"][0]

    def resume(self):
        """Resumes the run to its end; gives what the tool says of it."""
        resumed = self.tool("resume", "all", "--format", "json")
        if resumed.returncode not in (0, 1):
            raise Failure(f"resume ended with {resumed.returncode}: {resumed.stderr}")
        return json.loads(resumed.stdout)

    def await_first_action(self, process, lines=0):
        """Until something has happened in the world, nothing is under way that could be lost."""
        while len(self.log()) <= lines and process.poll() is None:
            time.sleep(0.0005)
