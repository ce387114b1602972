package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import java.util.List;
import java.util.Locale;

/** A family of operating systems: where it keeps what this module needs. */
enum Distribution {
  DEBIAN(
      "/usr/local/share/ca-certificates/pgfleet-ca.crt",
      "/etc/ssl/certs/ca-certificates.crt",
      List.of("update-ca-certificates"),
      "chrony.service",
      "cron.service"),
  REDHAT(
      "/etc/pki/ca-trust/source/anchors/pgfleet-ca.crt",
      "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
      List.of("update-ca-trust", "extract"),
      "chronyd.service",
      "crond.service");

  private final String trustAnchor;
  private final String trustBundle;
  private final List<String> trustRefresh;
  private final String timeUnit;
  private final String cronUnit;

  Distribution(
      String trustAnchor,
      String trustBundle,
      List<String> trustRefresh,
      String timeUnit,
      String cronUnit) {
    this.trustAnchor = trustAnchor;
    this.trustBundle = trustBundle;
    this.trustRefresh = trustRefresh;
    this.timeUnit = timeUnit;
    this.cronUnit = cronUnit;
  }

  static Distribution of(Node node) {
    Facts facts = node.facts();
    return facts.os().debianFamily() ? DEBIAN : REDHAT;
  }

  /** The fleet's nodes of this family. */
  List<Node> nodes(Fleet fleet) {
    return fleet.nodes().stream().filter(node -> of(node) == this).toList();
  }

  /** The id of a step that is told apart by family. */
  String step(String id) {
    return id + "." + name().toLowerCase(Locale.ROOT);
  }

  /** Where an additional certificate authority is linked. */
  String trustAnchor() {
    return trustAnchor;
  }

  /** The file that all trusted authorities are gathered in. */
  String trustBundle() {
    return trustBundle;
  }

  /** The command that gathers them. */
  List<String> trustRefresh() {
    return trustRefresh;
  }

  /** The unit of the time daemon. */
  String timeUnit() {
    return timeUnit;
  }

  /** The unit of the cron daemon. */
  String cronUnit() {
    return cronUnit;
  }
}
