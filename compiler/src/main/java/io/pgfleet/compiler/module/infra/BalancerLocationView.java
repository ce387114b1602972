package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.module.dialect.NginxText;

/** Where the portal shows a node's load balancer. */
record BalancerLocationView(String node) {

  static BalancerLocationView of(Node node) {
    return new BalancerLocationView(NginxText.name(node.name()));
  }
}
