# shellcheck shell=sh
# Runs one command that changes something. What it prints goes through files, so that a daemon which it leaves behind holds
# nobody up.

# act SECONDS INPUT WORD…: INPUT is base64
act() {
  limit=$1 input=$2
  shift 2
  rm -f "$home/out" "$home/err" && : >"$home/out" && : >"$home/err" || fail "'$home' cannot be written"
  printf '%s' "$input" | base64 -d | (
    umask 022
    LC_ALL=C.UTF-8 exec timeout -k 2 "$limit" "$@" 9>&-
  ) >"$home/out" 2>"$home/err"
  echo $? | reply exit.0
  head -c 1048576 "$home/out" | reply out.0
  tail -c 65536 "$home/err" | reply err.0
  rm -f "$home/out" "$home/err"
}
