package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.everit.json.schema.Schema;
import org.everit.json.schema.loader.SchemaLoader;
import org.everit.json.schema.regexp.RE2JRegexpFactory;
import org.json.JSONArray;
import org.json.JSONObject;

/** One parameter as the schema defines it. */
public final class Parameter {
  private final String name;
  private final String module;
  private final JSONObject document;
  private final Origin origin;
  private Schema compiled;

  Parameter(String name, String module, JSONObject document, Origin origin) {
    this.name = name;
    this.module = module;
    this.document = document;
    this.origin = origin;
  }

  public String name() {
    return name;
  }

  /** The file that defines it, such as {@code node}. */
  public String module() {
    return module;
  }

  public String description() {
    return definition().optString("description");
  }

  /** A value it may have, when that is a single one. */
  Optional<String> example() {
    JSONArray examples = definition().optJSONArray("examples");
    return Optional.ofNullable(examples)
        .map(one -> one.get(0))
        .filter(one -> !(one instanceof JSONObject) && !(one instanceof JSONArray))
        .map(Object::toString);
  }

  /** The section whose record carries it, such as {@code NODE_TUNE}. */
  public String section() {
    return definition().optString("x-section");
  }

  /** Whether its value must never be shown. */
  public boolean secret() {
    return definition().optBoolean("x-secret");
  }

  /** The modules that read it. */
  public List<String> readers() {
    return definition().has("x-reader")
        ? definition().getJSONArray("x-reader").toList().stream().map(Object::toString).toList()
        : List.of();
  }

  /** Why it has no effect although inventories carry it. */
  Optional<String> dead() {
    return Optional.of(definition().optString("x-dead")).filter(one -> !one.isEmpty());
  }

  /** Why it is refused. */
  Optional<String> retired() {
    return Optional.of(definition().optString("x-retired")).filter(one -> !one.isEmpty());
  }

  /** What it is called now. */
  Optional<String> renamed() {
    return Optional.of(definition().optString("x-renamed")).filter(one -> !one.isEmpty());
  }

  /** Whether it still means something. */
  public boolean live() {
    return dead().isEmpty() && retired().isEmpty() && renamed().isEmpty();
  }

  /** Its default as the schema understands it, secrets marked; empty when there is none. */
  Optional<Setting> defaultValue() {
    Canonical canonical = new Canonical(definitions(), new Diagnostics());
    return writtenDefault().map(value -> new Setting(origin, canonical.of(definition(), value)));
  }

  private Optional<Value> writtenDefault() {
    Object value = definition().opt("default");
    return value == null || JSONObject.NULL.equals(value)
        ? Optional.empty()
        : Optional.of(JsonValues.fromJson(value, origin));
  }

  private Value asWritten(Value value) {
    return Canonical.asWritten(definitions()).of(definition(), value);
  }

  Documentation documentation(List<String> replaces) {
    return new Documentation(
        name,
        module,
        document.optString("title"),
        section(),
        definition().optString("x-level"),
        description(),
        live() ? Words.expected(schema()).orElse("") : "",
        writtenDefault().map(this::asWritten),
        examples(),
        secret(),
        readers(),
        replaces,
        gone());
  }

  private List<Value> examples() {
    JSONArray examples = definition().optJSONArray("examples");
    return examples == null
        ? List.of()
        : IntStream.range(0, examples.length())
            .mapToObj(i -> asWritten(JsonValues.fromJson(examples.get(i), origin)))
            .toList();
  }

  private String gone() {
    return dead()
        .or(this::retired)
        .or(() -> renamed().map(other -> "it is called '" + other + "' now"))
        .orElse("");
  }

  /** Its definition as written. */
  JSONObject definition() {
    return document.getJSONObject("properties").getJSONObject(name);
  }

  /** The shared definitions that its own may refer to. */
  JSONObject definitions() {
    return document.has("definitions") ? document.getJSONObject("definitions") : new JSONObject();
  }

  /** The validator; compiled when it is needed first, most inventories use few parameters. */
  Schema schema() {
    if (compiled == null) {
      JSONObject root = new JSONObject(definition(), JSONObject.getNames(definition()));
      root.put("definitions", definitions());
      compiled =
          SchemaLoader.builder()
              .draftV7Support()
              .regexpFactory(new RE2JRegexpFactory())
              .schemaJson(root)
              .build()
              .load()
              .build();
    }
    return compiled;
  }
}
