# shellcheck shell=bash
# Containers that behave like machines: systemd as the first process, sshd, fixed addresses, limits, and our label.

container() { echo "pgfleet-$env-$1"; }

containers() { docker ps -aq --filter "label=$label=$env"; }

state_of() {
  local state
  state=$(docker container inspect --format '{{.State.Status}}' "$(container "$1")" 2>/dev/null) || state=missing
  echo "$state"
}

create_node() { # NAME ADDRESS
  docker create --name "$(container "$1")" --hostname "$1" --label "$label=$env" --label "$owner_label=$root" \
    --restart unless-stopped --network "$network" --ip "$2" --cpus "$node_cpus" --memory "$node_memory" --memory-swap "$node_memory" --shm-size 512m \
    --cap-add SYS_ADMIN --cap-add NET_ADMIN --cap-add NET_RAW --cap-add SYS_NICE --cap-add NET_BROADCAST \
    --cap-add SYS_PTRACE --cap-add IPC_LOCK --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --tmpfs /run --tmpfs /run/lock --tmpfs /tmp:exec,mode=1777 --cgroupns private \
    "$node_image:latest" >/dev/null
  node_keys "$2" | docker cp - "$(container "$1"):/" >/dev/null
}

# start_nodes: creates what is missing and starts what is stopped; says whether anything had to be done
start_nodes() {
  local i started=()
  for i in "${!names[@]}"; do
    case $(state_of "${names[i]}") in
      running) continue ;;
      missing) create_node "${names[i]}" "${addresses[i]}" ;;
    esac
    docker start "$(container "${names[i]}")" >/dev/null
    started+=("${names[i]}")
  done
  [[ ${#started[@]} == 0 ]] || say "started ${started[*]}"
}

# system_state ADDRESS: what systemd says of itself, over ssh
system_state() { node_ssh "$1" systemctl is-system-running 2>/dev/null || true; }

booted() { [[ $(system_state "$1") =~ ^(running|degraded)$ ]]; }

await_nodes() {
  local i
  for i in "${!names[@]}"; do
    wait_until 90 booted "${addresses[i]}" ||
      die "node '${names[i]}' did not boot within 90 s: systemd says '$(system_state "${addresses[i]}")'; see 'docker exec $(container "${names[i]}") journalctl -b -p warning'"
  done
}

# sweep: removes what an ended run of another checkout, or other keys, left behind; a node of ours that is down is kept
sweep() {
  local id owner
  for id in $(containers); do
    owner=$(docker inspect --format "{{index .Config.Labels \"$owner_label\"}}" "$id")
    [[ $owner == "$root" ]] || docker rm -f "$id" >/dev/null
  done
  [[ -z $(network_label "$label") || $(network_label "$owner_label") == "$root" ]] || remove_network
}

remove_nodes() {
  local ids
  mapfile -t ids < <(containers)
  [[ ${#ids[@]} == 0 ]] || docker rm -f -v "${ids[@]}" >/dev/null
}
