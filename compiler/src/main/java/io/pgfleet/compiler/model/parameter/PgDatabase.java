package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An item of {@code pg_databases}; an absent field is left as the server has it. */
public record PgDatabase(
    String name,
    String state,
    Optional<String> owner,
    Optional<String> template,
    Optional<String> strategy,
    Optional<String> encoding,
    Optional<String> locale,
    Optional<String> lcCollate,
    Optional<String> lcCtype,
    Optional<String> localeProvider,
    Optional<String> icuLocale,
    Optional<String> icuRules,
    Optional<String> builtinLocale,
    Optional<String> tablespace,
    Optional<Boolean> isTemplate,
    Optional<Boolean> allowconn,
    Optional<Integer> connlimit,
    Optional<Boolean> revokeconn,
    Optional<String> comment,
    Optional<String> baseline,
    List<SchemaItem> schemas,
    List<ExtensionItem> extensions,
    Map<String, Object> parameters,
    Optional<Boolean> pgbouncer,
    Optional<String> poolAuthUser,
    Optional<String> poolMode,
    Optional<Integer> poolSize,
    Optional<Integer> poolSizeMin,
    Optional<Integer> poolReserve,
    Optional<Integer> poolConnlimit,
    Optional<Boolean> registerDatasource) {

  public PgDatabase {
    state = state == null ? "create" : state;
    schemas = schemas == null ? List.of() : List.copyOf(schemas);
    extensions = extensions == null ? List.of() : List.copyOf(extensions);
    parameters = Ordered.copy(parameters);
  }
}
