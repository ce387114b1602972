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

# say KEY: answers that it is so, without a process of its own for it
say() { echo "$1 b2s="; }

# fail REASON: ends the script; nothing after it is done
fail() {
  printf '%s' "$1" | reply fail
  exit 3
}

# a journal that has lines which may not be on the disk yet
unsynced=

# write_text PATH TEXT: replaces a small file of ours, wholly or not at all
write_text() {
  printf '%s' "$2" >"$1.part" || fail "'$1' cannot be written"
  finish_file "$1"
}

# write_file PATH BASE64: the same with any bytes
write_file() {
  printf '%s' "$2" | base64 -d >"$1.part" || fail "'$1' cannot be written"
  finish_file "$1"
}

finish_file() {
  sync -- ${unsynced:+"$unsynced"} "$1.part" && mv -f "$1.part" "$1" || fail "'$1' cannot be written"
  unsynced=
}
