# shellcheck shell=sh
# What is installed of packages that may be named with a version, 'name=version' or 'name-version' as the manager has it.

# by_rpm: a database of rpm that knows rpm itself is that of the whole system
by_rpm() { rpm -q rpm >/dev/null 2>&1; }

# of_rpm WORD…: word and version of those that are there; what other packages provide under the name counts too
of_rpm() {
  for word; do
    version=$(rpm -q --qf '%{VERSION}-%{RELEASE}\n' -- "$word" 2>/dev/null) ||
      version=$(rpm -q --whatprovides --qf '%{VERSION}-%{RELEASE}\n' -- "$word" 2>/dev/null) || continue
    printf '%s\t%s\n' "$word" "$(printf '%s\n' "$version" | tail -n 1)"
  done
}

# of_dpkg WORD…: the same there; a version that is asked for must be the one that is installed
of_dpkg() {
  for word; do
    case $word in
      *=*)
        version=$(dpkg-query -W -f '${db:Status-Status} ${Version}\n' -- "${word%%=*}" 2>/dev/null) || continue
        [ "$version" != "installed ${word#*=}" ] || printf '%s\t%s\n' "$word" "${word#*=}"
        shift
        ;;
      *)
        shift
        set -- "$@" "$word"
        ;;
    esac
  done
  [ $# -eq 0 ] || dpkg-query -W -f '${Package}\t${db:Status-Status}\t${Version}\n' -- "$@" 2>/dev/null |
    sed -n 's/\tinstalled\t/\t/p'
}

# installed WORD…: word and version, separated by a tab, of those that are there; names are asked for at once, the rest one by one
installed() {
  if ! by_rpm; then
    of_dpkg "$@"
    return
  fi
  found=$(rpm -q --qf '%{NAME}\t%{VERSION}-%{RELEASE}\n' -- "$@" 2>/dev/null | sed -n '/\t/p')
  [ -z "$found" ] || printf '%s\n' "$found"
  for word; do
    shift
    printf '%s\n' "$found" | cut -f 1 | grep -qxF -- "$word" || set -- "$@" "$word"
  done
  of_rpm "$@"
}
