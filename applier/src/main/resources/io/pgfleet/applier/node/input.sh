# shellcheck shell=sh disable=SC2154
# Begins a script that is followed by input of a known size: whatever ends it, the next script is found behind that.
unread=$size
trap '[ "$unread" = 0 ] || head -c "$unread" <&3 >/dev/null' EXIT
