#!/bin/sh
# Guesses one of four answers; where it listens and was told which it has tried, one of the others. Reads its request, and
# answers on standard output.
request=$(cat)
left=
for answer in north east south west; do
    case $LISTENS:$request in
    yes:*"\"output\":\"$answer\""*) ;;
    *) left="$left $answer" ;;
    esac
done
# shellcheck disable=SC2086
set -- $left
number=$(od -An -N2 -tu2 /dev/urandom)
shift $((number % $#))
printf '{"output": "%s", "tokens": 1}\n' "$1"
