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

# secret NAME: a value of the demo's secrets.yml, which compile keeps; an entry is `NAME: { value: TEXT, … }` or the same in lines
secret() {
  awk -v name="$1" '
    { line = $0; sub(/^ *["\047]?/, "", line) }
    index(line, name) == 1 && substr(line, length(name) + 1) ~ /^["\047]? *:/ { inside = 1 }
    inside && match($0, /value: */) {
      text = substr($0, RSTART + RLENGTH)
      if (text ~ /^"/) {
        match(text, /^"([^"\\]|\\.)*"/); text = substr(text, 2, RLENGTH - 2); gsub(/\\"/, "\"", text); gsub(/\\\\/, "\\", text)
      } else if (text ~ /^\047/) {
        match(text, /^\047([^\047]|\047\047)*\047/); text = substr(text, 2, RLENGTH - 2); gsub(/\047\047/, "\047", text)
      } else sub(/ *[,}].*$/, "", text)
      print text; exit
    }' "$root/inventories/$env/secrets.yml"
}

# show_psql: a line that works as it stands, with psql of this machine or else of a node; the password goes by a file
show_psql() {
  local target="postgresql://$psql_user@$psql_host:$psql_port/$psql_database" line password
  password=$(secret "$psql_secret" | sed 's/[\\:]/\\&/g')
  [[ -n $password ]] || die "inventories/$env/secrets.yml has no '$psql_secret'; compile inventories/$env again"
  line="$psql_host:$psql_port:*:$psql_user:$password"
  if command -v psql >/dev/null; then
    (umask 077 && printf '%s\n' "$line" >"$keys/pgpass")
    target+="?passfile=inventories/$env/.ssh/pgpass&sslmode=verify-ca&sslrootcert=inventories/$env/pki/ca.crt"
    printf "\nTry it, in this folder:\n  psql '%s'\n" "$target"
  else
    printf '%s\n' "$line" | node_ssh "$psql_host" 'umask 077 && cat >.pgpass'
    printf "\nTry it, in this folder:\n  applier/bin/sandbox ssh %s psql %s\n" "$psql_host" "$target"
  fi
}

remove_images() {
  local ids
  mapfile -t ids < <(docker image ls -q --no-trunc --filter "label=$label" | sort -u)
  [[ ${#ids[@]} == 0 ]] || docker image rm -f "${ids[@]}" >/dev/null || say "some images are in use by others and stay"
}
