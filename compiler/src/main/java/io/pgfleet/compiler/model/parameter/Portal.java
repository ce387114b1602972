package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.List;
import java.util.Map;

/**
 * Infrastructure identity and portal entries; each component is the parameter of that name in the
 * schema, which documents it.
 */
public record Portal(
    int infraSeq,
    Map<String, PortalEntry> infraPortal,
    String infraData,
    List<Card> infraServices,
    List<Card> infraExtraServices) {

  public Portal {
    infraPortal = Ordered.copy(infraPortal);
    infraServices = infraServices == null ? List.of() : List.copyOf(infraServices);
    infraExtraServices = infraExtraServices == null ? List.of() : List.copyOf(infraExtraServices);
  }
}
