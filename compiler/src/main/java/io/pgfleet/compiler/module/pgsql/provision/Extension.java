package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import io.pgfleet.compiler.model.parameter.ExtensionItem;

/** An extension of one database: that it is there, in which schema, in which version. */
final class Extension {
  private final ExtensionItem extension;
  private final String name;

  private Extension(ExtensionItem extension) {
    this.extension = extension;
    this.name = identifier(extension.name());
  }

  static Extension of(ExtensionItem extension) {
    return new Extension(extension);
  }

  Wish wish() {
    return new Wish(holds(), created() + moved() + updated());
  }

  /** Satisfied on a node that has no such extension. */
  Wish whereAvailable() {
    String missing =
        "NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = "
            + literal(extension.name())
            + ")";
    String created =
        "SELECT "
            + literal(create())
            + " WHERE NOT ("
            + row("")
            + " OR "
            + missing
            + ")\n\\gexec\n";
    return new Wish(
        "(" + holds() + " OR " + missing + ")", searchPath() + created + moved() + updated());
  }

  /** The schema counts only where the extension could be moved to it. */
  private String holds() {
    StringBuilder conditions = new StringBuilder();
    extension
        .schema()
        .ifPresent(
            schema ->
                conditions.append(
                    " AND (NOT extrelocatable OR extnamespace = to_regnamespace("
                        + literal(identifier(schema))
                        + "))"));
    extension
        .version()
        .ifPresent(version -> conditions.append(" AND extversion = " + literal(version)));
    return row(conditions.toString());
  }

  private String created() {
    return searchPath() + create() + ";\n";
  }

  /** Without a schema the extension's own word counts, then the schema public. */
  private String searchPath() {
    return extension.schema().isPresent() ? "" : "SET LOCAL search_path TO public;\n";
  }

  private String create() {
    return "CREATE EXTENSION IF NOT EXISTS "
        + name
        + extension.schema().map(schema -> " WITH SCHEMA " + identifier(schema)).orElse("")
        + extension.version().map(version -> " VERSION " + literal(version)).orElse("")
        + " CASCADE";
  }

  private String moved() {
    return extension
        .schema()
        .map(
            schema ->
                changed(
                    "SET SCHEMA " + identifier(schema),
                    "extrelocatable AND extnamespace <> to_regnamespace("
                        + literal(identifier(schema))
                        + ")"))
        .orElse("SET LOCAL search_path TO pg_catalog;");
  }

  private String updated() {
    return extension
        .version()
        .map(
            version ->
                "\n"
                    + changed("UPDATE TO " + literal(version), "extversion <> " + literal(version)))
        .orElse("");
  }

  private String changed(String change, String condition) {
    return "SELECT "
        + literal("ALTER EXTENSION " + name + " " + change)
        + " WHERE "
        + row(" AND " + condition)
        + "\n\\gexec";
  }

  private String row(String condition) {
    return "EXISTS (SELECT FROM pg_extension WHERE extname = "
        + literal(extension.name())
        + condition
        + ")";
  }
}
