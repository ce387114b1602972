# shellcheck shell=sh disable=SC2154
# Brings a unit into a state, and verifies that it is in it.
state() { systemctl show -p "$1" --value -- "$unit"; }

# bad REASON: how the unit is after all
bad() {
  echo "$unit $1: it is $(state ActiveState) ($(state SubState), $(state Result))" >&2
  exit 1
}

boot_state() {
  now=$(systemctl is-enabled -- "$unit" 2>/dev/null)
  case $enabled:$now in
    yes:enabled | yes:static | yes:alias | yes:indirect | yes:generated | no:disabled | no:static | no:masked | no:) ;;
    yes:*) systemctl enable --quiet -- "$unit" ;;
    no:*) systemctl disable --quiet -- "$unit" ;;
  esac
}

# running: active, or a task that ended well
running() {
  case $(state ActiveState) in
    active | reloading) ;;
    inactive) [ "$(state Type)" = oneshot ] && [ "$(state Result)" = success ] ;;
    *) return 1 ;;
  esac
}

start() {
  [ "$(state ActiveState)" != failed ] || systemctl reset-failed -- "$unit"
  systemctl start -- "$unit" || exit
  running || bad "did not start"
}

restart() {
  before=$(state InvocationID)
  [ "$(state ActiveState)" != failed ] || systemctl reset-failed -- "$unit"
  systemctl restart -- "$unit" || exit
  running || bad "did not restart"
  [ -z "$before" ] || [ "$(state InvocationID)" != "$before" ] || bad "was not restarted"
}

stop() {
  systemctl stop -- "$unit" || exit
  case $(state ActiveState) in inactive | failed) ;; *) bad "did not stop" ;; esac
}

reload() {
  if [ $# -gt 0 ]; then "$@"; else systemctl reload -- "$unit"; fi || exit
  running || bad "did not survive its reload"
}

none() { :; }

[ "$reread" = no ] || systemctl daemon-reload || exit
[ "$enabled" = no ] || boot_state || exit
"$verb" "$@" || exit
[ "$enabled" = yes ] || boot_state || exit
