package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.parameter.Dns;
import io.pgfleet.compiler.model.parameter.Nginx;
import io.pgfleet.compiler.model.parameter.Portal;

/** A member of the group {@code infra}: portal, names, time. */
public record InfraNode(Node node, int seq, Portal portal, Nginx nginx, Dns dns) {
  public String name() {
    return "infra-" + seq;
  }
}
