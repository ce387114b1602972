# shellcheck shell=sh disable=SC2154
# Has the machine run a script after a while, whatever becomes of this connection.
mkdir -p "$undo/before" || fail "'$undo' cannot be written"
rm -f -- "$undo"/*.sh "$undo/record.json"

# start ID SECONDS: without systemd a process of its own waits
start() {
  sync -- "$undo/$1.sh" && printf '%s' "$1" >"$undo/armed" || fail "'$undo' cannot be written"
  systemd-run --quiet --collect --unit="pgfleet-undo-$1" --on-active="$2" --timer-property=AccuracySec=100ms \
    -- /bin/sh "$undo/$1.sh" 2>/dev/null && return
  command -v setsid >/dev/null || fail "neither systemd-run nor setsid is there to arm an undo"
  setsid /bin/sh -c 'sleep "$1"; exec /bin/sh "$2"' sh "$2" "$undo/$1.sh" </dev/null >/dev/null 2>&1 9>&- &
}
