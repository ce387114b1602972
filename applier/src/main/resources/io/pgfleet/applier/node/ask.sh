# shellcheck shell=sh
# Runs commands at the same time; each answer is cut into lines that are short enough not to be torn by another's.

# ask INDEX SECONDS INPUT WORD…: INPUT is base64
ask() {
  index=$1 limit=$2 input=$3
  shift 3
  {
    {
      printf '%s' "$input" | base64 -d | LC_ALL=C.UTF-8 timeout -k 2 "$limit" "$@" 2>&5
      echo "exit.$index $(echo $? | base64 -w 0)" >&4
    } | base64 -w 3000 | sed -u "s/^/out.$index /" >&4
  } 5>&1 | base64 -w 3000 | sed -u "s/^/err.$index /" >&4
}
