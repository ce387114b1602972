# shell conveniences on every node; read by login shells
for dir in /usr/local/bin /usr/pgsql/bin /pg/bin; do
  case ":$PATH:" in
    *":$dir:"*) ;;
    *) [ -d "$dir" ] && PATH=$PATH:$dir ;;
  esac
done
unset dir
export PATH
export HISTTIMEFORMAT='%F %T '

alias ll='ls -lh'
alias la='ls -lhA'
alias sc='systemctl'
alias jc='journalctl'
alias ports='ss -ltnp'
