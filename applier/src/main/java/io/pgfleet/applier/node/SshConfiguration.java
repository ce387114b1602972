package io.pgfleet.applier.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the installed OpenSSH client makes of a host name: {@code ssh -G} resolves aliases and all
 * that stands in the user's and the system's configuration.
 */
record SshConfiguration(
    String host,
    int port,
    String user,
    List<Path> identityFiles,
    Path knownHosts,
    Optional<String> jump) {
  private static final int DEFAULT_PORT = 22;
  private static final int LIMIT_SECONDS = 10;

  SshConfiguration {
    identityFiles = List.copyOf(identityFiles);
  }

  /**
   * Asks for a host.
   *
   * @param user overrides the configuration
   * @param port overrides the configuration unless it is 22
   */
  static SshConfiguration of(String host, Optional<String> user, int port) {
    List<String> argv = new ArrayList<>(List.of("ssh", "-G"));
    user.ifPresent(name -> argv.addAll(List.of("-l", name)));
    if (port != DEFAULT_PORT) {
      argv.addAll(List.of("-p", String.valueOf(port)));
    }
    argv.addAll(List.of("--", host));
    return parse(host, run(host, argv));
  }

  static SshConfiguration parse(String asked, List<String> lines) {
    Path home = Path.of(System.getProperty("user.home"));
    List<Path> keys = new ArrayList<>();
    for (String key : all(lines, "identityfile")) {
      keys.add(SshSettings.below(home, key));
    }
    String known = first(lines, "userknownhostsfile").orElse("~/.ssh/known_hosts");
    return new SshConfiguration(
        first(lines, "hostname").orElse(asked),
        Integer.parseInt(first(lines, "port").orElse("22")),
        first(lines, "user").orElse("root"),
        keys,
        SshSettings.below(home, known.split(" ")[0]),
        first(lines, "proxyjump").filter(jump -> !jump.equals("none")));
  }

  private static Optional<String> first(List<String> lines, String key) {
    return all(lines, key).stream().findFirst();
  }

  private static List<String> all(List<String> lines, String key) {
    String prefix = key + " ";
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  private static List<String> run(String host, List<String> argv) {
    try {
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new NodeException(
            "tried to resolve '" + host + "' with ssh -G but failed because: " + said.strip());
      }
      return said.lines().toList();
    } catch (IOException e) {
      throw new NodeException(
          "tried to resolve '"
              + host
              + "' but failed because there is no 'ssh' here; install the OpenSSH client, or"
              + " write IP addresses in the inventory",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException("interrupted while resolving '" + host + "'", e);
    }
  }
}
