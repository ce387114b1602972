package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.module.dialect.ConfText;

/**
 * The name server of an infrastructure node.
 *
 * @param port it listens on
 * @param address of the node, where it listens beside the loopback
 * @param folder whose files hold the records
 * @param group that the daemon runs as
 */
record DnsmasqView(int port, String address, String folder, String group) {

  static DnsmasqView of(InfraNode infra, PackageSource source) {
    return new DnsmasqView(
        infra.dns().dnsPort(),
        infra.node().host(),
        ConfText.word(InfraFolder.names(infra)),
        // Debian's package makes the user without a group of its own
        source == PackageSource.DEBIAN ? "nogroup" : "dnsmasq");
  }
}
