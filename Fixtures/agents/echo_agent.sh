#!/bin/sh
# An agent in plain text: the JSON request comes on standard input, what is printed is the output.
# Exit codes: 0 success, 75 a failure worth a retry, anything else a failure of kind "process".
set -eu
request=$(cat)
case $request in
*'"requirements"'*) echo "The requirements have been read." ;;
*) echo "expected a request with requirements, found none" >&2 && exit 1 ;;
esac
