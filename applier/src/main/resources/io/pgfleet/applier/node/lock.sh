# shellcheck shell=sh disable=SC2154
# Holds the machine for as long as the other end lives: the lock goes with this process, with the connection, and after 15
# seconds without a heartbeat.
# random: the kernel's numbers, 32 hexadecimal digits of them
random() (
  IFS= read -r number </proc/sys/kernel/random/uuid
  IFS=-
  # shellcheck disable=SC2086
  printf '%s' $number
)

command -v flock >/dev/null || fail "there is no 'flock'; install util-linux"
{ [ -d "$home" ] || mkdir -p "$home"; } && chmod 700 "$home" && exec 8>>"$home/lock" || fail "'$home' cannot be written"
flock -n 8 || {
  { IFS= read -r _ && IFS= read -r who; } <"$home/holder" || who='another run'
  printf '%s' "$who" | reply locked
  exit 3
}
if [ ! -s "$home/key" ]; then
  write_text "$home/key" "$(random)$(random)"
fi
printf '%s\n%s since %s\n' "$token" "$who" "$(date -u '+%Y-%m-%d %H:%M:%S UTC')" >"$home/holder.part" &&
  mv -f "$home/holder.part" "$home/holder" || fail "'$home' cannot be written"
[ -e "$home/stage/$run" ] || [ -e "$home/replaced/$run" ] || say fresh
say holding
while beat=$(timeout 15 head -c 1) && [ "$beat" = . ]; do :; done
rm -f "$home/holder"
