# Read by the other etcd scripts in this folder.
# shellcheck shell=sh

. /etc/etcd/member.env

PASSWORD_FILE=/etc/etcd/etcd.pass
CA=/etc/etcd/ca.crt
CERT=/etc/etcd/server.crt
KEY=/etc/etcd/server.key

say() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

# a login shell has settings of its own, and etcdctl refuses one that a flag names as well
unset ETCDCTL_ENDPOINTS ETCDCTL_CACERT ETCDCTL_CERT ETCDCTL_KEY ETCDCTL_USER ETCDCTL_PASSWORD

# ctl ENDPOINT COMMAND...: etcdctl without an account; its own time limits do not hold for all commands
ctl() {
  endpoint=$1
  shift
  ETCDCTL_API=3 timeout 12 etcdctl --endpoints="$endpoint" --cacert="$CA" --cert="$CERT" --key="$KEY" \
    --dial-timeout=3s --command-timeout=8s "$@"
}

# ctl_as NAME PASSWORD ENDPOINT COMMAND...: etcdctl with an account. It asks for the password and reads the
# answer from its input, so that no command line and no environment holds it
ctl_as() {
  user=$1
  secret=$2
  shift 2
  if answer=$(printf '%s\n' "$secret" | ctl "$@" --user "$user" 2>&1); then
    printf '%s\n' "$answer" | without_prompt
  else
    status=$?
    printf '%s\n' "$answer" | without_prompt >&2
    return "$status"
  fi
}

# without_prompt: what is left of etcdctl's talk without its question, which expects a terminal
without_prompt() {
  sed -e '/^Password: /d' -e '/^stty: /d' -e '/^{"level":/d' -e '/^$/d'
}

# as_root ENDPOINT COMMAND...: etcdctl as etcd's own root
as_root() {
  ctl_as root "$(cat "$PASSWORD_FILE")" "$@"
}

# accounts_needed ENDPOINT: whether etcd answers to accounts only
accounts_needed() {
  answer=$(ctl "$1" user list 2>&1) && return 1
  case $answer in
    *'user name is empty'* | *'permission denied'*) return 0 ;;
    *) return 1 ;;
  esac
}

# admin ENDPOINT COMMAND...: etcdctl as root where accounts are needed, without one elsewhere
admin() {
  if accounts_needed "$1"; then
    as_root "$@"
  else
    ctl "$@"
  fi
}

# api PATH [CURL OPTION...]: posts standard input to this member's own JSON interface
api() {
  path=$1
  shift
  curl -fsS -m 10 --cacert "$CA" --cert "$CERT" --key "$KEY" -X POST --data-binary @- "$@" \
    "$CLIENT$path"
}

# account NAME: a JSON object of that name and the password on standard input
account() {
  jq -Rs --arg name "$1" '{name: $name, password: rtrimstr("\n")}'
}
