# shellcheck shell=sh disable=SC2154
# What a machine puts back by itself when nobody comes back to say that all is well.
undo=$home/undo

# kept_as PATH: where a path's proven state is kept
kept_as() { printf '%s/before/%s' "$undo" "$(printf '%s' "$1" | sha256sum | cut -c 1-32)"; }

# keep_proven PATH: unless an older state is kept of which the successor is not proven yet
keep_proven() {
  place=$(kept_as "$1")
  [ ! -e "$place.path" ] || return 0
  rm -f -- "$place"
  if [ -f "$1" ] || [ -L "$1" ]; then
    cp -a -T -- "$1" "$place" || fail "'$1' cannot be kept: is there space left?"
  fi
  printf '%s' "$1" >"$place.path" && sync -- "$place"* || fail "'$1' cannot be kept: is there space left?"
}

# put_back PATH
put_back() {
  place=$(kept_as "$1")
  [ -e "$place.path" ] || return 0
  if [ -e "$place" ] || [ -L "$place" ]; then
    part=${1%/*}/.${1##*/}.pgfleet
    rm -f -- "$part"
    cp -a -T -- "$place" "$part" && mv -f -T -- "$part" "$1" || cat -- "$place" >"$1"
  else
    rm -f -- "$1"
  fi
}

# armed ID: whether this one is
armed() { [ "$(cat "$undo/armed" 2>/dev/null)" = "$1" ]; }

# disarm ID FORGET…: fails when it was carried out; forgets the states whose successors are proven now
disarm() {
  exec 9>>"$home/busy" && flock -w 60 9 || fail "the undo is at work"
  armed "$1" || fail "it was put back already, because nobody confirmed it in time"
  rm -f -- "$undo/armed" && systemctl --quiet stop "pgfleet-undo-$1.timer" 2>/dev/null
  shift
  for path; do
    place=$(kept_as "$path")
    rm -f -- "$place.path" "$place"
  done
  rm -f -- "$undo/record.json" "$undo"/*.sh
}
