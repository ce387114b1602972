package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Secret;
import java.util.Optional;

/**
 * The floating address of a group of nodes; each component is the parameter of that name in the
 * schema, which documents it.
 */
public record NodeVip(
    boolean vipEnabled,
    Optional<String> vipAddress,
    Optional<Integer> vipVrid,
    String vipRole,
    boolean vipPreempt,
    String vipInterface,
    String vipDnsSuffix,
    Secret vipAuthPass,
    int vipExporterPort) {}
