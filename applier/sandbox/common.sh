# shellcheck shell=bash
# What the sandbox scripts share: talking, waiting, labels, and where things lie.

export LC_ALL=C
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # read by the scripts that source this file
root=$(cd -P -- "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/pgfleet
# shellcheck disable=SC2034
base_image=debian:bookworm node_image=pgfleet-node

# the label that every network and container of ours carries; its value is the environment
# shellcheck disable=SC2034
label=pgfleet.sandbox owner_label=pgfleet.checkout

# one clock for all scripts of a run, in microseconds
export PGFLEET_STARTED=${PGFLEET_STARTED:-${EPOCHREALTIME/./}}

if [[ -t 2 && -z ${NO_COLOR:-} ]]; then dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m'; else dim='' red='' plain=''; fi

# say WORDS: one line of progress, with the seconds since the run began
say() {
  local tenths=$(((${EPOCHREALTIME/./} - PGFLEET_STARTED) / 100000))
  printf '%s%5d.%d s%s  %s\n' "$dim" $((tenths / 10)) $((tenths % 10)) "$plain" "$*" >&2
}

# die MESSAGE [CODE]: what is wrong and the remedy, then the end
die() {
  printf '%serror:%s %s\n' "$red" "$plain" "$1" >&2
  exit "${2:-1}"
}

# wait_until SECONDS COMMAND…: polls; false when the time is over
wait_until() {
  local deadline=$((${EPOCHREALTIME/./} + $1 * 1000000))
  shift
  until "$@" >/dev/null 2>&1; do
    ((${EPOCHREALTIME/./} < deadline)) || return 1
    sleep 0.2
  done
}

is_root() { [[ $(id -u) == 0 ]]; }

# can_install: whether this machine is of the Debian family and we may install packages
can_install() { is_root && command -v apt-get >/dev/null; }

# install_packages NAME…: quietly; shows apt's own words only when it fails
install_packages() {
  local log=$cache/apt.log
  mkdir -p "$cache"
  say "installing $*"
  {
    DEBIAN_FRONTEND=noninteractive apt-get update -q &&
      DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
  } >"$log" 2>&1 </dev/null || {
    tail -n 5 "$log" >&2
    die "apt-get could not install $*; see $log"
  }
}
