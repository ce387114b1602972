package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A PostgreSQL server of Debian's packages in a container without a network, ended by closing it
 * or, if that never happens, by itself.
 */
public final class ScratchServer implements AutoCloseable {
  /** The password that each verifier below stands for. */
  public static final String PASSWORD = "DBUser.DBA";

  public static final String VERIFIER =
      "SCRAM-SHA-256$4096:BtfLG8s5hUyNOIvI7hQf2g==$L8ur1QdKZ8ftitQY0+AQfZRdm5Bcndsvna8IAj64G3g="
          + ":sPUjqn9qiRs07jKnkXxn1aytcGpVv1zKbvpiYyncX6E=";

  private static final String IMAGE = "pgfleet-node:latest";
  private static final String LIFETIME_SECONDS = "900";

  private final String container;

  private ScratchServer(String container) {
    this.container = container;
  }

  /** What a command printed, and its exit code. */
  public record Outcome(int exit, String out, String err) {

    /** The lines of standard output of a command that succeeded. */
    public List<String> lines() {
      assertEquals(0, exit, err);
      return out.isEmpty() ? List.of() : List.of(out.split("\n"));
    }
  }

  /** Boots a server that logs every statement and every connection. */
  public static ScratchServer boot() {
    List<String> run =
        List.of(
            "docker",
            "run",
            "-d",
            "--rm",
            "--network",
            "none",
            "--label",
            "pgfleet.test=server",
            "--entrypoint",
            "sleep",
            IMAGE,
            LIFETIME_SECONDS);
    ScratchServer server = new ScratchServer(command("", run).lines().get(0).strip());
    server.ok(
        """
        set -e
        mkdir -p /pg/log/pgbouncer /pg/bin /etc/pgbouncer /run/postgresql
        chown -R postgres:postgres /pg /run/postgresql
        ln -sfn /usr/lib/postgresql/15 /usr/pgsql
        runuser -u postgres -- /usr/pgsql/bin/initdb -D /pg/data -E UTF8 --locale=C -A peer
        printf '%s\\n' >>/pg/data/postgresql.conf "listen_addresses = '127.0.0.1'" \
          'shared_preload_libraries = pg_stat_statements' 'log_statement = all' 'log_connections = on' \
          'log_min_duration_statement = 0' 'fsync = off'
        runuser -u postgres -- /usr/pgsql/bin/pg_ctl -D /pg/data -l /pg/log/server.log -w start
        """);
    return server;
  }

  /** Files and scripts hold references; all secrets have the one value. */
  public static String resolved(String text) {
    return text.replaceAll("\\{secret:[^}|]*\\|scram-sql}", quoted("'" + VERIFIER + "'"))
        .replaceAll("\\{secret:[^}|]*\\|scram-userlist}", quoted('"' + VERIFIER + '"'))
        .replaceAll("\\{secret:[^}|]*\\|userlist}", quoted('"' + PASSWORD + '"'));
  }

  private static String quoted(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  /** Runs a shell script as root and expects it to succeed. */
  public String ok(String script) {
    Outcome outcome = exec(script, "sh", "-s");
    assertEquals(0, outcome.exit(), outcome.out() + outcome.err());
    return outcome.out();
  }

  /** Runs psql as the superuser in that database with what it reads on standard input. */
  public Outcome psql(String database, String sql) {
    return exec(
        resolved(sql),
        "runuser",
        "-u",
        "postgres",
        "--",
        "/usr/pgsql/bin/psql",
        "-XqAt",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        "/var/run/postgresql",
        "-d",
        database,
        "-f",
        "-");
  }

  /** Places a text of the tree; the owner is the server's account. */
  public void place(String path, String text, String mode) {
    exec(resolved(text), "install", "-D", "-o", "postgres", "-m", mode, "/dev/stdin", path).lines();
  }

  public Outcome exec(String input, String... argv) {
    List<String> command = new ArrayList<>(List.of("docker", "exec", "-i", container));
    command.addAll(Arrays.asList(argv));
    return command(input, command);
  }

  @Override
  public void close() {
    command("", List.of("docker", "rm", "-f", container)).lines();
  }

  private static Outcome command(String input, List<String> argv) {
    try {
      Path out = Files.createTempFile("scratch", ".out");
      Path err = Files.createTempFile("scratch", ".err");
      Process process =
          new ProcessBuilder(argv).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      int exit = process.waitFor();
      Outcome outcome = new Outcome(exit, Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
