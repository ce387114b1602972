# shellcheck shell=sh disable=SC2154
# What placing entries has to know first.

# kept_index: what the run replaced so far; files with owner and mode
kept_index() {
  [ -f "$home/replaced/$run/index" ] || return 0
  reply index <"$home/replaced/$run/index"
  (cd "$home/replaced/$run" && stat -c '%n %U %G %a' -- *) | reply modes
}

staged_index() { [ ! -d "$home/stage/$run" ] || cat -- "$home/stage/$run"/index.* 2>/dev/null | reply staged; }

# shared INDEX PATH: the real path and text of a file in which others write too
shared() {
  real=$(readlink -f -- "$2") || fail "'$2' leads nowhere"
  printf '%s' "$real" | reply "real.$1"
  [ ! -f "$real" ] || reply "text.$1" <"$real"
}

# lines INDEX PATH: staged or kept lines of a block
lines() {
  [ -f "$2" ] || fail "the content of a block is not staged"
  reply "lines.$1" <"$2"
}

# journals MOST: the journals of the latest runs, whose names sort by time
journals() {
  [ -d "$home/journal" ] || return 0
  # shellcheck disable=SC2012
  (cd "$home/journal" && ls -1 | sort | tail -n "$1" | while IFS= read -r file; do cat -- "$file"; done) | reply journal
}
