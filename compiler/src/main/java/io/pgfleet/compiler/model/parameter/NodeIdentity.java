package io.pgfleet.compiler.model.parameter;

import java.util.Optional;

/**
 * Names of a node; each component is the parameter of that name in the schema, which documents it.
 */
public record NodeIdentity(
    Optional<String> nodename,
    String nodeCluster,
    boolean nodenameOverwrite,
    boolean nodenameExchange,
    boolean nodeIdFromPg) {}
