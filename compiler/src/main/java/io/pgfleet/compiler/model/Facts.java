package io.pgfleet.compiler.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

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

  /** Whether everything is known that settings follow from. */
  public boolean complete() {
    return cpu > 0
        && memoryBytes > 0
        && dataDiskBytes > 0
        && arch != null
        && os != null
        && os.id() != null
        && os.version() != null
        && os.codename() != null;
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
   * @param codename such as {@code bookworm}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OperatingSystem(String id, String version, String codename) {
    public boolean debianFamily() {
      return id.equals("debian") || id.equals("ubuntu");
    }
  }
}
