# shellcheck shell=sh
# Installs the packages that are missing. Nothing asks, and files of ours stay as they are.
missing=
for package; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' -- "${package%%=*}" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1

apt() { apt-get -q -y -o DPkg::Lock::Timeout=120 "$@" </dev/null; }

known() {
  # shellcheck disable=SC2086
  apt-cache show --no-all-versions -- $missing >/dev/null 2>&1
}

unpack() {
  # shellcheck disable=SC2086
  apt -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold --no-install-recommends install -- $missing
}

updated=no
known || { apt update && updated=yes; }
unpack && exit 0
code=$?
[ $updated = no ] || exit $code
apt update && unpack
