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
    # The number of the process that the tool was last.
    latest = 0

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
        process = subprocess.Popen(
            [*prefix, self.tool_path, *command, "--state", "state"],
            cwd=self.path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.latest = process.pid
        return process

    def tool(self, *arguments):
        return subprocess.run(
            [self.tool_path, *arguments, "--state", "state"], cwd=self.path, capture_output=True, text=True
        )

    def kill(self, process, moment):
        """Kills the tool after a while; says whether it was still at work, once nothing that it started is."""
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        return self.ended(process, -signal.SIGKILL) == -signal.SIGKILL

    def ended(self, process, *also):
        """Waits until the tool has ended, and nothing that it started is at work; gives its exit code: a verdict, or one
        of these."""
        _, errors = process.communicate()
        while self.has_strays():
            time.sleep(0.005)
        if process.returncode not in (0, 1, *also):
            raise Failure(f"the tool ended with {process.returncode}: {errors.decode(errors='replace')}")
        return process.returncode

    def has_strays(self):
        """Whether a program that a dead tool started is still at work: its command names the folder."""
        for number in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{number}/cmdline", "rb") as file:
                    if self.path.encode() in file.read():
                        return True
            except OSError:
                continue
        return False

    def shown(self):
        """What the journal has of the run; `None` where nothing is recorded."""
        shown = self.tool("show", "all", "--format", "json")
        if shown.returncode == 66:
            return None
        if shown.returncode != 0:
            raise Failure(f"show ended with {shown.returncode}: {shown.stderr}")
        return json.loads(shown.stdout)

    def whole(self):
        """Executes the run without an interruption; gives its result."""
        return self.finish("run", "scenario.yaml", "--report", "reports")["scenarios"][0]["runs"][0]

    def resume(self):
        """Resumes the run to its end; gives what the tool says of it."""
        return self.finish("resume", "all")

    def finish(self, *arguments):
        process = subprocess.Popen(
            [self.tool_path, *arguments, "--format", "json", "--state", "state"],
            cwd=self.path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.latest = process.pid
        output, errors = process.communicate()
        if process.returncode not in (0, 1):
            raise Failure(f"{arguments[0]} ended with {process.returncode}: {errors}")
        return json.loads(output)

    def await_first_action(self, process, lines=0):
        """Until something has happened in the world, nothing is in progress that could be lost."""
        while len(self.log()) <= lines and process.poll() is None:
            time.sleep(0.0005)
