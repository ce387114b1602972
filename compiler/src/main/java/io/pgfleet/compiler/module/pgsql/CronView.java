package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.dialect.CronText;
import java.util.List;

/** The jobs of a cluster, each line with the account that runs it. */
record CronView(List<String> lines) {

  static CronView of(PgInstance instance) {
    String user = instance.parameters().install().pgDbsu();
    return new CronView(
        instance.parameters().business().pgCrontab().stream()
            .map(line -> CronText.line(withUser(line.strip(), user)))
            .toList());
  }

  /** In a drop-in, the account stands between the time and the command. */
  private static String withUser(String line, String user) {
    int fields = line.startsWith("@") ? 1 : 5;
    String[] words = line.split("\\s+", fields + 1);
    if (words.length <= fields) {
      throw new IllegalArgumentException("'" + line + "' in pg_crontab has no command");
    }
    String when = String.join(" ", List.of(words).subList(0, fields));
    return when + " " + user + " " + words[fields];
  }
}
