# shellcheck shell=bash
# Keys of the sandbox: the controller's own, and one host key per node made before it boots, so that known_hosts is complete
# and strict from the first connection on. They stay in inventories/<env>/.ssh, which git ignores.

keys=$root/inventories/$env/.ssh

make_key() { [[ -s $1 ]] || ssh-keygen -q -t ed25519 -N '' -C "$2" -f "$1"; }

ensure_keys() {
  local address
  mkdir -p "$keys/hosts" || die "cannot write '$keys'; the sandbox needs a checkout that this user may write to"
  chmod 700 "$keys"
  make_key "$keys/id_ed25519" pgfleet-sandbox
  for address in "${addresses[@]}"; do
    make_key "$keys/hosts/$address" "$address"
    printf '%s %s\n' "$address" "$(cut -d' ' -f1,2 "$keys/hosts/$address.pub")"
  done >"$keys/known_hosts.part"
  cmp -s "$keys/known_hosts.part" "$keys/known_hosts" || cp "$keys/known_hosts.part" "$keys/known_hosts"
  rm "$keys/known_hosts.part"
}

# node_keys ADDRESS: a tar for the node's /: who may log in, and who it is
node_keys() (
  stage=$(mktemp -d)
  trap 'rm -rf "$stage"' EXIT
  mkdir -p "$stage/etc/ssh/authorized_keys.d"
  install -m 644 "$keys/id_ed25519.pub" "$stage/etc/ssh/authorized_keys.d/admin"
  install -m 600 "$keys/hosts/$1" "$stage/etc/ssh/ssh_host_ed25519_key"
  install -m 644 "$keys/hosts/$1.pub" "$stage/etc/ssh/ssh_host_ed25519_key.pub"
  chmod 755 "$stage" "$stage/etc" "$stage/etc/ssh" "$stage/etc/ssh/authorized_keys.d"
  tar -C "$stage" --owner=0 --group=0 -c etc
)

# node_ssh ADDRESS [COMMAND…]: as admin, with the sandbox's key and strict host keys, and nothing of the user's own settings
node_ssh() {
  local address=$1
  shift
  local terminal=()
  [[ $# == 0 || ! -t 0 || ! -t 1 ]] || terminal=(-t)
  ssh -F none "${terminal[@]}" -o User=admin -o IdentityFile="$keys/id_ed25519" -o IdentitiesOnly=yes -o IdentityAgent=none \
    -o UserKnownHostsFile="$keys/known_hosts" -o GlobalKnownHostsFile=none -o StrictHostKeyChecking=yes \
    -o LogLevel=ERROR -o ConnectTimeout=5 "$address" "$@"
}
