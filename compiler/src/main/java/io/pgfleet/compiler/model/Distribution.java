package io.pgfleet.compiler.model;

import java.util.List;
import java.util.Locale;

/**
 * A family of operating systems: the one place that says how they differ.
 *
 * <p>The names of packages are not here; {@link Catalog} has them.
 */
public enum Distribution {
  DEBIAN(
      new Software(
          "apt",
          "=",
          "/etc/apt/sources.list.d/%s.list",
          "/usr/lib/postgresql/%d",
          "/usr/sbin/pgbouncer"),
      new Trust(
          "/usr/local/share/ca-certificates/pgfleet-ca.crt",
          "/etc/ssl/certs/ca-certificates.crt",
          List.of("update-ca-certificates")),
      new Daemons("chrony.service", "cron.service"),
      new Folders("/var/spool/cron/crontabs", "/etc/postgresql-common")),
  REDHAT(
      new Software("dnf", "-", "/etc/yum.repos.d/%s.repo", "/usr/pgsql-%d", "/usr/bin/pgbouncer"),
      new Trust(
          "/etc/pki/ca-trust/source/anchors/pgfleet-ca.crt",
          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
          List.of("update-ca-trust", "extract")),
      new Daemons("chronyd.service", "crond.service"),
      new Folders("/var/spool/cron", "/etc/sysconfig/pgsql"));

  /**
   * Where programs come from.
   *
   * @param manager the word that steps of packages name it by
   * @param separator between a package's name and the version that is asked for
   * @param sources file that names repositories, with a place for its name
   * @param server directory above a server's programs, with a place for its major version
   * @param pooler program
   */
  private record Software(
      String manager, String separator, String sources, String server, String pooler) {}

  /**
   * Certificate authorities.
   *
   * @param anchor where an additional one is linked
   * @param bundle the file that all are gathered in
   * @param refresh the command that gathers them
   */
  private record Trust(String anchor, String bundle, List<String> refresh) {}

  /** Names of units. */
  private record Daemons(String time, String cron) {}

  /**
   * Folders of daemons and libraries.
   *
   * @param crontabs a file for each account
   * @param services where the client library looks for services of the whole system
   */
  private record Folders(String crontabs, String services) {}

  private final Software software;
  private final Trust trust;
  private final Daemons daemons;
  private final Folders folders;

  Distribution(Software software, Trust trust, Daemons daemons, Folders folders) {
    this.software = software;
    this.trust = trust;
    this.daemons = daemons;
    this.folders = folders;
  }

  /** The family of a node's operating system. */
  public static Distribution of(Node node) {
    return of(node.facts().os());
  }

  /** The family of an operating system. */
  public static Distribution of(Facts.OperatingSystem os) {
    return os.debianFamily() ? DEBIAN : REDHAT;
  }

  /** The fleet's nodes of this family. */
  public List<Node> nodes(Fleet fleet) {
    return fleet.nodes().stream().filter(node -> of(node) == this).toList();
  }

  /** The id of a step that is told apart by family. */
  public String step(String id) {
    return id + "." + name().toLowerCase(Locale.ROOT);
  }

  /** The word that steps of packages name the package manager by. */
  public String packageManager() {
    return software.manager();
  }

  /**
   * Names of packages without those that are also there with their version, such as {@code
   * jq=1.6-2} or {@code jq-1.6}: a manager that is asked for both takes the newest for the first.
   */
  public List<String> withoutTwice(List<String> packages) {
    return packages.stream()
        .filter(one -> packages.stream().noneMatch(other -> isVersionOf(one, other)))
        .toList();
  }

  private boolean isVersionOf(String name, String other) {
    String begin = name + software.separator();
    return other.startsWith(begin)
        && other.length() > begin.length()
        && Character.isDigit(other.charAt(begin.length()));
  }

  /** The file that tells the package manager of repositories. */
  public String repositoryFile(String name) {
    return String.format(Locale.ROOT, software.sources(), name);
  }

  /** The directory above the programs of a server of that major version, if no kernel has own. */
  public String serverHome(int major) {
    return String.format(Locale.ROOT, software.server(), major);
  }

  /** The pooler's program, where packages put it. */
  public String poolerProgram() {
    return software.pooler();
  }

  /** Where an additional certificate authority is linked. */
  public String trustAnchor() {
    return trust.anchor();
  }

  /** The file that all trusted authorities are gathered in. */
  public String trustBundle() {
    return trust.bundle();
  }

  /** The command that gathers them. */
  public List<String> trustRefresh() {
    return trust.refresh();
  }

  /** The unit of the time daemon. */
  public String timeUnit() {
    return daemons.time();
  }

  /** The unit of the cron daemon. */
  public String cronUnit() {
    return daemons.cron();
  }

  /** The schedule of an account. */
  public String crontab(String account) {
    return folders.crontabs() + "/" + account;
  }

  /** Where the client library looks for services of the whole system, as packages compile it in. */
  public String serviceFolder() {
    return folders.services();
  }
}
