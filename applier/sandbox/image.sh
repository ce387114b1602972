#!/usr/bin/env bash
# image.sh: makes sure of a container engine and of the node image, built again only when one of its files changed.
# Prints the image's name. 'mvn verify' runs this before the tests on real nodes, with --skip=true when they are left out.
set -euo pipefail
# shellcheck source=applier/sandbox/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

if [[ ${1:-} == --skip=true ]]; then
  say "skipNodes: NO node is booted, and every test on real nodes is SKIPPED"
  exit 0
fi

digest=$(cd "$here/image" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
image=$node_image:$digest

present() { docker image inspect "$image" >/dev/null 2>&1; }

build() {
  local log=$cache/build.log
  say "building $image: Debian 12 with systemd and every package (about 40 s)"
  docker build --network host --build-arg http_proxy --build-arg https_proxy --label "$label=image" \
    -t "$image" "$here/image" >"$log" 2>&1 </dev/null || {
    tail -n 15 "$log" >&2
    die "the node image could not be built; see $log"
  }
}

"$here/engine.sh"
mkdir -p "$cache"
if ! present; then
  # two runs at once build it once
  exec 9>"$cache/image.lock"
  flock 9
  present || { "$here/base.sh" 9>&- && build 9>&-; }
fi
docker tag "$image" "$node_image:latest"
echo "$image"
