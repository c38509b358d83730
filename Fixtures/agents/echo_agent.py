#!/usr/bin/env python3
"""An agent in ten lines: one JSON request on standard input, one JSON answer on standard output."""

import json
import sys

request = json.load(sys.stdin)
inputs = request.get("inputs") or {}
notes = [f"# {request['phase']}", "", request["requirements"].strip(), ""]
notes += [f"- {phase}: {answer['output']}" for phase, answer in sorted(inputs.items())]
output = f"{request['phase']} has read the requirements and {len(inputs)} input(s)"
json.dump({"output": output, "files": {"notes.md": "\n".join(notes) + "\n"}}, sys.stdout)
