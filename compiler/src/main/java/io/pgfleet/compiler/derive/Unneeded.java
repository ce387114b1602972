package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says why a parameter that an inventory sets has no effect here: what it asks for is reached in
 * another way, or left out on purpose.
 */
final class Unneeded {
  private static final String CODE = "F051";

  private record Reason(String words, String remedy) {}

  private final SortedMap<String, Reason> reasons = new TreeMap<>();

  Unneeded() {
    because(
        "node_crontab_overwrite",
        "commands are scheduled in a table of their own, and the system's stays as it is",
        "remove it");
    because(
        "node_admin_ssh_exchange",
        "nodes hold no keys with which to reach each other",
        "list the keys of people in node_admin_pk_list");
    because(
        "node_admin_pk_current",
        "a tree does not depend on who compiles it",
        "list that key in node_admin_pk_list");
    because(
        "pg_dbsu_ssh_exchange",
        "members reach each other through their servers, and hold no keys",
        "remove it");
    because(
        "patroni_enabled",
        "a server is always run by Patroni",
        "have Patroni wait with the operation 'pause'");
    because(
        "pg_init",
        "what a new cluster holds is compiled from its roles, privileges and extensions",
        "remove it, and put other statements into a baseline");
    because(
        "pgsodium_getkey_script",
        "the key comes from the store of secrets through a script of ours",
        "set pgsodium_key");
  }

  private void because(String parameter, String words, String remedy) {
    reasons.put(parameter, new Reason(words, remedy));
  }

  void check(Hosts hosts, Diagnostics diagnostics) {
    for (Hosts.Host host : hosts.all()) {
      unled(host, diagnostics);
      reasons.forEach(
          (parameter, reason) -> {
            if (host.scope().written(parameter).isPresent()) {
              diagnostics.notice(
                  CODE,
                  host.origin(parameter),
                  "'" + parameter + "' has no effect: " + reason.words(),
                  reason.remedy());
            }
          });
    }
  }

  /** A server without Patroni has nobody who restarts it, or another in its place. */
  private static void unled(Hosts.Host host, Diagnostics diagnostics) {
    if (host.text("patroni_mode").equals("remove")) {
      diagnostics.notice(
          CODE,
          host.origin("patroni_mode"),
          "'patroni_mode' is 'remove', which has no effect: a server is always run by Patroni",
          "set it to pause");
    }
  }
}
