# shellcheck shell=bash
# launch MODULE ARGUMENT…: runs a module's program. Builds its jar when it is missing or older than its sources, keeps an
# archive of loaded classes (CDS) beside it so that it starts faster, and becomes java. Sourced by the launchers in */bin.

# the programs hold secrets in their memory, which is nobody's to keep when they crash
ulimit -c 0

launch_root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

launch_stop() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

# sets java, java_version (the feature number) and java_build, without starting a JVM where the JDK has them in a file
find_java() {
  local home release
  if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
    [[ -x $java ]] || launch_stop "JAVA_HOME '$JAVA_HOME' has no bin/java; point it at a JDK 17 or newer, or unset it"
  else
    java=$(command -v java) || launch_stop "no java found; install a JDK 17 or newer, or set JAVA_HOME"
  fi
  home=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")
  if [[ -r $home/release ]]; then release=$(<"$home/release"); else release=$("$java" -version 2>&1); fi
  [[ $release =~ (JAVA_VERSION=|version\ )\"([0-9]+)([^\"]*)\" ]] ||
    launch_stop "cannot tell the version of '$java'; set JAVA_HOME to a JDK 17 or newer"
  java_version=${BASH_REMATCH[2]}
  java_build=$java_version${BASH_REMATCH[3]//[^0-9A-Za-z.]/-}
  ((java_version >= 17)) || launch_stop "'$java' is version $java_version; a JDK 17 or newer is needed, set JAVA_HOME to one"
}

# a changed, new or removed source (a folder's own time tells the last) is newer than the jar
is_stale() { # MODULE JAR
  [[ ! -f $2 ||
    -n $(find "$launch_root/pom.xml" "$launch_root/$1/pom.xml" "$launch_root/$1/src/main" -newer "$2" -print -quit) ]]
}

build_jar() ( # MODULE JAR
  folder=$(dirname -- "$2")
  if ! mkdir -p "$folder" 2>/dev/null || [[ ! -w $folder ]]; then
    launch_stop "'$2' has to be built, but its folder cannot be written; use a checkout that this user may write to"
  fi
  command -v mvn >/dev/null || launch_stop "'$2' has to be built and there is no mvn; install Maven 3.8 or newer"
  exec 9>"$2.lock"
  ! command -v flock >/dev/null || flock 9
  is_stale "$1" "$2" || exit 0
  printf 'building the %s (first use, or its sources changed)\n' "$1" >&2
  words=$(mvn -q -B -f "$launch_root/pom.xml" -pl "$1" -Dmaven.test.skip=true -Dspotless.check.skip=true package 2>&1 9>&-) || {
    printf '%s\n' "$words" >&2
    launch_stop "the build of '$1' failed; see Maven's message above"
  }
  touch "$2"
)

# the first real run that succeeds tells which classes it used; the archive is made of them afterwards, in the background, and
# without one the program is only slower. Lambdas of signed jars are left out: JDK 17 crashes when it is to archive them.
run_and_archive() { # ARCHIVE JAVA-WORDS…
  local archive=$1 classes=$1.$$ code=0
  shift
  "$java" -XX:DumpLoadedClassList="$classes" "$@" || code=$?
  if [[ $code == 0 || $code == 2 ]]; then make_archive "$archive" "$classes" </dev/null >/dev/null 2>&1 & else rm -f "$classes"; fi
  exit "$code"
}

make_archive() { # ARCHIVE CLASS-LIST
  local part=$2.part
  sed -i '/^@lambda-proxy org\/bouncycastle\//d' "$2"
  "$java" -Xshare:dump -XX:+UseSerialGC -XX:SharedClassListFile="$2" -XX:SharedArchiveFile="$part" -jar "$jar" &&
    mv -f "$part" "$archive"
  rm -f "$2" "$part"
}

launch() {
  local module=$1 jar archive words
  shift
  jar=$launch_root/$module/target/pgfleet-$module.jar
  find_java
  if is_stale "$module" "$jar"; then build_jar "$module" "$jar" || exit 1; fi
  archive=${jar%.jar}-$java_build.jsa
  words=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -Xlog:cds=off
    -Dfile.encoding=UTF-8 -Dpgfleet.root="$launch_root")
  words+=(-jar "$jar" "$@")
  if [[ $archive -nt $jar ]]; then exec "$java" -XX:SharedArchiveFile="$archive" "${words[@]}"; fi
  case " $* " in
    *' --env'* | *' --all '*) [[ ! -w ${jar%/*} ]] || run_and_archive "$archive" "${words[@]}" ;;
  esac
  exec "$java" "${words[@]}"
}
