package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.everit.json.schema.CombinedSchema;
import org.everit.json.schema.ObjectSchema;
import org.everit.json.schema.ReferenceSchema;
import org.everit.json.schema.Schema;
import org.everit.json.schema.ValidationException;

/** Explains what everit found, at the place in the user's file where it stands. */
final class Violations {
  private static final Pattern EXTRANEOUS =
      Pattern.compile("extraneous key \\[(.*)] is not permitted", Pattern.DOTALL);
  private static final Pattern REQUIRED = Pattern.compile("required key \\[(.*)] not found");

  private final Parameter parameter;
  private final Setting setting;
  private final Diagnostics diagnostics;

  Violations(Parameter parameter, Setting setting, Diagnostics diagnostics) {
    this.parameter = parameter;
    this.setting = setting;
    this.diagnostics = diagnostics;
  }

  /** everit gives a single violation without causes, several as causes of one. */
  void explain(ValidationException violation) {
    List<ValidationException> causes = violation.getCausingExceptions();
    if (causes.isEmpty()) {
      leaf(violation);
    } else if (isChoice(violation.getViolatedSchema())) {
      choice(violation);
    } else {
      causes.forEach(this::explain);
    }
  }

  private static boolean isChoice(Schema schema) {
    return schema instanceof CombinedSchema combined
        && combined.getCriterion() != CombinedSchema.ALL_CRITERION;
  }

  /** Only the branch that the value was meant for is worth explaining. */
  private void choice(ValidationException violation) {
    String here = violation.getPointerToViolation();
    List<ValidationException> meant =
        violation.getCausingExceptions().stream()
            .filter(
                one ->
                    !(one.getKeyword() != null
                        && one.getKeyword().equals("type")
                        && one.getPointerToViolation().equals(here)))
            .toList();
    Place place = Place.find(parameter.name(), setting, here);
    boolean structured = !(place.value() instanceof Value.Scalar);
    if (meant.size() == 1 || (structured && !meant.isEmpty())) {
      explain(meant.get(0));
      return;
    }
    List<String> words = new ArrayList<>();
    violation
        .getCausingExceptions()
        .forEach(one -> Words.expected(one.getViolatedSchema()).ifPresent(words::add));
    report(place, "must be " + String.join(" or ", words.stream().distinct().toList()), violation);
  }

  private void leaf(ValidationException violation) {
    Place place = Place.find(parameter.name(), setting, violation.getPointerToViolation());
    Matcher extraneous = EXTRANEOUS.matcher(violation.getErrorMessage());
    Matcher required = REQUIRED.matcher(violation.getErrorMessage());
    if (extraneous.matches()) {
      unknownKey(place, extraneous.group(1), violation.getViolatedSchema());
    } else if (required.matches()) {
      diagnostics.error(
          "P008",
          place.value().origin(),
          place.words() + " lacks '" + required.group(1) + "'",
          "add '" + required.group(1) + ": …'");
    } else {
      value(place, violation);
    }
  }

  private void unknownKey(Place place, String key, Schema schema) {
    Origin origin = place.keyOrigin(key);
    TreeSet<String> known = new TreeSet<>();
    if (schema instanceof ObjectSchema object) {
      object
          .getPropertySchemas()
          .forEach(
              (name, one) -> {
                if (!resolved(one).getUnprocessedProperties().containsKey("x-dead")) {
                  known.add(name);
                }
              });
    }
    String remedy =
        Suggestions.nearest(key, known)
            .map(one -> "did you mean '" + one + "'?")
            .orElse("known are " + String.join(", ", known));
    diagnostics.error("P007", origin, "'" + key + "' is no key of " + place.owner(), remedy);
  }

  private static Schema resolved(Schema schema) {
    return schema instanceof ReferenceSchema reference ? reference.getReferredSchema() : schema;
  }

  private void value(Place place, ValidationException violation) {
    Schema schema = violation.getViolatedSchema();
    String rule =
        Words.expected(schema).map(words -> "must be " + words).orElse(violation.getErrorMessage());
    report(place, rule, violation);
  }

  private void report(Place place, String rule, ValidationException violation) {
    Schema schema = violation.getViolatedSchema();
    boolean secret = schema.getUnprocessedProperties().containsKey("x-secret");
    String got = secret ? "" : shown(place.value()).map(one -> "; got " + one).orElse("");
    boolean top = place.value() == setting.value();
    String example = top && !secret ? parameter.example().orElse("") : "";
    String remedy = secret ? quoting(place) : Words.remedy(schema, place.value(), example);
    diagnostics.error("P009", place.value().origin(), place.words() + " " + rule + got, remedy);
  }

  private static String quoting(Place place) {
    boolean text = place.value() instanceof Value.Literal || isText(place.value());
    return text ? "write another" : "put it in quotes";
  }

  private static boolean isText(Value value) {
    return value instanceof Value.Scalar scalar && scalar.is(String.class);
  }

  private static Optional<String> shown(Value value) {
    if (value instanceof Value.Literal) {
      return Optional.empty();
    }
    if (value instanceof Value.Scalar scalar && scalar.content().isPresent()) {
      boolean text = scalar.is(String.class);
      return Optional.of((text ? "" : scalar.kind() + " ") + "'" + scalar.text() + "'");
    }
    return Optional.of(value.kind());
  }
}
