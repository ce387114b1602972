package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every setting of the restart class, changed on a real server by a reload: what the server then
 * says in {@code pg_settings.pending_restart} is what the catalogue and the plan say.
 */
final class RestartClassIT {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));

  /** No file may hold the first, and Debian's build refuses the other's only other value. */
  private static final List<String> REFUSED = List.of("config_file", "bonjour");

  /** Where the smallest value or any word is none, or means what the server chose itself. */
  private static final Map<String, String> OTHER =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("data_directory", "/pg/elsewhere"),
              Map.entry("recovery_target", "immediate"),
              Map.entry("recovery_target_lsn", "0/1"),
              Map.entry("recovery_target_time", "2030-01-01 00:00:00+00"),
              Map.entry("recovery_target_timeline", "current"),
              Map.entry("recovery_target_xid", "1"),
              Map.entry("listen_addresses", "127.0.0.2"),
              Map.entry("wal_buffers", "1MB"),
              Map.entry("huge_page_size", "2MB")));

  private record Setting(String name, String kind, String least, String greatest, String words) {}

  private static List<Setting> restartClass() throws IOException {
    List<Setting> settings = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("schema/v4.0/settings/15.tsv"))) {
      String[] fields = line.split("\t", -1);
      if (fields[1].equals("postmaster")) {
        settings.add(new Setting(fields[0], fields[2], fields[4], fields[5], fields[6]));
      }
    }
    return settings;
  }

  @Test
  void aRealServerAsksForARestartForExactlyTheseSettings() throws IOException {
    List<Setting> wanted = new ArrayList<>(restartClass());
    assertTrue(wanted.size() > 40, "only " + wanted.size());
    wanted.removeIf(one -> REFUSED.contains(one.name()));
    try (ScratchServer server = ScratchServer.boot()) {
      SortedMap<String, String> values = new TreeMap<>();
      for (Setting one : wanted) {
        String now = server.psql("postgres", "show \"" + one.name() + "\"").out().strip();
        values.put(one.name(), OTHER.getOrDefault(one.name(), another(one, now)));
      }
      StringBuilder file = new StringBuilder();
      values.forEach((name, value) -> file.append(name).append(" = '" + value + "'\n"));
      file.append("work_mem = '7MB'\nmax_wal_size = '3GB'\nlog_connections = off\n");
      server.place("/pg/changed.conf", file.toString(), "0644");
      server.ok(
          "echo \"include '/pg/changed.conf'\" >>/pg/data/postgresql.conf;"
              + " runuser -u postgres -- /usr/pgsql/bin/pg_ctl -D /pg/data reload");
      List<String> pending = pending(server, values.size());
      assertEquals(
          new ArrayList<>(values.keySet()),
          pending,
          () -> server.ok("grep -v statement: /pg/log/server.log | tail -n 30"));
      assertEquals(pending, foreseen(server, values), "the plan foretells the same");
    }
  }

  /** A reload takes effect a moment after it was asked for. */
  private static List<String> pending(ScratchServer server, int expected) {
    String ask =
        "do $$ begin for i in 1..100 loop"
            + " perform pg_stat_clear_snapshot(); exit when"
            + " (select count(*) from pg_settings where pending_restart) >= "
            + expected
            + "; perform pg_sleep(0.1); end loop; end $$;"
            + " select name from pg_settings where pending_restart;";
    return new ArrayList<>(new TreeSet<>(server.psql("postgres", ask).lines()));
  }

  private static List<String> foreseen(ScratchServer server, Map<String, String> values)
      throws IOException {
    server.place(
        "/etc/patroni/instance.env",
        "CLUSTER=c\nINSTANCE=i\nDBSU=postgres\nSOCKET=/var/run/postgresql\nPORT=5432\nURL=x\nCA=''\n",
        "0644");
    for (String script : List.of("pg-common.sh", "pg-restart-pending")) {
      String text = Files.readString(ROOT.resolve("templates/pgsql/" + script));
      server.place("/pg/bin/" + script, text, "0755");
    }
    StringBuilder patch = new StringBuilder("{\"postgresql\":{\"parameters\":{");
    values.forEach((name, value) -> patch.append("\"" + name + "\":\"" + value + "\","));
    patch.append("\"work_mem\":\"7MB\",\"max_wal_size\":\"3GB\",\"log_connections\":\"off\"}}}");
    List<String> lines =
        server.exec(patch.toString(), "/pg/bin/pg-restart-pending", "--foresee").lines();
    TreeSet<String> names = new TreeSet<>();
    lines.forEach(line -> names.add(line.substring(0, line.indexOf(' '))));
    return new ArrayList<>(names);
  }

  private static String another(Setting one, String now) {
    return switch (one.kind()) {
      case "bool" -> now.equals("on") ? "off" : "on";
      case "enum" ->
          List.of(one.words().split(",")).stream().filter(w -> !w.equals(now)).findFirst().get();
      case "integer" -> now.equals(one.least()) ? one.greatest() : one.least();
      default -> now.equals("elsewhere") ? "nowhere" : "elsewhere";
    };
  }
}
