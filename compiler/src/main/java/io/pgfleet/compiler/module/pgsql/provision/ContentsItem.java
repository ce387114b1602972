package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import io.pgfleet.compiler.model.parameter.ExtensionItem;
import io.pgfleet.compiler.model.parameter.SchemaItem;
import java.util.ArrayList;
import java.util.List;

/** What lies in a database: default privileges first, since schemas made later shall have them. */
final class ContentsItem {
  private final String database;
  private final List<Wish> wishes = new ArrayList<>();

  ContentsItem(String database) {
    this.database = database;
  }

  Item item() {
    return Item.of("contents", database, wishes);
  }

  ContentsItem privileges(DefaultPrivileges privileges) {
    wishes.addAll(privileges.wishes());
    return this;
  }

  /** Nobody but those meant for it may create objects in the schema that everybody uses. */
  ContentsItem hardened(Principals principals) {
    wishes.add(Privilege.revoked(Grantee.PUBLIC, "CREATE").onPublicSchema());
    principals
        .creator()
        .map(role -> Privilege.granted(role, "CREATE").onPublicSchema())
        .ifPresent(wishes::add);
    return this;
  }

  ContentsItem schemas(List<SchemaItem> schemas) {
    schemas.stream().filter(one -> !one.state().equals("absent")).forEach(this::schema);
    return this;
  }

  /** Extensions that must be there. */
  ContentsItem extensions(List<ExtensionItem> extensions) {
    present(extensions).forEach(one -> wishes.add(Extension.of(one).wish()));
    return this;
  }

  /** Extensions that are made where the node has them. */
  ContentsItem availableExtensions(List<ExtensionItem> extensions) {
    present(extensions).forEach(one -> wishes.add(Extension.of(one).whereAvailable()));
    return this;
  }

  ContentsItem wishes(List<Wish> more) {
    wishes.addAll(more);
    return this;
  }

  private static List<ExtensionItem> present(List<ExtensionItem> extensions) {
    return extensions.stream().filter(one -> !one.state().equals("absent")).toList();
  }

  private void schema(SchemaItem schema) {
    String name = identifier(schema.name());
    String row = "EXISTS (SELECT FROM pg_namespace WHERE nspname = " + literal(schema.name());
    wishes.add(Wish.guarded(row + ")", "CREATE SCHEMA " + name));
    schema
        .owner()
        .ifPresent(
            owner ->
                wishes.add(
                    new Wish(
                        row + " AND nspowner = " + Grantee.oid(owner) + ")",
                        "ALTER SCHEMA " + name + " OWNER TO " + identifier(owner) + ";")));
  }
}
