# shellcheck shell=sh
# Looks, and changes nothing. A path that is not there is left out.

# stats PATH…: path, mode in hex, owner, group, each ended by NUL
stats() { stat --printf '%n\0%f\0%U\0%G\0' -- "$@" 2>/dev/null | reply stat; }

# sums PATH…: digest and path of those that are regular files
sums() {
  for path; do
    shift
    if [ -f "$path" ] && [ ! -L "$path" ]; then set -- "$@" "$path"; fi
  done
  [ $# -eq 0 ] || sha256sum -z -- "$@" 2>/dev/null | reply sum
}

# links PATH…: path and target of those that are links, each ended by NUL
links() {
  for path; do
    shift
    if [ -L "$path" ]; then set -- "$@" "$path" "$(readlink -- "$path")"; fi
  done
  [ $# -eq 0 ] || printf '%s\0' "$@" | reply link
}

# shared INDEX PATH: the whole text of a file in which blocks are looked for
shared() { [ ! -f "$2" ] || reply "shared.$1" <"$2"; }

units() {
  shown=$(systemctl show -p LoadState -p ActiveState -p SubState -p UnitFileState -p InvocationID -p NeedDaemonReload \
    -- "$@" 2>&1) || fail "systemd does not answer: $shown"
  printf '%s\n' "$shown" | reply unit
}

packages() { installed "$@" | reply package; }

accounts() {
  getent passwd -- "$@" | reply passwd
  getent group | reply group
}

own_state() {
  [ ! -f "$home/record.json" ] || reply record <"$home/record.json"
  [ ! -f "$home/key" ] || reply key <"$home/key"
  reply boot </proc/sys/kernel/random/boot_id
}
