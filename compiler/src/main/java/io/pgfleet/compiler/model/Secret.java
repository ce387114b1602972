package io.pgfleet.compiler.model;

/**
 * A reference to a secret value; the value itself never enters the compiler's model.
 *
 * <p>Each method gives the text that stands in a rendered file; the applier replaces it by the
 * value in the named filter's form on the way to the node.
 *
 * @param name such as {@code pg_admin_password} or {@code pg-test/pg_users/dbuser_test}
 * @param revision random id that changes when the value is set
 * @param empty whether the value is the empty string (then most files leave it out)
 */
public record Secret(String name, String revision, boolean empty) {
  private static final String EMPTY = "00000000";

  /** The empty text, which is kept nowhere: its revision says that there is nothing to look up. */
  public static Secret none(String name) {
    return new Secret(name, EMPTY, true);
  }

  /** The value as it is. */
  public String raw() {
    return "{secret:" + name + "@" + revision + "}";
  }

  /** The value as a complete YAML or JSON scalar, quotes included. */
  public String yaml() {
    return filtered("yaml");
  }

  /** The value as a complete SQL literal, quotes included. */
  public String sql() {
    return filtered("sql");
  }

  /** Its SCRAM-SHA-256 verifier as a complete SQL literal. */
  public String scramSql() {
    return filtered("scram-sql");
  }

  /** Any filter of the closed set that the tree contract lists. */
  public String filtered(String filter) {
    return "{secret:" + name + "@" + revision + "|" + filter + "}";
  }
}
