# shellcheck shell=sh disable=SC2034,SC2154
# Takes content into the run's folder, below random names. Other runs' content is of no more use, since this one has the lock;
# what the ten latest runs replaced is kept. Of a size that is not known yet, the other end sends only what is missing here.
folder=$home/stage/$run
for other in "$home"/stage/*; do
  [ ! -e "$other" ] || [ "$other" = "$folder" ] || rm -rf -- "$other"
done
set -- "$home"/replaced/*
# shellcheck disable=SC2012
[ $# -le 10 ] || ls -1t "$home/replaced" | tail -n +11 | while IFS= read -r old; do
  rm -rf -- "$home/replaced/$old"
done
[ -d "$folder" ] || mkdir -p "$folder" || fail "'$folder' cannot be written"
cd "$folder" || fail "'$folder' cannot be written"
kept_index
if [ -z "$size" ]; then
  staged_index
  sha256sum -- */* 2>/dev/null | reply before
  say ready
  IFS= read -r size <&3 || fail "the connection was lost"
fi
unread=0
head -c "$size" <&3 | {
  tar -x -z -m --no-same-owner -f - || {
    cat >/dev/null
    exit 1
  }
} || fail "the content cannot be written: is there space left?"
sha256sum -- */* | reply after
