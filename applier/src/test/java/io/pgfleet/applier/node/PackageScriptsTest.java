package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the scripts about packages ask of the package managers of both families, which programs that
 * keep their packages in a file stand in for.
 */
final class PackageScriptsTest {
  /** Lines of the file are name, version and what else is provided. */
  private static final String RPM =
      """
      #!/bin/sh
      query=name
      format=
      while [ $# -gt 0 ]; do
        case $1 in
          -q) ;;
          --whatprovides) query=provided ;;
          --qf) format=$2; shift ;;
          --) ;;
          *)
            if [ "$1" = rpm ]; then shift; continue; fi
            line=
            while read -r name version provided; do
              if [ $query = name ] && { [ "$name" = "$1" ] || [ "$name-${version%-*}" = "$1" ]; }; then
                line="$name $version"
              elif [ $query = provided ] && [ "$provided" = "$1" ]; then
                line="$name $version"
              fi
            done <"$STATE/packages"
            if [ -z "$line" ]; then
              echo "package $1 is not installed"
              code=1
            else
              case $format in
                *NAME*) printf '%s\\t%s\\n' $line ;;
                *) echo "${line#* }" ;;
              esac
            fi
            ;;
        esac
        shift
      done
      exit ${code-0}
      """;

  private static final String DPKG_QUERY =
      """
      #!/bin/sh
      code=0
      format=
      while [ $# -gt 0 ]; do
        case $1 in
          -W | --) ;;
          -f) format=$2; shift ;;
          *)
            version=$(sed -n "s/^$1 //p" "$STATE/packages")
            if [ -z "$version" ]; then
              code=1
            else
              case $format in
                *Package*) printf '%s\\tinstalled\\t%s\\n' "$1" "$version" ;;
                *Version*) echo "installed $version" ;;
              esac
            fi
            ;;
        esac
        shift
      done
      exit $code
      """;

  private static final String ASKED = "#!/bin/sh\necho \"${0##*/} $*\" >>\"$STATE/asked\"\n";

  @TempDir Path root;

  @BeforeEach
  void machine() throws IOException {
    Files.createDirectories(root.resolve("bin"));
    for (String program : List.of("cut", "grep", "sed", "tail")) {
      program(program, "#!/bin/sh\nexec " + real(program) + " \"$@\"\n");
    }
  }

  @Test
  void aMachineOfRpmIsAskedForNamesVersionsAndWhatIsProvided() throws Exception {
    rpmMachine("jq 1.7.1-1.el9", "python36 3.6.8-39 python3", "curl-minimal 7.76-1 curl");
    assertEquals(
        new TreeSet<>(
            List.of(
                "curl\t7.76-1", "jq\t1.7.1-1.el9", "jq-1.7.1\t1.7.1-1.el9", "python3\t3.6.8-39")),
        installed("jq", "jq-1.7.1", "jq-1.6", "python3", "curl", "nothing"));
  }

  @Test
  void onlyWhatIsMissingIsInstalledByDnf() throws Exception {
    rpmMachine("jq 1.7.1-1.el9", "curl-minimal 7.76-1 curl");
    assertEquals(0, install("jq", "curl"));
    assertEquals("", asked());
    assertEquals(0, install("jq-1.6", "curl", "etcd"));
    assertEquals("dnf -q -y --setopt=install_weak_deps=False install -- jq-1.6 etcd\n", asked());
  }

  @Test
  void dnfReadsItsRepositoriesAgainBeforeItGivesUp() throws Exception {
    rpmMachine();
    program(
        "dnf",
        """
        #!/bin/sh
        echo "$3" >>"$STATE/asked"
        [ "$3" = makecache ] && : >"$STATE/fresh" && exit 0
        [ -e "$STATE/fresh" ]
        """);
    assertEquals(0, install("etcd"));
    assertEquals(
        "--setopt=install_weak_deps=False\nmakecache\n--setopt=install_weak_deps=False\n", asked());
  }

  @Test
  void aMachineOfDpkgHasTheVersionThatIsAskedForOrNothing() throws Exception {
    debianMachine("jq 1.6-2.1", "curl 7.88.1");
    assertEquals(
        new TreeSet<>(List.of("curl\t7.88.1", "jq\t1.6-2.1", "jq=1.6-2.1\t1.6-2.1")),
        installed("jq", "jq=1.6-2.1", "jq=1.5", "curl", "nothing"));
  }

  @Test
  void onlyWhatIsMissingIsInstalledByApt() throws Exception {
    debianMachine("jq 1.6-2.1");
    assertEquals(0, install("jq", "jq=1.6-2.1"));
    assertEquals("", asked());
    assertEquals(0, install("jq=1.5", "curl"));
    assertEquals(
        "apt-cache show --no-all-versions -- jq=1.5 curl\n"
            + "apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confdef"
            + " -o Dpkg::Options::=--force-confold --no-install-recommends --allow-downgrades"
            + " install -- jq=1.5 curl\n",
        asked());
  }

  private void rpmMachine(String... packages) throws IOException {
    Files.write(root.resolve("packages"), List.of(packages));
    program("rpm", RPM);
    program("dnf", ASKED);
  }

  private void debianMachine(String... packages) throws IOException {
    Files.write(root.resolve("packages"), List.of(packages));
    program("dpkg-query", DPKG_QUERY);
    program("apt-get", ASKED);
    program("apt-cache", ASKED);
  }

  private TreeSet<String> installed(String... words) throws Exception {
    Script script = new Script().part("packages").line("installed \"$@\"");
    Process process = start(script, words);
    byte[] out = process.getInputStream().readAllBytes();
    process.waitFor();
    return new TreeSet<>(new String(out, StandardCharsets.UTF_8).lines().toList());
  }

  private int install(String... words) throws Exception {
    Process process = start(new Script().part("packages").part("install"), words);
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  private Process start(Script script, String... words) throws IOException {
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", script.toString(), "pgfleet"));
    argv.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().put("PATH", root.resolve("bin").toString());
    builder.environment().put("STATE", root.toString());
    return builder.start();
  }

  private String asked() throws IOException {
    Path file = root.resolve("asked");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(root.resolve("bin").resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path real(String program) {
    return List.of("/usr/bin", "/bin").stream()
        .map(one -> Path.of(one, program))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
