# Read by the other scripts in this folder.
# shellcheck shell=sh

. /etc/patroni/instance.env

say() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

# as_dbsu COMMAND...: as the server's account, whoever calls
as_dbsu() {
  if [ "$(id -un)" = "$DBSU" ]; then
    "$@"
  else
    runuser -u "$DBSU" -- "$@"
  fi
}

# ask PATH: what Patroni on this machine answers; fails unless it says 200
ask() {
  curl -fsS -m 3 ${CA:+--cacert "$CA"} "$URL$1"
}

# holds TEXT FILTER [OPTION...]: whether a JSON text passes a filter; no text never does
holds() {
  text=$1
  filter=$2
  shift 2
  [ -n "$text" ] && printf '%s\n' "$text" | jq -e "$@" "$filter" >/dev/null
}

# tell METHOD PATH SECONDS: has Patroni on this machine do something, told by the JSON on standard input;
# says why it did not, and fails
tell() {
  told=$(curl -sS -m "$3" ${CA:+--cacert "$CA"} --netrc-file /etc/patroni/netrc -X "$1" \
    -H 'Content-Type: application/json' --data-binary @- -w '\n%{http_code}' "$URL$2") || {
    say "Patroni of $INSTANCE did not answer"
    return 1
  }
  case ${told##*
} in
    200 | 202) ;;
    *)
      say "Patroni of $INSTANCE refused: ${told%
*}"
      return 1
      ;;
  esac
}

# within SECONDS COMMAND...: waits until the command succeeds; fails when it never did
within() {
  deadline=$(($(date +%s) + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt "$deadline" ] || return 1
    sleep 0.5
  done
}

# query SQL: the answer of the local server, bare
query() {
  as_dbsu psql -XqAt -w -h "$SOCKET" -p "$PORT" -d postgres -c "$1"
}

leads() {
  ask /leader >/dev/null 2>&1
}

# backrest COMMAND [OPTION...]: pgBackRest for this cluster
backrest() {
  as_dbsu pgbackrest --stanza="$CLUSTER" "$@"
}
