"""Kills runs of real programs everywhere; see scripts/crash-live. Arguments: the tool, the number of phases."""

import json
import os
import subprocess
import sys
import tempfile

ASKED = 300

HEAD = """\
schema: 1
name: {name}
clock: real
workflow:
  phases:
{phases}
config:
  cache: {{enabled: false}}
  timeout: {{attempt: 20s}}
  retry: {{initial: 5ms, max_attempts: 2, jitter: none{exhausted}}}
{config}agents:
{agents}
runs: [{{name: only, expect: {{status: {status}, {more}}}}}]
"""

DONE = "printf done"
# The request is on standard input; what fails may be tried again.
FIRST = """grep -q '^{"attempt":1,' && exit 75; printf done"""


def agent(name, script):
    return f"  {name}: {{process: {{command: {json.dumps(['/bin/sh', '-c', script])}}}}}"


def scenario(name, count, scripts, more, status="succeeded", undoes=False):
    places = range(count)
    rows = [f"    - {{name: p{place}{f', needs: [p{place - 1}]' if place else ''}}}" for place in places]
    agents = [agent(f"p{place}", scripts(place)) for place in places]
    config = ""
    if undoes:
        undone = ", ".join(f"p{place}: {{compensate: u{place}}}" for place in places)
        config = f"  rollback: {{policy: compensate}}\n  phases: {{{undone}}}\n"
        agents += [agent(f"u{place}", DONE) for place in places]
    return HEAD.format(
        name=name,
        phases="\n".join(rows),
        exhausted=", on_exhausted: rollback" if undoes else "",
        config=config,
        agents="\n".join(agents),
        status=status,
        more=more,
    )


def main():
    tool, count = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    scenarios = {
        "row": scenario("row", count, lambda _: DONE, f"attempts: {{p0: 1, p{count - 1}: 1}}"),
        "undone": scenario(
            "undone",
            count,
            lambda place: DONE if place + 1 < count else "exit 1",
            "events: [{kind: compensated, phase: p0}]",
            status="failed",
            undoes=True,
        ),
        "retried": scenario("retried", count, lambda _: FIRST, f"attempts: {{p0: 2, p{count - 1}: 2}}"),
    }
    with tempfile.TemporaryDirectory(prefix="crash-live-") as folder:
        for name, text in scenarios.items():
            with open(os.path.join(folder, f"{name}.yaml"), "w") as file:
                file.write(text)
        held = subprocess.run([tool, "run", folder, "--quiet"], cwd=folder, capture_output=True, text=True)
        if held.returncode != 0:
            sys.exit(f"crash-live: the scenarios do not hold by themselves:\n{held.stdout}{held.stderr}")
        done = subprocess.run(
            [tool, "crash", folder, "--format", "json"], cwd=folder, capture_output=True, text=True
        )
    if done.returncode not in (0, 1):
        sys.exit(f"crash-live: exit {done.returncode}:\n{done.stderr}")
    found = json.loads(done.stdout)
    print({key: value for key, value in found.items() if not isinstance(value, (list, dict))})
    if done.returncode == 1:
        print(done.stdout)
    sys.exit(0 if done.returncode == 0 and found["boundaries"] >= min(ASKED, 5 * count) else 1)


main()
