# shellcheck shell=bash
# The sandbox's own network: a bridge of this machine that carries our label. Nothing connects to a node unless this bridge
# is the way to it.

network=pgfleet-$env

network_label() { docker network inspect --format "{{index .Labels \"$1\"}}" "$network" 2>/dev/null; }

# bridge_is_ours: the network carries our labels and its bridge on this machine is the way to every node
bridge_is_ours() {
  [[ $(network_label "$label") == "$env" && $(network_label "$owner_label") == "$root" ]] || return 1
  local address
  for address in "${addresses[@]}"; do
    [[ $(ip -4 route get "$address" 2>/dev/null) == "$address dev $bridge "* ]] || return 1
  done
}

# other_routes: the routes of this machine that touch our subnet and are not ours
other_routes() {
  {
    ip -4 route show root "$subnet"
    ip -4 route show match "$subnet"
  } | grep -vE "^default|dev $bridge( |\$)" || true
}

# refuse_other_checkouts: ends the run when the network's name belongs to somebody else
refuse_other_checkouts() {
  local owner
  docker network inspect "$network" >/dev/null 2>&1 || return 0
  [[ $(network_label "$label") == "$env" ]] ||
    die "network '$network' was not made by the sandbox; remove it with 'docker network rm $network' if nothing needs it"
  owner=$(network_label "$owner_label")
  if [[ $owner != "$root" && -x $owner/applier/bin/sandbox ]]; then
    die "the sandbox of another checkout holds $subnet; run '$owner/applier/bin/sandbox down' first"
  fi
}

# refuse_taken_subnet: ends the run when our addresses are somebody else's on this machine
refuse_taken_subnet() {
  local taken
  taken=$(other_routes | head -n 1)
  [[ -z $taken ]] ||
    die "subnet $subnet is taken: this machine has the route '$taken'; disconnect that network (see 'ip route', 'docker network ls'), then run this again"
}

create_network() {
  say "creating network $subnet on bridge $bridge"
  docker network create --driver bridge --subnet "$subnet" --gateway "$gateway" --label "$label=$env" \
    --label "$owner_label=$root" --opt "com.docker.network.bridge.name=$bridge" "$network" >/dev/null ||
    die "the engine refused network $subnet; see 'docker network ls' for one that overlaps it"
  bridge_is_ours ||
    die "the engine made network '$network', but its bridge '$bridge' is not on this machine; use an engine that runs here (DOCKER_HOST is '${DOCKER_HOST:-unset}')"
}

# remove_network: only ours
remove_network() {
  [[ $(network_label "$label") == "$env" ]] || return 0
  docker network rm "$network" >/dev/null
}
