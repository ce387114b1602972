package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.parameter.PgPitr;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a planned restore asks for can be done, or the inventory's reader is told. */
record PitrRules(Hosts.Host host, Diagnostics diagnostics) {
  private static final List<String> TARGETS = List.of("time", "xid", "name", "lsn");

  private static Map<String, String> unused() {
    Map<String, String> reasons = new TreeMap<>();
    reasons.put("timeline", "the latest timeline is followed");
    reasons.put("db_include", "a restore brings the whole cluster back");
    reasons.put("db_exclude", "a restore brings the whole cluster back");
    reasons.put("link_map", "links of the directory of data stay where they are");
    reasons.put("process", "as many workers restore as pgBackRest is configured with");
    reasons.put("repo", "the repository is the one of pgbackrest_method");
    reasons.put("backup", "a restore keeps what is equal, and copies nothing aside");
    reasons.put("data", "data are restored where they belong");
    reasons.put("port", "a restored server has its own port");
    return reasons;
  }

  void check(PgPitr plan) {
    plan.pgPitr().ifPresent(fields -> check(plan, fields));
  }

  private void check(PgPitr plan, Map<String, Object> fields) {
    String type = plan.type();
    if (TARGETS.contains(type) && plan.text(type).isEmpty()) {
      diagnostics.error(
          "F057",
          Items.origin(host.scope(), "pg_pitr", "type"),
          "pg_pitr goes back to a '" + type + "' and does not say which",
          "set " + type + ", or another type");
    }
    unused()
        .forEach(
            (field, reason) -> {
              if (fields.containsKey(field)) {
                ignored(field, reason);
              }
            });
    if (plan.text("action").equals("shutdown")) {
      ignored("action", "a server that reached its target waits to be looked at");
    }
  }

  private void ignored(String field, String reason) {
    diagnostics.notice(
        "F051",
        Items.origin(host.scope(), "pg_pitr", field),
        "'" + field + "' of pg_pitr has no effect: " + reason,
        "remove it");
  }
}
