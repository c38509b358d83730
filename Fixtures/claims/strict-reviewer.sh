#!/bin/sh
# Approves one answer of four, and names any other.
request=$(cat)
found=nothing
for answer in north east south west; do
    case $request in
    *'"inputs":{"coder":{"files":{},"output":"'$answer*) found=$answer ;;
    esac
done
if [ "$found" = south ]; then
    printf '{"output": "approved", "tokens": 1}\n'
else
    printf '{"output": "not %s", "tokens": 1}\n' "$found"
fi
