# shellcheck shell=sh disable=SC2154
# Takes content into the run's folder under random names. Other runs' content is of no more use, since this one has the lock;
# what the ten latest runs replaced is kept.
folder=$home/stage/$run
for other in "$home"/stage/*; do
  [ "$other" = "$folder" ] || rm -rf -- "$other"
done
# shellcheck disable=SC2012
ls -1t "$home/replaced" 2>/dev/null | tail -n +11 | while IFS= read -r old; do
  rm -rf -- "$home/replaced/$old"
done
mkdir -p "$folder" && cd "$folder" || fail "'$folder' cannot be written"
cat -- index.* 2>/dev/null | reply index
[ -z "$(ls)" ] || sha256sum -- * 2>/dev/null | reply before
echo ok | reply ready
tar -x -m --no-same-owner -f - || fail "the content cannot be written: is there space left?"
sha256sum -- * | reply after
