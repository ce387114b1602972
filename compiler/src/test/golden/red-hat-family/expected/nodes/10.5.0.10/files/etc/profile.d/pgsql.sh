# PostgreSQL's programs and this machine's scripts in login shells.
case ":$PATH:" in
  *:/pg/bin:*) ;;
  *) export PATH=/usr/pgsql/bin:/pg/bin:$PATH ;;
esac
export PGDATA=/pg/data
