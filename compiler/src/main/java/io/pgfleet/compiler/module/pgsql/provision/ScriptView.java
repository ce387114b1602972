package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;

import java.util.List;
import java.util.Optional;

/**
 * The script that makes one item as wanted.
 *
 * @param database to connect to, quoted; empty for the database that the session starts in
 * @param confidential whether a statement holds what must not be logged
 * @param before statements that no transaction can hold
 * @param statements those that come true together
 */
record ScriptView(
    String title,
    Optional<String> database,
    boolean confidential,
    List<Statement> before,
    List<Statement> statements) {

  private static final String SECRET = "{secret:";

  /** One statement, its end included. */
  record Statement(String text) {}

  static ScriptView outside(Item item) {
    return of(item, Optional.empty());
  }

  static ScriptView inside(String database, Item item) {
    return of(item, Optional.of(identifier(database)));
  }

  private static ScriptView of(Item item, Optional<String> database) {
    boolean confidential =
        item.wishes().stream().anyMatch(wish -> wish.statement().contains(SECRET));
    return new ScriptView(
        item.id(), database, confidential, texts(item.before()), texts(item.wishes()));
  }

  private static List<Statement> texts(List<Wish> wishes) {
    return wishes.stream().map(wish -> new Statement(wish.statement())).toList();
  }
}
