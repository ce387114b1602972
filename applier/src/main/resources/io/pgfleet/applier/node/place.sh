# shellcheck shell=sh disable=SC2154
# Makes entries: first everything is prepared beside its place and made durable, then it is switched by renaming. What was
# there before stays in the run's folder, with a line in its index that says what brings it back.
kept=$home/replaced/$run
[ -d "$kept" ] || mkdir -p "$kept" || fail "'$kept' cannot be written"

# no_folder PATH: a folder in the place of something else is not ours to take away
no_folder() { [ -L "$1" ] || [ ! -d "$1" ] || fail "'$1' is a directory"; }

# note LINE: fields separated by blanks; texts in base64
note() { printf '%s\n' "$1" >>"$kept/index" || fail "'$kept' cannot be written"; }

word() { printf '%s' "$1" | base64 -w 0; }

# parents PATH: makes the folders above it that are missing
parents() {
  [ -n "${1%/*}" ] && [ ! -d "${1%/*}" ] || return 0
  parents "${1%/*}"
  note "absent directory $(word "${1%/*}")"
  (umask 022 && mkdir -- "${1%/*}") || fail "directory '${1%/*}' cannot be made"
}

# keep KIND PATH WORD COPY: notes what is at a path now, and keeps a file's content, owner and mode; WORD is the path in base64
keep() {
  if [ -L "$2" ]; then
    note "link - $3 $(word "$(readlink -- "$2")")"
  elif [ -d "$2" ]; then
    note "directory - $3 $(stat -c '%U %G %a' -- "$2")"
  elif [ -e "$2" ]; then
    cp -p -- "$2" "$kept/$4" || fail "'$2' cannot be kept: is there space left?"
    note "file $4 $3"
  else
    note "absent $1 $3"
  fi
}

# keep_block WORD ID [COPY LINES]: notes the lines of a block; none when there was no such block
keep_block() {
  if [ $# -eq 2 ]; then
    note "absent block $1 $2"
  else
    printf '%s' "$4" | base64 -d >"$kept/$3" || fail "'$kept' cannot be written: is there space left?"
    note "block $3 $1 $2"
  fi
}

# directory PATH OWNER GROUP MODE
directory() {
  [ -d "$1" ] || { [ ! -e "$1" ] && [ ! -L "$1" ]; } || fail "'$1' is not a directory"
  parents "$1"
  install -d -o "$2" -g "$3" -m "$4" -- "$1" || fail "directory '$1' cannot be made"
}

# prepare_file PATH OWNER GROUP MODE SOURCE TEMP
prepare_file() {
  no_folder "$1"
  parents "$1"
  install -o "$2" -g "$3" -m "$4" -- "$5" "$6" || {
    rm -f -- "$6"
    fail "'$1' cannot be prepared: is there space left, and do '$2' and '$3' exist?"
  }
}

# beside FOLDER: makes a folder in it where files wait for their turn, for root only. Who owns a folder could put something in
# the place of ours; in such a one each file waits under a name of its own.
beside() {
  parents "$1/."
  [ -O "$1" ] || return 0
  [ ! -e "$1/.pgfleet" ] || rm -rf -- "$1/.pgfleet"
  mkdir -m 700 -- "$1/.pgfleet" || fail "files in '$1' cannot be prepared: is there space left?"
}

# prepare_files FOLDER OWNER GROUP MODE SOURCE…: several at once, whose sources have their names
prepare_files() {
  at=$1 owner=$2 group=$3 mode=$4
  shift 4
  for source; do
    no_folder "$at/${source##*/}"
  done
  if [ -d "$at/.pgfleet" ]; then
    install -o "$owner" -g "$group" -m "$mode" -t "$at/.pgfleet" -- "$@" || {
      rm -rf -- "$at/.pgfleet"
      fail "files in '$at' cannot be prepared: is there space left, and do '$owner' and '$group' exist?"
    }
  else
    for source; do
      beside=$at/.${source##*/}.pgfleet
      prepare_file "$at/${source##*/}" "$owner" "$group" "$mode" "$source" "$beside"
      sync -- "$beside" || fail "the content cannot be written to disk: is there space left?"
    done
  fi
}

# prepare_link PATH TARGET TEMP
prepare_link() {
  no_folder "$1"
  parents "$1"
  rm -f -- "$3" && ln -s -- "$2" "$3" || fail "link '$1' cannot be prepared"
}

# prepare_text PATH EXPECTED TEXT TEMP: a file that others write too; EXPECTED is the digest of what it was edited from
prepare_text() {
  parents "$1"
  if [ -e "$1" ]; then
    cp -p -- "$1" "$4"
  else
    install -m 644 /dev/null "$4"
  fi || fail "'$1' cannot be prepared: is there space left?"
  [ "$(sha256sum <"$4")" = "$2  -" ] || fail "'$1' changed in this moment; run again"
  printf '%s' "$3" | base64 -d >"$4" || fail "'$1' cannot be prepared: is there space left?"
}

# durable PATH…: prepared files before anything is switched; a folder of ours stands for the files in it
durable() {
  for path; do
    shift
    case $path in
      */.pgfleet) [ ! -d "$path" ] || set -- "$@" "$path"/* ;;
      *) set -- "$@" "$path" ;;
    esac
  done
  [ $# -eq 0 ] || sync -- "$@" || fail "the content cannot be written to disk: is there space left?"
}

# kept_durable PATH…: the same together with what was kept, and with the journal
kept_durable() {
  if [ -e "$kept/index" ]; then set -- "$@" "$kept"/*; fi
  durable ${unsynced:+"$unsynced"} "$@"
  unsynced=
}

# settle FOLDER…: makes the switches below them durable
settle() {
  for folder; do
    shift
    if [ -d "$folder" ]; then set -- "$@" "$folder"; fi
  done
  for folder; do
    [ ! -d "$folder/.pgfleet" ] || rmdir -- "$folder/.pgfleet" || :
  done
  [ $# -eq 0 ] || sync -- "$@" || fail "the switch cannot be written to disk"
}

# label PATH…: gives them the label that its place asks for, where the kernel looks at labels
label() { :; }
if [ -e /sys/fs/selinux/enforce ] && command -v restorecon >/dev/null; then
  label() { restorecon -- "$@" 2>/dev/null || :; }
fi

# switch TEMP PATH: a mounted file cannot be renamed over, so it is written in place
switch() {
  mv -f -T -- "$1" "$2" 2>/dev/null && label "$2" && return
  [ -f "$2" ] && [ ! -L "$2" ] && cat -- "$1" >"$2" && chown --reference="$1" -- "$2" &&
    chmod --reference="$1" -- "$2" && sync -- "$2" && rm -f -- "$1" || fail "'$2' cannot be replaced"
}

# switch_files FOLDER NAME…: several at once, one after the other
switch_files() {
  at=$1
  shift
  if [ -d "$at/.pgfleet" ]; then
    cd "$at/.pgfleet" || fail "files in '$at' cannot be replaced"
    if mv -f -t .. -- "$@" 2>/dev/null; then
      cd .. && label "$@"
    else
      for name; do
        [ ! -e "$name" ] || switch "$at/.pgfleet/$name" "$at/$name"
      done
    fi
    cd /
  else
    for name; do
      switch "$at/.$name.pgfleet" "$at/$name"
    done
  fi
}

# take_away PATH: a directory only if it is empty
take_away() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then
    [ ! -d "$1/.pgfleet" ] || rmdir -- "$1/.pgfleet" 2>/dev/null || :
    rmdir -- "$1" 2>/dev/null || :
  else
    rm -f -- "$1" || fail "'$1' cannot be removed"
  fi
}
