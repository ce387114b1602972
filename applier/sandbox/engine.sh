#!/usr/bin/env bash
# engine.sh: makes sure that a container engine answers. It goes by what answers, never by files that an ended engine left.
set -euo pipefail
# shellcheck source=applier/sandbox/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

answers() { timeout 20 docker info >/dev/null 2>&1; }

why_not() { timeout 20 docker info 2>&1 >/dev/null | tail -n 1 || true; }

start_by_hand() {
  local log=$cache/dockerd.log
  mkdir -p "$cache"
  say "starting dockerd (log: $log)"
  # its own session and no file of ours: it outlives this script and keeps nobody's pipe or lock open
  (cd / && exec setsid dockerd 3>&- 9>&-) >"$log" 2>&1 </dev/null &
  wait_until 60 answers || {
    tail -n 5 "$log" >&2
    die "dockerd did not answer within 60 s; its log is $log"
  }
}

start_engine() {
  if [[ -d /run/systemd/system ]] && systemctl cat docker.service >/dev/null 2>&1; then
    say "starting docker.service"
    systemctl start docker.service || die "docker.service does not start; see 'journalctl -u docker'"
    wait_until 60 answers || die "docker.service runs but does not answer: $(why_not)"
  else
    start_by_hand
  fi
}

if command -v docker >/dev/null && answers; then exit 0; fi

if [[ -n ${DOCKER_HOST:-} ]]; then
  die "no container engine answers at DOCKER_HOST '$DOCKER_HOST'; start it, or unset DOCKER_HOST"
fi
if ! is_root; then
  if command -v docker >/dev/null; then
    die "no container engine answers this user: $(why_not); start it and join its group (docker), or run this as root"
  fi
  die "no container engine (docker) and no right to install one; run this as root, or install docker first"
fi
if ! command -v dockerd >/dev/null; then
  can_install || die "no container engine (docker) and no apt-get to install one with; install docker, then run this again"
  install_packages docker.io
  if answers; then exit 0; fi
fi
start_engine
say "container engine $(docker version --format '{{.Server.Version}}') answers"
