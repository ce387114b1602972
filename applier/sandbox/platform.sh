# shellcheck shell=bash
# What runs on the nodes: building the two programs, compiling the inventory, applying it, and showing the result.

need_tools() {
  local missing=() version
  command -v git >/dev/null || missing+=(git)
  command -v mvn >/dev/null || missing+=("Maven 3.8 or newer (mvn)")
  command -v ssh-keygen >/dev/null || missing+=("the OpenSSH client (ssh, ssh-keygen)")
  command -v ip >/dev/null || missing+=("iproute2 (ip)")
  version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>/dev/null) || version=''
  [[ $version =~ ([0-9]+) ]] && ((BASH_REMATCH[1] >= 17)) || missing+=("a JDK 17 or newer (javac says '${version:-nothing}')")
  if [[ ${#missing[@]} != 0 ]]; then
    printf -v missing '%s, ' "${missing[@]}"
    die "missing: ${missing%, }; install it (on Debian: apt-get install openjdk-17-jdk-headless maven git openssh-client iproute2)"
  fi
  git -C "$root" rev-parse HEAD >/dev/null 2>&1 || die "'$root' is not a git checkout with a commit; clone the repository, since trees are read from git"
  [[ -w $root ]] || die "'$root' cannot be written; use a checkout that this user may write to"
}

# build_programs: the launchers build what is missing or older than its sources
build_programs() {
  "$root/compiler/bin/compile" --version >/dev/null || die "the compiler does not start; see above"
  "$root/applier/bin/apply" --version >/dev/null || die "the applier does not start; see above"
  say "the programs are built"
}

compile_inventory() {
  "$root/compiler/bin/compile" --env "$env" >&2 || die "inventories/$env does not compile; see above"
  say "compiled inventories/$env into out/$env"
}

apply_tree() {
  say "applying out/$env"
  "$root/applier/bin/apply" --env "$env" --yes >&2 || die "apply ended with exit code $?; see above, and 'applier/bin/sandbox status'"
  say "applied"
}

# show_cluster: the state of every Patroni cluster, asked on the first node that has one; a time limit, since patronictl waits
# for its store for ever
show_cluster() {
  local address
  for address in "${addresses[@]}"; do
    node_ssh "$address" 'test -r /etc/patroni/patroni.yml || sudo -n test -r /etc/patroni/patroni.yml' 2>/dev/null || continue
    node_ssh "$address" 'sudo -n timeout 10 patronictl -c /etc/patroni/patroni.yml list' 2>/dev/null ||
      say "$address: patronictl got no answer within 10 s"
  done
}

show_psql() {
  printf '%s\n' "applier/bin/sandbox ssh ${addresses[0]} sudo -iu postgres psql"
}

remove_images() {
  local ids
  mapfile -t ids < <(docker image ls -q --no-trunc --filter "label=$label" | sort -u)
  [[ ${#ids[@]} == 0 ]] || docker image rm -f "${ids[@]}" >/dev/null || say "some images are in use by others and stay"
}
