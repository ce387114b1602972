# Read by the scripts of operations, after what they need to know of the instance.
# shellcheck shell=sh

. /pg/bin/pg-common.sh

# order METHOD PATH SECONDS: has Patroni on this machine do something, told by the JSON on standard
# input; fails with what Patroni answered
order() {
  answer=$(curl -sS -m "$3" ${CA:+--cacert "$CA"} --netrc-file /etc/patroni/netrc -X "$1" \
    -H 'Content-Type: application/json' --data-binary @- -w '\n%{http_code}' "$URL$2") ||
    die "Patroni of $INSTANCE did not answer"
  case ${answer##*
} in
    200 | 202) ;;
    *) die "Patroni of $INSTANCE refused: ${answer%
*}" ;;
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

# healthy_followers: how many replicas could take the lead over now
healthy_followers() {
  ask /cluster | jq '[.members[]
    | select(.role != "leader" and .role != "standby_leader")
    | select(.state == "running" or .state == "streaming")
    | select(.tags.nofailover != true)] | length'
}

# hand_over CANDIDATE: gives the lead away; an empty candidate lets Patroni choose
hand_over() {
  jq -n --arg me "$INSTANCE" --arg to "$1" \
    '{leader: $me} + (if $to == "" then {} else {candidate: $to} end)' | order POST /switchover 90
  within 60 not_leading || die "$INSTANCE still leads $CLUSTER"
}

not_leading() {
  ! leads
}

ready() {
  /pg/bin/pg-is-ready
}
