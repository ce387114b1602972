package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * The name server on infrastructure nodes; each component is the parameter of that name in the
 * schema, which documents it.
 */
public record Dns(boolean dnsEnabled, int dnsPort, List<String> dnsRecords) {

  public Dns {
    dnsRecords = dnsRecords == null ? List.of() : List.copyOf(dnsRecords);
  }
}
