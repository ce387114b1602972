package io.pgfleet.compiler.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What was recorded about a node's machine.
 *
 * @param cpu logical processors
 * @param memoryBytes total memory
 * @param dataDiskBytes total size of the file system that holds the data
 * @param arch such as {@code x86_64} or {@code aarch64}
 * @param os operating system
 * @param user the login that recorded the facts; empty when unknown
 * @param hostname empty when unknown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Facts(
    int cpu,
    long memoryBytes,
    long dataDiskBytes,
    String arch,
    OperatingSystem os,
    String user,
    String hostname) {

  public Facts {
    user = user == null ? "" : user;
    hostname = hostname == null ? "" : hostname;
  }

  /** The same machine without its name, which it can't share with another. */
  public Facts nameless() {
    return new Facts(cpu, memoryBytes, dataDiskBytes, arch, os, user, "");
  }

  /** Whether everything is known that settings follow from, and nothing is what it can't be. */
  public boolean complete() {
    return cpu > 0
        && memoryBytes > 0
        && dataDiskBytes > 0
        && word(arch)
        && os != null
        && word(os.id())
        && word(os.version())
        && (os.codename().isEmpty() || word(os.codename()))
        && (user.isEmpty() || word(user))
        && (hostname.isEmpty() || word(hostname));
  }

  /** These go into files of the node: letters, digits and few signs. */
  private static boolean word(String text) {
    return text != null && text.matches("[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,252}");
  }

  /** Memory in MiB, rounded up as the tuning formulas expect. */
  public long memoryMebibytes() {
    return (memoryBytes + (1 << 20) - 1) >> 20;
  }

  /**
   * Name and version of the distribution as {@code /etc/os-release} has them.
   *
   * @param id such as {@code debian}
   * @param version such as {@code 12}
   * @param codename such as {@code bookworm}; empty where releases have none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OperatingSystem(String id, String version, String codename) {
    private static final List<String> RED_HAT =
        List.of("rhel", "rocky", "almalinux", "ol", "centos");

    public OperatingSystem {
      codename = codename == null ? "" : codename;
    }

    /** The version without what follows its first dot, such as {@code 9} of {@code 9.4}. */
    public String major() {
      return version.replaceFirst("\\..*", "");
    }

    /** Whether it is of the family that packages as Debian does. */
    public boolean debianFamily() {
      return id.equals("debian") || id.equals("ubuntu");
    }

    /** Whether it is one of those that are built from the same sources as Red Hat's. */
    public boolean redHatFamily() {
      return RED_HAT.contains(id);
    }
  }
}
