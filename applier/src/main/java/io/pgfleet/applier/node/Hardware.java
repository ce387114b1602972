package io.pgfleet.applier.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a machine is made of.
 *
 * @param cpu logical processors; of a container no more than its quota
 * @param memoryBytes total memory; of a container no more than its limit
 * @param dataDiskBytes size of the file system that holds {@code /data}, or would hold it
 * @param arch such as {@code x86_64}
 */
public record Hardware(
    int cpu,
    long memoryBytes,
    long dataDiskBytes,
    String arch,
    OperatingSystem os,
    String hostname) {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * As {@code /etc/os-release} has it.
   *
   * @param id such as {@code debian}
   * @param version such as {@code 12}
   * @param codename such as {@code bookworm}
   */
  public record OperatingSystem(String id, String version, String codename) {}

  /** Asks a machine; needs nothing to be installed there and changes nothing. */
  public static Hardware of(Node node) {
    List<String> argv = List.of("/bin/sh", "-c", Script.read("facts"));
    Outcome outcome = node.ask(List.of(Command.of(argv, LIMIT))).get(0);
    if (!outcome.succeeded()) {
      throw NodeException.tried("see the hardware", node.host(), outcome.lastLine());
    }
    Map<String, String> values = new HashMap<>();
    for (String line : outcome.stdout().lines().toList()) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        values.put(line.substring(0, blank), line.substring(blank + 1).strip());
      }
    }
    return read(node.host(), values);
  }

  private static Hardware read(String host, Map<String, String> values) {
    return new Hardware(
        (int) number(host, values, "cpu"),
        number(host, values, "memoryBytes"),
        number(host, values, "dataDiskBytes"),
        values.getOrDefault("arch", ""),
        new OperatingSystem(
            values.getOrDefault("os.id", ""),
            values.getOrDefault("os.version", ""),
            values.getOrDefault("os.codename", "")),
        values.getOrDefault("hostname", ""));
  }

  private static long number(String host, Map<String, String> values, String name) {
    String text = values.getOrDefault(name, "");
    if (!text.matches("[0-9]{1,18}")) {
      throw NodeException.tried("see the hardware", host, "it told no " + name);
    }
    return Long.parseLong(text);
  }
}
