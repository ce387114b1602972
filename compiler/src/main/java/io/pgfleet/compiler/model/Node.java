package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.parameter.Haproxy;
import io.pgfleet.compiler.model.parameter.NodeAdmin;
import io.pgfleet.compiler.model.parameter.NodeDns;
import io.pgfleet.compiler.model.parameter.NodeIdentity;
import io.pgfleet.compiler.model.parameter.NodePackages;
import io.pgfleet.compiler.model.parameter.NodeSecurity;
import io.pgfleet.compiler.model.parameter.NodeTime;
import io.pgfleet.compiler.model.parameter.NodeTuning;
import io.pgfleet.compiler.model.parameter.NodeVip;

/**
 * A machine of the fleet.
 *
 * @param host the inventory host, an IPv4 address, its real identity
 * @param name the node name, unique in the fleet
 * @param cluster the label that groups nodes
 */
public record Node(
    String host,
    String name,
    String cluster,
    Facts facts,
    Connection connection,
    Parameters parameters) {

  /** How the applier reaches the node. */
  public record Connection(String address, int port, String user, boolean become) {}

  /** The parameter sections that every node has. */
  public record Parameters(
      NodeIdentity identity,
      NodeDns dns,
      NodePackages packages,
      NodeTuning tuning,
      NodeSecurity security,
      NodeAdmin admin,
      NodeTime time,
      NodeVip vip,
      Haproxy haproxy) {}
}
