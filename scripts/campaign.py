"""Prints what a campaign came to; ends with 1 where a promise of the engine is broken."""

import collections
import json
import sys

# What is found and not mended yet, by invariant and scenario: it is printed, and does not hide anything new. A line leaves
# with what mends it.
KNOWN: set[tuple[str, str]] = set()

with open(sys.argv[1], encoding="utf-8") as file:
    result = json.load(file)
of = result["exhaustive"]["of"]
print(
    f'{result["exhaustive"]["single"]} of {of["single"]} single and {result["exhaustive"]["double"]} of '
    f'{of["double"]} double faults, {result["seeds"]} seeds, {result["rechecked"]} executed again, '
    f'canary {result["canary"]}, stopped by {result["stopped"] or "nothing"}'
)
print(f'{result["exempted"]} pairs of scenario and invariant are exempted, {len(result["skipped"])} scenarios skipped')
workload = collections.Counter()
broken = []
known = []
for violation in result["violations"]:
    if violation["promise"] == "engine":
        if (violation["invariant"], violation["scenario"]) in KNOWN:
            known.append(violation)
        else:
            broken.append(violation)
    else:
        workload[violation["invariant"]] += 1
for invariant, count in sorted(workload.items()):
    print(f"{count} findings of the workload: {invariant}")
for violation in known:
    print(f'known {violation["invariant"]} in {violation["scenario"]}: {violation["run"]}: {violation["message"]}')
for violation in broken:
    print(f'ENGINE {violation["invariant"]} in {violation["scenario"]}: {violation["run"]}: {violation["message"]}')
    for firing in violation["schedule"]:
        print(f'    {firing["type"]} at {firing["at"]} of {firing["phase"] or "the run"}, attempt {firing["attempt"]}')
    print(f'    {violation["replay"] or "not shown again by its schedule alone"}')
if result["canary"] != "caught":
    print("the planted violation was not found")
    sys.exit(70)
print(f"{len(broken)} promises of the engine broken that are not known, {len(known)} that are")
sys.exit(1 if broken else 0)
