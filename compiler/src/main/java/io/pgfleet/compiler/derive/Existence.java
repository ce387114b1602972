package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import java.util.Set;

/** Reports names that refer to nothing. */
record Existence(Diagnostics diagnostics) {

  void require(String kind, String name, Set<String> known, Origin origin) {
    if (!known.contains(name)) {
      String message = "no " + kind + " is called '" + name + "'";
      diagnostics.error("F040", origin, message, remedy(name, known));
    }
  }

  private static String remedy(String name, Set<String> known) {
    return Suggestions.nearest(name, known)
        .map(one -> "did you mean '" + one + "'?")
        .orElse("known are " + String.join(", ", known));
  }
}
