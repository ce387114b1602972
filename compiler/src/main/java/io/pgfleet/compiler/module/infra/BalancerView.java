package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.module.dialect.NginxText;

/** The way from the portal to a node's load balancer. */
record BalancerView(String node, String address, int port) {

  static BalancerView of(Node node) {
    return new BalancerView(
        NginxText.name(node.name()),
        node.host(),
        node.parameters().haproxy().haproxyExporterPort());
  }
}
