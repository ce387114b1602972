# shellcheck shell=sh disable=SC2154
# Lets go of what is of no more use once a run ended.

staged_content() { rm -rf -- "$home/stage/$run" || fail "'$home/stage/$run' cannot be removed"; }

# copies_of WORD…: removes what any run kept of these paths, which are in base64 as in the indexes
copies_of() {
  for index in "$home"/replaced/*/index; do
    [ -f "$index" ] || continue
    while read -r kind copy word id; do
      case $kind:" $* " in
        file:*" $word "* | block:*" $word "*) rm -f -- "${index%/index}/$copy" || fail "a copy of $id cannot be removed" ;;
      esac
    done <"$index"
  done
}
