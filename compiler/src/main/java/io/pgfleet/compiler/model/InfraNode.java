package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.parameter.Dns;
import io.pgfleet.compiler.model.parameter.Nginx;
import io.pgfleet.compiler.model.parameter.Portal;
import io.pgfleet.compiler.model.parameter.RemoteServers;

/**
 * A member of the group {@code infra}: portal, names, time.
 *
 * @param remote servers that it watches and that are not of the fleet
 */
public record InfraNode(
    Node node, int seq, Portal portal, Nginx nginx, Dns dns, RemoteServers remote) {
  public String name() {
    return "infra-" + seq;
  }
}
