package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.Map;
import java.util.Optional;

/**
 * A restore that is planned; the component is the parameter of that name in the schema, which
 * documents it.
 */
public record PgPitr(Optional<Map<String, Object>> pgPitr) {
  public PgPitr {
    pgPitr = pgPitr == null ? Optional.empty() : pgPitr.map(Ordered::copy);
  }

  /** One of its texts or numbers, as text; empty when it is not set. */
  public String text(String field) {
    return pgPitr.map(all -> all.get(field)).map(Object::toString).orElse("");
  }

  /** One of its flags. */
  public boolean flag(String field, boolean otherwise) {
    return pgPitr.map(all -> all.get(field)).map(Boolean.TRUE::equals).orElse(otherwise);
  }

  /** What the target is: time, xid, name, lsn, immediate, or default for the end of the archive. */
  public String type() {
    String said = text("type");
    if (!said.isEmpty()) {
      return said;
    }
    for (String field : new String[] {"time", "xid", "name", "lsn"}) {
      if (!text(field).isEmpty()) {
        return field;
      }
    }
    return "default";
  }
}
