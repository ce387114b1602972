# shellcheck shell=sh
# What every script on a machine begins with. A script answers with lines 'key base64'; anything else it prints is talk.
set -u
umask 077
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root
cd /
home=/var/lib/pgfleet

# reply KEY: the standard input under that key
reply() {
  printf '%s ' "$1"
  base64 -w 0
  echo
}

# fail REASON: ends the script; nothing after it is done
fail() {
  printf '%s' "$1" | reply fail
  exit 3
}

# write_file PATH BASE64: replaces a small file of ours, wholly or not at all
write_file() {
  printf '%s' "$2" | base64 -d >"$1.part" && sync "$1.part" && mv -f "$1.part" "$1" || fail "'$1' cannot be written"
}
