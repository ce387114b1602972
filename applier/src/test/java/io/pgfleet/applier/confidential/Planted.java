package io.pgfleet.applier.confidential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sandbox's inventory with a secret in every parameter that takes one, each of which can be
 * told from all other text.
 */
final class Planted {
  /** What every planted secret holds, but the one that has to be a number. */
  static final String MARK = "Poison-";

  /** The key of pgsodium, which is hexadecimal. */
  static final String NUMBER = "deadbeef".repeat(8);

  /** The port of the exporter that logs in with the password of the whole fleet. */
  static final int EXPORTER = 20003;

  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final Path SANDBOX = ROOT.resolve("inventories/sandbox/inventory.yml");
  private static final Path SECRETS =
      ROOT.resolve("compiler/src/test/resources/poison/inventory.yml");
  private static final String SUBNET = "10.10.10.";

  private Planted() {}

  /**
   * The inventory.
   *
   * @param prefix of the subnet of the nodes, such as {@code 10.10.20.}
   */
  static String inventory(String prefix) {
    return (passwordsOfUsers(withoutFourthNode(above())) + below()).replace(SUBNET, prefix);
  }

  /** What the sandbox says up to the passwords of a demo. */
  private static String above() {
    String text = read(SANDBOX);
    return text.substring(0, text.indexOf("    # Passwords of a demo"));
  }

  private static String withoutFourthNode(String text) {
    return text.replaceFirst("\\n {8}10\\.10\\.10\\.13:.*", "");
  }

  private static String passwordsOfUsers(String inventory) {
    Matcher passwords = Pattern.compile("password: [^,}]+,").matcher(inventory);
    StringBuilder text = new StringBuilder();
    for (int i = 1; passwords.find(); i++) {
      passwords.appendReplacement(text, "password: \"" + MARK + "user-" + i + " with'quote\",");
    }
    return passwords.appendTail(text).toString();
  }

  /** The secrets for all, but with backups on the nodes themselves, and a server to watch. */
  private static String below() {
    return read(SECRETS)
            .replaceFirst("(?s).*\\n(?=    pgbackrest_method:)", "")
            .replaceFirst("\\n    infra_portal:.*", "")
            .replaceFirst(" *pgbackrest_method: far\\n", "")
            .replace(
                "pgbackrest_repo:\n",
                "pgbackrest_repo:\n      local: { path: /pg/backup, retention_full_type: count,"
                    + " retention_full: 2, cipher_type: aes-256-cbc,"
                    + " cipher_pass: \"Poison-39.${pg_cluster}\" }\n")
            .replace(
                "pg_exporters:\n",
                "pg_exporters:\n      "
                    + EXPORTER
                    + ": { pg_cluster: seen, pg_seq: 1, pg_host: "
                    + SUBNET
                    + "11 }\n")
        + "    patroni_ssl_enabled: true\n";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
