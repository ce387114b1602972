package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.Haproxy;
import io.pgfleet.compiler.module.dialect.HaproxyText;

/**
 * The base of a node's load balancer: process, defaults, page of statistics.
 *
 * @param node name that pages show
 * @param port of statistics and metrics
 * @param authenticated whether the page asks for a password
 * @param username who may use it
 * @param password reference, quoted
 */
record HaproxyView(
    String node,
    int port,
    boolean authenticated,
    String username,
    String password,
    HaproxyDefaultsView defaults) {

  static HaproxyView of(Node node) {
    Haproxy haproxy = node.parameters().haproxy();
    return new HaproxyView(
        HaproxyText.name(node.name()),
        haproxy.haproxyExporterPort(),
        haproxy.haproxyAuthEnabled() && !haproxy.haproxyAdminPassword().empty(),
        HaproxyText.word(haproxy.haproxyAdminUsername()),
        haproxy.haproxyAdminPassword().filtered("balancer"),
        HaproxyDefaultsView.of(haproxy));
  }
}
