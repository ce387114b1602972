# Read by the scripts of operations, after what they need to know of the instance.
# shellcheck shell=sh

. /pg/bin/pg-common.sh

ready() {
  /pg/bin/pg-is-ready
}

# gave_lead: whether the instance had the lead and gave it to another one, which restarts it too
gave_lead() {
  leads || return 1
  code=0
  /pg/bin/pg-hand-over || code=$?
  case $code in
    0) return 0 ;;
    # nobody can take it
    2) return 1 ;;
    *) exit "$code" ;;
  esac
}
