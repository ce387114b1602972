# shellcheck shell=sh disable=SC2154
# Writes down what happened and what is recorded, before a change that follows.

# notes RUN LINE…: appends lines to the run's journal
notes() {
  [ "$unsynced" = "$home/journal/$1.jsonl" ] || noted
  unsynced=$home/journal/$1.jsonl
  shift
  [ -d "$home/journal" ] || mkdir -p "$home/journal" || fail "it could not write the journal: is there space left?"
  printf '%s\n' "$@" >>"$unsynced" || fail "it could not write the journal: is there space left?"
}

# noted: makes it durable, unless that was done together with something else
noted() {
  [ -z "$unsynced" ] || sync -- "$unsynced" || fail "it could not write the journal: is there space left?"
  unsynced=
}
