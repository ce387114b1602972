package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.everit.json.schema.ArraySchema;
import org.everit.json.schema.BooleanSchema;
import org.everit.json.schema.CombinedSchema;
import org.everit.json.schema.EnumSchema;
import org.everit.json.schema.FormatValidator;
import org.everit.json.schema.NullSchema;
import org.everit.json.schema.NumberSchema;
import org.everit.json.schema.ObjectSchema;
import org.everit.json.schema.ReferenceSchema;
import org.everit.json.schema.Schema;
import org.everit.json.schema.StringSchema;

/** What a schema expects, in words. */
final class Words {
  private static final List<String> TRUTH = List.of("true", "false");

  private Words() {}

  static Optional<String> expected(Schema schema) {
    if (schema instanceof ReferenceSchema reference) {
      return expected(reference.getReferredSchema());
    }
    Object own = schema.getUnprocessedProperties().get("x-words");
    if (own != null) {
      return Optional.of(own.toString());
    }
    if (schema instanceof EnumSchema choice) {
      String words = String.join(", ", values(choice));
      return Optional.of(values(choice).size() == 1 ? words : "one of " + words);
    }
    if (schema instanceof NumberSchema number) {
      return Optional.of(number(number));
    }
    if (schema instanceof StringSchema text) {
      return Optional.of(text(text));
    }
    if (schema instanceof CombinedSchema several) {
      return either(several);
    }
    return structure(schema);
  }

  /** One of several kinds; everit keeps the branches of a choice in no order. */
  private static Optional<String> either(CombinedSchema several) {
    String kinds =
        several.getSubschemas().stream()
            .flatMap(one -> expected(one).stream())
            .distinct()
            .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
            .collect(Collectors.joining(", or "));
    return kinds.isEmpty() ? Optional.empty() : Optional.of(kinds);
  }

  private static Optional<String> structure(Schema schema) {
    if (schema instanceof BooleanSchema) {
      return Optional.of("true or false");
    }
    if (schema instanceof ArraySchema array) {
      return Optional.of(
          array.getMinItems() == null ? "a list" : "a list of " + array.getMinItems());
    }
    if (schema instanceof ObjectSchema) {
      return Optional.of("a mapping");
    }
    return schema instanceof NullSchema ? Optional.of("empty") : Optional.empty();
  }

  private static String number(NumberSchema number) {
    String kind = number.requiresInteger() ? "a whole number" : "a number";
    if (number.getMinimum() != null && number.getMaximum() != null) {
      return kind + " from " + number.getMinimum() + " to " + number.getMaximum();
    }
    if (number.getMinimum() != null) {
      return kind + " not below " + number.getMinimum();
    }
    return number.getMaximum() == null ? kind : kind + " not above " + number.getMaximum();
  }

  private static String text(StringSchema text) {
    String format = text.getFormatValidator().formatName();
    if (format.equals("ipv4")) {
      return "an IPv4 address";
    }
    if (text.getPattern() != null) {
      return "text like " + text.getPattern().pattern();
    }
    if (text.getMinLength() != null) {
      return "text of at least " + text.getMinLength() + " characters";
    }
    return Objects.equals(text.getFormatValidator(), FormatValidator.NONE) ? "text" : format;
  }

  static List<String> values(EnumSchema choice) {
    List<String> values = new ArrayList<>();
    choice.getPossibleValuesAsList().forEach(one -> values.add(one.toString()));
    return values;
  }

  /**
   * What to write in place of the value.
   *
   * @param example a value that would do; empty for none
   */
  static String remedy(Schema schema, Value value, String example) {
    if (schema instanceof ReferenceSchema reference) {
      return remedy(reference.getReferredSchema(), value, example);
    }
    if (schema instanceof EnumSchema choice) {
      return meant(choice, value)
          .or(() -> nearest(choice, value))
          .map(one -> "did you mean '" + one + "'?")
          .orElse("choose one of them");
    }
    if (schema instanceof BooleanSchema) {
      boolean word = value instanceof Value.Scalar scalar && TRUTH.contains(scalar.text());
      return word ? "take the quotes away" : "write true or false";
    }
    if (schema instanceof ArraySchema) {
      return "write it as a list: [a, b]";
    }
    if (schema instanceof ObjectSchema) {
      return "write it as a mapping: { name: value }";
    }
    return example.isEmpty() ? "correct the value" : "write for example '" + example + "'";
  }

  /** The word for what other programs call otherwise. */
  private static Optional<String> meant(EnumSchema choice, Value value) {
    Object words = choice.getUnprocessedProperties().get("x-meant");
    return words instanceof Map<?, ?> known && value instanceof Value.Scalar scalar
        ? Optional.ofNullable(known.get(scalar.text())).map(Object::toString)
        : Optional.empty();
  }

  private static Optional<String> nearest(EnumSchema choice, Value value) {
    return value instanceof Value.Scalar scalar && scalar.content().isPresent()
        ? Suggestions.nearest(scalar.text(), values(choice))
        : Optional.empty();
  }
}
