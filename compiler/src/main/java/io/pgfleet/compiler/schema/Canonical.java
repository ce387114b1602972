package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.json.JSONObject;

/**
 * Values as the schema understands them.
 *
 * <p>YAML 1.1 reads {@code off} as a boolean and {@code 5432} as a number whatever they are meant
 * for; the schema knows what they are meant for.
 */
final class Canonical {
  private final JSONObject definitions;
  private final Diagnostics diagnostics;
  private final boolean expands;

  Canonical(JSONObject definitions, Diagnostics diagnostics) {
    this(definitions, diagnostics, true);
  }

  private Canonical(JSONObject definitions, Diagnostics diagnostics, boolean expands) {
    this.definitions = definitions;
    this.diagnostics = diagnostics;
    this.expands = expands;
  }

  /** For people to read: secrets are marked, and a short form stays as short as it is written. */
  static Canonical asWritten(JSONObject definitions) {
    return new Canonical(definitions, new Diagnostics(), false);
  }

  Value of(JSONObject definition, Value value) {
    Alternatives alternatives = Alternatives.of(definition, definitions);
    if (value instanceof Value.Scalar scalar) {
      return scalar(alternatives, scalar);
    }
    if (value instanceof Value.Sequence sequence) {
      JSONObject items = alternatives.items();
      return new Value.Sequence(
          sequence.origin(), sequence.items().stream().map(item -> of(items, item)).toList());
    }
    return value instanceof Value.Mapping mapping ? mapping(alternatives, mapping) : value;
  }

  private Value mapping(Alternatives alternatives, Value.Mapping mapping) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    mapping
        .settings()
        .forEach(
            (name, setting) -> {
              JSONObject property = alternatives.property(name);
              if (property.has("x-dead")) {
                BlockCheck.dead(name, setting, property.getString("x-dead"), diagnostics);
              } else {
                settings.put(name, new Setting(setting.name(), of(property, setting.value())));
              }
            });
    return new Value.Mapping(mapping.origin(), settings);
  }

  private Value scalar(Alternatives alternatives, Value.Scalar scalar) {
    Optional<String> shorthand = alternatives.shorthand();
    if (shorthand.isPresent() && !expands) {
      return scalar;
    }
    if (shorthand.isPresent() && scalar.content().isPresent()) {
      Value.Scalar text = asText(scalar);
      Setting setting = new Setting(scalar.origin(), text);
      return new Value.Mapping(scalar.origin(), Map.of(shorthand.get(), setting));
    }
    if (alternatives.secret() && Value.Literal.refers(scalar.text())) {
      return new Value.Literal(scalar.origin(), scalar.text());
    }
    refuseReference(scalar);
    Optional<String> word = alternatives.wordFor(scalar);
    if (word.isPresent()) {
      return Value.Scalar.text(scalar.origin(), word.get());
    }
    boolean text = scalar.is(String.class) || scalar.is(Number.class);
    if (alternatives.secret() && !text) {
      return scalar;
    }
    if (alternatives.secret()) {
      warnIfAmbiguous(scalar, true);
      return new Value.Literal(scalar.origin(), scalar.content().orElseThrow().toString());
    }
    return converted(alternatives, scalar);
  }

  /** What looks like a reference to a secret would be taken for one on the way to the node. */
  private void refuseReference(Value.Scalar scalar) {
    if (scalar.text().contains("{secret:")) {
      diagnostics.error(
          "P010",
          scalar.origin(),
          "text must not contain '{secret:'",
          "only a parameter that takes a secret may name one, as '${secret:NAME}' and nothing else");
    }
  }

  private Value.Scalar converted(Alternatives alternatives, Value.Scalar scalar) {
    boolean number = scalar.is(Number.class);
    if (number && !alternatives.takesNumber(scalar) && alternatives.takes("string")) {
      warnIfAmbiguous(scalar, false);
      return asText(scalar);
    }
    if (scalar.is(String.class) && !alternatives.takesText() && alternatives.takesNumber(scalar)) {
      return asNumber(scalar);
    }
    warnIfAmbiguous(scalar, false);
    return scalar;
  }

  private Value.Scalar asText(Value.Scalar scalar) {
    return Value.Scalar.text(scalar.origin(), scalar.content().orElse("").toString());
  }

  private Value.Scalar asNumber(Value.Scalar scalar) {
    if (!scalar.text().matches("[-+]?[0-9]{1,15}")) {
      return scalar;
    }
    long number = Long.parseLong(scalar.text());
    diagnostics.warning(
        "Y102",
        scalar.origin(),
        "'" + scalar.text() + "' is text where a number belongs",
        "write " + number + " without quotes");
    return new Value.Scalar(scalar.origin(), Optional.of(number), scalar.text(), false);
  }

  private void warnIfAmbiguous(Value.Scalar scalar, boolean secret) {
    if (!scalar.ambiguous()) {
      return;
    }
    String text = secret ? "the value" : "'" + scalar.text() + "'";
    if (secret || scalar.is(String.class)) {
      diagnostics.warning(
          "Y101",
          scalar.origin(),
          text + " is something else to YAML 1.2 than it is here",
          "put it in quotes");
      return;
    }
    String meaning = scalar.content().orElseThrow().toString();
    diagnostics.warning(
        "Y101",
        scalar.origin(),
        text + " means " + meaning + " here and something else to YAML 1.2",
        "write " + meaning + ", or put it in quotes if text is meant");
  }

  static final List<String> FALSE_WORDS = List.of("off", "no", "none", "n", "false");
  static final List<String> TRUE_WORDS = List.of("on", "yes", "y", "true");
}
