package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.List;
import java.util.Map;

/**
 * The administrator account of a node; each component is the parameter of that name in the schema,
 * which documents it.
 */
public record NodeAdmin(
    String nodeData,
    boolean nodeAdminEnabled,
    int nodeAdminUid,
    String nodeAdminUsername,
    String nodeAdminSudo,
    boolean nodeAdminSshExchange,
    boolean nodeAdminPkCurrent,
    List<String> nodeAdminPkList,
    Map<String, String> nodeAliases) {

  /** The group that administrators share, and whose members the rules of sudo name. */
  public static final String GROUP = "admin";

  public NodeAdmin {
    nodeAdminPkList = nodeAdminPkList == null ? List.of() : List.copyOf(nodeAdminPkList);
    nodeAliases = Ordered.copy(nodeAliases);
  }
}
