# shellcheck shell=sh
# Installs the packages that are missing. Nothing asks, and files of ours stay as they are.
there=$(installed "$@" | cut -f 1)
missing=
for package; do
  printf '%s\n' "$there" | grep -qxF -- "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1

apt() { apt-get -q -y -o DPkg::Lock::Timeout=120 "$@" </dev/null; }

# whether the manager has heard of all of them
known() {
  if by_rpm; then return 0; fi
  # shellcheck disable=SC2086
  apt-cache show --no-all-versions -- $missing >/dev/null 2>&1
}

update() { if by_rpm; then dnf -q -y makecache --refresh </dev/null; else apt update; fi; }

# a version that is asked for may be an older one than that which is there
unpack() {
  # shellcheck disable=SC2086
  if by_rpm; then
    dnf -q -y --setopt=install_weak_deps=False install -- $missing </dev/null
  else
    apt -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold --no-install-recommends \
      --allow-downgrades install -- $missing
  fi
}

updated=no
known || { update && updated=yes; }
unpack && exit 0
code=$?
[ $updated = no ] || exit $code
update && unpack
