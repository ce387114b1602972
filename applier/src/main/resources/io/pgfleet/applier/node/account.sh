# shellcheck shell=sh disable=SC2154
# Makes or completes an account.
group_exists() { getent group -- "$1" >/dev/null; }

ensure_group() {
  # shellcheck disable=SC2086
  group_exists "$1" || groupadd $system -- "$1" || exit
}

ensure_group "$group"
for other; do
  ensure_group "$other"
done
further=$(IFS=,; echo "$*")
if getent passwd -- "$name" >/dev/null; then
  usermod -g "$group" -d "$home_folder" -s "$shell" ${uid:+-u "$uid"} ${further:+-a -G "$further"} -- "$name"
else
  # shellcheck disable=SC2086
  useradd $system -g "$group" -d "$home_folder" -s "$shell" ${uid:+-u "$uid"} ${further:+-G "$further"} $create_home -- "$name"
fi
