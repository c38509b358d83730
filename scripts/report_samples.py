"""Suites whose reports are looked at: made anew, the same every time."""
import os
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

RED = """schema: 1
name: {name}
tags: [red]
workflow: enhanced_full
requirements: A REST API whose GET /hello answers.
seed: 42
config:
  retry: {{initial: 2s, coefficient: 2, max_attempts: 3, jitter: none, on_exhausted: fail}}
agents:
  planner:  {{simulated: {{output: "One endpoint.", latency: 12s, tokens: 1200, cost: 0.02}}}}
  designer: {{simulated: {{output: "http.server.", latency: 5s, tokens: 800, cost: 0.01}}}}
  coder:    {{simulated: {{output: "print()", latency: 37s, tokens: 5200, cost: 0.11}}}}
  reviewer: {{simulated: {{output: "approved", latency: 15s}}}}
  executor: {{simulated: {{output: "done", latency: 4s}}}}
faults:
  - id: coder-fails
    at: agent.call
    when: {{phase: coder, run: warm}}
    inject: {fault}
    expect: any
  - id: reviewer-overloaded
    at: agent.call
    when: {{phase: reviewer, attempt: 1, run: cold}}
    inject: {{server_error: {{}}}}
    expect: absorbed
runs:
  - name: cold
  - name: warm
    config: {{phases: {{coder: {{cache: {{enabled: false}}}}}}}}
    expect: {{status: succeeded, cached: [planner, designer, reviewer]}}
  - name: without-executor
    config: {{skip: [executor]}}
"""

NASTY = """schema: 1
name: an agent that writes markup
tags: [red, nasty]
workflow: {phases: [{name: speaker}]}
requirements: |
  Speak.
seed: 7
agents:
  speaker: {simulated: {output: "</script><script>window.wasRun = 1</script><img src=x onerror=wasRun=1>", latency: 1s}}
runs:
  - name: spoken
    expect: {output: {speaker: {contains: "</script><script>never said</script>"}}}
"""

MANY = """schema: 1
name: load {number}
tags: [many]
workflow: enhanced_full
requirements: Much to do.
seed: {number}
config: {{retry: {{initial: 1s, coefficient: 2, max_attempts: 4, jitter: none}}, cache: {{enabled: false}}}}
agents:
  planner:  {{simulated: {{output: plan, latency: {{lognormal: {{median: 19s, p90: 307s}}}}}}}}
  designer: {{simulated: {{output: design, latency: {{lognormal: {{median: 9s, p90: 60s}}}}}}}}
  coder:    {{simulated: {{output: code, latency: {{lognormal: {{median: 37s, p90: 200s}}}}}}}}
  reviewer: {{simulated: {{output: approved, latency: {{lognormal: {{median: 52s, p90: 300s}}}}}}}}
  executor: {{simulated: {{output: done, latency: {{lognormal: {{median: 4s, p90: 9s}}}}}}}}
faults:
  - {{id: overloaded, at: agent.call, when: {{probability: 5%}}, inject: {{server_error: {{}}}}, expect: any}}
{more}runs:
{runs}
"""
STEADY = {"more": "", "runs": '  - {name: load, repeat: 50, expect: {success: ">= 50%"}}'}
# Fifty runs of a file, of which 2 % fail: what a page lists, what broke, and what failed runs are compared with.
FAILING = {
    "more": "  - {id: refused, at: agent.call, when: {probability: 0.4%}, inject: {client_error: {}}, expect: any}\n",
    "runs": "\n".join(f"  - {{name: run number {run}, seed: {run}}}" for run in range(1, 51)),
}

DRIFT = """schema: 1
name: a coder that becomes slower
workflow: enhanced_full
requirements: A REST API whose GET /hello answers.
config: {{cache: {{enabled: false}}}}
agents:
  planner:  {{simulated: {{output: plan, latency: {{lognormal: {{median: 19s, p90: 24s}}}}, tokens: 1200}}}}
  designer: {{simulated: {{output: design, latency: {{lognormal: {{median: 9s, p90: 11s}}}}, tokens: 800}}}}
  coder:    {{simulated: {{output: code, latency: {{lognormal: {{median: {coder}s, p90: {most}s}}}}, tokens: 5200}}}}
  reviewer: {{simulated: {{output: approved, latency: {{lognormal: {{median: 15s, p90: 19s}}}}}}}}
  executor: {{simulated: {{output: done, latency: {{lognormal: {{median: 4s, p90: 5s}}}}}}}}
runs:
  - {{name: nightly, expect: {{status: succeeded, duration: "<= 110s"}}}}
"""

TWO = """schema: 1
name: two ways
workflow: {phases: [{name: planner}, {name: coder, needs: [planner]}, {name: reviewer, needs: [coder]}]}
requirements: A REST API whose GET /hello answers.
clock: real
time_scale: 0.001
seed: 3
config:
  retry: {initial: 2s, coefficient: 2, max_attempts: 3, jitter: none}
  cache: {enabled: false}
agents:
  planner:  {simulated: {output: "One endpoint, GET /hello, JSON.", latency: 19s, tokens: 1200, cost: 0.02}}
  coder:
    simulated:
      output: |
        def hello():
            return {"message": "Hello, World!"}

        serve(hello, port=8080)
      latency: 37s
      tokens: 5200
      cost: 0.11
  reviewer: {simulated: {output: approved, latency: 15s, tokens: 2100, cost: 0.04}}
faults:
  - {id: coder-limited, at: agent.call, when: {phase: coder, attempt: 1, run: limited}, inject: {rate_limit: {retry_after: 5s}}, expect: absorbed}
runs:
  - {name: plain}
  - name: limited
    agents:
      coder:
        version: 2
        simulated:
          output: |
            def hello(name="World"):
                # Says hello to whom it is asked to.
                return {"message": f"Hello, {name}!"}

            serve(hello, port=int(os.environ["PORT"]))
          latency: 52s
          tokens: 6900
          cost: 0.15
"""


class Samples:
    """Reports below a folder; each is made when it is asked for, and gives the path of its page."""

    def __init__(self, moonlight, folder):
        self.moonlight = moonlight
        self.folder = folder
        # Paths are shown from the root of a repository, and what scenarios read may not leave it.
        os.makedirs(os.path.join(folder, ".git"), exist_ok=True)

    def _write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)

    def _run(self, *arguments, codes=(0,), below=""):
        outcome = subprocess.run([self.moonlight, *arguments], cwd=os.path.join(self.folder, below),
                                 capture_output=True, text=True)
        if outcome.returncode not in codes:
            raise SystemExit(f"{arguments}: exit code {outcome.returncode}\n{outcome.stdout}{outcome.stderr}")
        return outcome

    def _page(self, report):
        return os.path.join(self.folder, report, "report.html")

    def _copy_suite(self):
        """The repository's own suite with what it reads, so that its paths are those of a reader's copy."""
        os.makedirs(os.path.join(self.folder, "Suite", ".git"), exist_ok=True)
        for name in ("Scenarios", "Fixtures"):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(self.folder, "Suite", name), dirs_exist_ok=True)

    def red(self):
        """A suite of which some fails, some alike, and whose agents write markup."""
        limit = "{rate_limit: {retry_after: 20s}}"
        self._write("Scenarios/gives-up.yaml", RED.format(name="a coder that gives up", fault=limit))
        self._write("Scenarios/gives-up-too.yaml", RED.format(name="another coder", fault=limit))
        self._write("Scenarios/refused.yaml", RED.format(name="a coder without a key", fault="auth"))
        self._write("Scenarios/nasty.yaml", NASTY)
        self._write("Scenarios/green.yaml", MANY.format(number=3, **STEADY))
        self._run("run", "Scenarios", "--report", "red", codes=(1,))
        return self._page("red")

    def green(self):
        """The suite of the repository that needs no real clock."""
        self._copy_suite()
        self._run("run", "--exclude-tag", "real", "--report", "green", below="Suite")
        return self._page("Suite/green")

    def large(self):
        """100 files of 50 runs of 5 phases; 2 % of the runs fail."""
        for number in range(1, 101):
            runs = FAILING["runs"].replace("seed: ", f"seed: {number}0")
            self._write(f"Many/load-{number}.yaml", MANY.format(number=number, more=FAILING["more"], runs=runs))
        # A second time, so that there is a history as well.
        for _ in range(2):
            self._run("run", "Many", "--report", "large", "--no-events", "--quiet", "--state", "large-state", codes=(1,))
        return self._page("large")

    def claim(self):
        """A claim with its curve."""
        self._copy_suite()
        self._run("verify", "Scenarios/claims/phase-2-cache.yaml", "--report", "claim", codes=(0, 1, 2), below="Suite")
        return self._page("Suite/claim")

    def comparison(self):
        """A comparison of two versions of a scenario, one of which takes longer."""
        self._write("Bench/load.yaml", MANY.format(number=1, **STEADY))
        self._run("bench", "Bench", "--save", "base", "--pairs", "40")
        slower = MANY.format(number=1, **STEADY).replace("median: 37s, p90: 200s", "median: 61s, p90: 330s")
        self._write("Bench/load.yaml", slower)
        self._run("bench", "Bench", "--save", "candidate", "--pairs", "40")
        self._run("compare", "base", "candidate", "--report", "comparison", codes=(0, 1, 2))
        return self._page("comparison")

    def history(self):
        """A run that has become slower: 45 executions, the latest 12 of them with a slower coder."""
        for seeds, coder in (("1..33", 37), ("34..44", 71)):
            self._write("Drift/drift.yaml", DRIFT.format(coder=coder, most=coder * 5 // 4))
            self._run("run", "Drift", "--seeds", seeds, "--report", "history", "--state", "drift", codes=(0, 1))
        self._run("run", "Drift", "--seed", "45", "--report", "history", "--state", "drift", codes=(0, 1))
        return self._page("history")

    def diff_of(self, first, second):
        """The page of `moonlight diff` about two runs of the red suite."""
        self._run("diff", first, second, "--html", "diff-of.html")
        return os.path.join(self.folder, "diff-of.html")

    def diff(self):
        """Two stored runs, the second of which met a rate limit and has another coder."""
        self._write("Two/two.yaml", TWO)
        self._run("run", "Two", "--report", "two", "--state", "two-state")
        self._run("diff", "plain", "limited", "--state", "two-state", "--html", "diff.html")
        return os.path.join(self.folder, "diff.html")
