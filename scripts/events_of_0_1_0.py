#!/usr/bin/env python3
"""Reads lines of events and writes them as 0.1.0 wrote them: without the fields and the kind that were added since."""
import json
import sys

NEW = {
    "run_started": {"version"}, "run_resumed": {"version"}, "run_ended": {"phase", "message"},
    "attempt_ended": {"tokens", "cost", "memory_bytes"},
}
dropped = 0
for line in sys.stdin:
    event = json.loads(line)
    dropped = 0 if event["seq"] == 1 else dropped
    if event["kind"] == "cache_evicted":
        dropped += 1
        continue
    event["seq"] -= dropped
    gone = NEW.get(event["kind"], set()) | ({"calls"} if event.get("outcome") == "succeeded" else set())
    print(json.dumps({k: v for k, v in event.items() if k not in gone}, ensure_ascii=False, separators=(",", ":")))
