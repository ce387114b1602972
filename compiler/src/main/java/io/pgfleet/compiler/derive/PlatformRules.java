package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Level;
import io.pgfleet.compiler.inventory.Scope;
import java.util.List;

/** What holds for the platform as a whole is set for all of it. */
record PlatformRules(Hosts hosts, Diagnostics diagnostics) {
  private static final List<String> PLATFORM =
      List.of("version", "region", "language", "ca_create", "ca_cn", "cert_validity");

  void check() {
    for (Hosts.Host host : hosts.all()) {
      for (String parameter : PLATFORM) {
        for (Scope.Effective one : host.scope().chain(parameter)) {
          Level.Kind kind = one.level().kind();
          if (kind == Level.Kind.GROUP || kind == Level.Kind.HOST) {
            diagnostics.warning(
                "F051",
                one.setting().name(),
                "'" + parameter + "' holds for the whole platform, so it has no effect here",
                "set it in all.vars");
          }
        }
      }
    }
  }
}
