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
import io.pgfleet.compiler.model.parameter.PackageUpstreams;
import java.util.Optional;

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

  /**
   * How the applier reaches the node.
   *
   * @param address IP address, host name or alias of the ssh configuration
   * @param user empty for the one that the ssh configuration names for the alias
   * @param become whether commands need {@code sudo} to be root
   * @param keyFile private key; a relative path is meant below the environment's folder; empty for
   *     that of the environment or of the ssh configuration
   */
  public record Connection(
      String address, int port, Optional<String> user, boolean become, Optional<String> keyFile) {}

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
      Haproxy haproxy,
      PackageUpstreams upstreams) {}
}
