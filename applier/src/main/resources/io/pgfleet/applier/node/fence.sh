# shellcheck shell=sh disable=SC2154
# Lets one change happen at a time, and only for the connection whose lock is the latest: a change that a lost connection
# left running ends before the next one begins.
exec 9>>"$home/busy" || fail "'$home' cannot be written"
flock -w 30 9 || fail "a change of an earlier connection still runs; wait for its end"
{ IFS= read -r held <"$home/holder"; } 2>/dev/null || held=
[ "$held" = "$token" ] || fail "the lock is not held"
