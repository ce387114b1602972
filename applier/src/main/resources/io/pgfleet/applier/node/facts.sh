# shellcheck shell=sh
# What a machine is made of, one 'name value' per line. A container's limits count as its hardware.
export LC_ALL=C
folder=/sys/fs/cgroup

# group CONTROLLER: the first process's group of a version 1 controller, or of version 2 when it is empty
group() {
  while IFS=: read -r _ controllers path; do
    case ",$controllers," in *",$1,"*) echo "$path" && return ;; esac
  done </proc/1/cgroup
}

# least FOLDER GROUP FUNCTION: calls the function for the group's folder and each one above it
least() {
  at=$2
  while :; do
    "$3" "$1${at%/}"
    case $at in / | '') return ;; esac
    at=${at%/*}
  done
}

memory=$(while read -r name kibibytes _; do [ "$name" != MemTotal: ] || echo $((kibibytes * 1024)); done </proc/meminfo)
cpu=$(nproc)

# lower_memory BYTES: a limit that was never set is a number that no machine has
lower_memory() {
  case $1 in '' | max | *[!0-9]*) return ;; esac
  [ "${#1}" -gt 18 ] || [ "$1" -ge "$memory" ] || memory=$1
}

# lower_cpu QUOTA PERIOD: whole processors, one at least
lower_cpu() {
  case $1 in '' | max | -* | *[!0-9]*) return ;; esac
  count=$(($1 / $2))
  [ "$count" -gt 0 ] || count=1
  [ "$count" -ge "$cpu" ] || cpu=$count
}

first_line() { { IFS= read -r line <"$1" && echo "$line"; } 2>/dev/null; }

memory_v1() { lower_memory "$(first_line "$1/memory.limit_in_bytes")"; }
memory_v2() { lower_memory "$(first_line "$1/memory.max")"; }
cpu_v1() { lower_cpu "$(first_line "$1/cpu.cfs_quota_us")" "$(first_line "$1/cpu.cfs_period_us")"; }
cpu_v2() {
  # shellcheck disable=SC2046
  set -- $(first_line "$1/cpu.max")
  [ $# -lt 2 ] || lower_cpu "$1" "$2"
}

if [ -d $folder/memory ]; then least $folder/memory "$(group memory)" memory_v1; fi
if [ -d $folder/cpu ]; then least $folder/cpu "$(group cpu)" cpu_v1; fi
if [ -f $folder/cgroup.controllers ]; then
  least $folder "$(group '')" memory_v2
  least $folder "$(group '')" cpu_v2
fi

data=/data
while [ ! -d "$data" ]; do
  data=${data%/*}
  data=${data:-/}
done
# shellcheck disable=SC2046
set -- $(stat -f -c '%b %S' -- "$data")

os_release() (
  ID='' VERSION_ID='' VERSION_CODENAME=''
  # shellcheck source=/dev/null
  . /etc/os-release
  printf 'os.id %s\nos.version %s\nos.codename %s\n' "$ID" "$VERSION_ID" "$VERSION_CODENAME"
)

printf 'cpu %s\nmemoryBytes %s\ndataDiskBytes %s\narch %s\nhostname %s\n' \
  "$cpu" "$memory" $(($1 * $2)) "$(uname -m)" "$(uname -n)"
os_release
