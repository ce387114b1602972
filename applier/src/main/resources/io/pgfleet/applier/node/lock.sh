# shellcheck shell=sh disable=SC2154
# Holds the machine for as long as the other end lives: the lock goes with this process, with the connection, and after 15
# seconds without a heartbeat.
command -v flock >/dev/null || fail "there is no 'flock'; install util-linux"
{ [ -d "$home" ] || mkdir -p "$home"; } && chmod 700 "$home" && exec 8>>"$home/lock" || fail "'$home' cannot be written"
flock -n 8 || {
  { IFS= read -r _ && IFS= read -r who; } <"$home/holder" || who='another run'
  printf '%s' "$who" | reply locked
  exit 3
}
if [ ! -s "$home/key" ]; then
  write_text "$home/key" "$(od -An -vtx1 -N32 /dev/urandom | tr -d ' \n')"
fi
write_text "$home/holder" "$token
$who since $(date -u '+%Y-%m-%d %H:%M:%S UTC')
"
[ -e "$home/stage/$run" ] || [ -e "$home/replaced/$run" ] || echo ok | reply fresh
echo ok | reply holding
while beat=$(timeout 15 head -c 1) && [ "$beat" = . ]; do :; done
rm -f "$home/holder"
