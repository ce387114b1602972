#!/usr/bin/env bash
# base.sh: makes sure of the image debian:bookworm. From a registry if one answers, else bootstrapped from the machine's own
# Debian mirror under the same tag; that tar is kept in the cache.
set -euo pipefail
# shellcheck source=applier/sandbox/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

suite=bookworm
tarball=$cache/$suite-$(dpkg --print-architecture 2>/dev/null || uname -m).tar
work=''
trap '[[ -z $work ]] || rm -rf --one-file-system "$work"' EXIT

# this machine's Debian mirrors as one-line sources of our suite
mirrors() {
  local codename
  # shellcheck disable=SC1091
  codename=$(. /etc/os-release && [[ $ID == debian ]] && echo "$VERSION_CODENAME") || return 1
  # shellcheck disable=SC2016 # apt's own placeholders
  apt-get indextargets --format '$(RELEASE) $(REPO_URI) $(COMPONENT)' 'Created-By: Packages' |
    awk -v ours="$suite" -v theirs="$codename" '
      $1 == theirs || $1 == theirs "-updates" || $1 == theirs "-security" {
        $1 = ours substr($1, length(theirs) + 1); print "deb", $2, $1, $3
      }' | sort -u
}

pull() {
  timeout 10 docker manifest inspect "$base_image" >/dev/null 2>&1 || return 1
  say "pulling $base_image"
  timeout 300 docker pull -q "$base_image" >/dev/null 2>&1
}

bootstrap() {
  local sources mirror proxy=''
  is_root || die "no image registry answers, and only root can bootstrap '$base_image'; run this as root, or load that image"
  sources=$(mirrors) || sources=''
  mirror=$(awk -v s="$suite" '$3 == s && $4 == "main" { print $2; exit }' <<<"$sources")
  [[ -n $mirror ]] ||
    die "no image registry answers, and this machine's apt sources name no Debian mirror to bootstrap '$base_image' from; load that image"
  command -v debootstrap >/dev/null || install_packages debootstrap
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/debootstrap.XXXXXX")
  say "no image registry answers; bootstrapping $base_image (about 40 s)"
  ${proxy:+env http_proxy="$proxy"} debootstrap --variant=minbase --include=ca-certificates "$suite" "$work" "$mirror" \
    >"$cache/debootstrap.log" 2>&1 </dev/null || {
    tail -n 5 "$cache/debootstrap.log" >&2
    die "debootstrap failed; see $cache/debootstrap.log"
  }
  grep ' main$' <<<"$sources" >"$work/etc/apt/sources.list"
  rm -rf "$work"/var/cache/apt/archives/*.deb "$work"/var/lib/apt/lists/*
  : >"$work/etc/machine-id"
  tar -C "$work" --one-file-system -c . >"$tarball.part"
  mv "$tarball.part" "$tarball"
}

if docker image inspect "$base_image" >/dev/null 2>&1; then exit 0; fi
if pull; then exit 0; fi
[[ -s $tarball ]] || bootstrap
say "importing $base_image"
docker import --change "LABEL $label=base" - "$base_image" <"$tarball" >/dev/null
