package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands at one place of a YAML file. */
public sealed interface Value {

  /** Where it begins; for a value behind an alias, where the anchored value stands. */
  Origin origin();

  /** Whether both mean the same, wherever they stand. */
  boolean sameAs(Value other);

  /** The kind in words for people: text, number, boolean, list, mapping or nothing. */
  String kind();

  /**
   * A single value.
   *
   * @param content String, Boolean, Long, BigInteger or Double; empty for YAML's null
   * @param text as written, without quotes
   * @param ambiguous whether YAML 1.2 reads the same text as something else
   */
  record Scalar(Origin origin, Optional<Object> content, String text, boolean ambiguous)
      implements Value {

    /** Plain text that no reader takes for anything else. */
    public static Scalar text(Origin origin, String text) {
      return new Scalar(origin, Optional.of(text), text, false);
    }

    /** Whether the content is of that type. */
    public boolean is(Class<?> type) {
      return content.filter(type::isInstance).isPresent();
    }

    @Override
    public boolean sameAs(Value other) {
      return other instanceof Scalar scalar && content.equals(scalar.content);
    }

    @Override
    public String kind() {
      if (content.isEmpty()) {
        return "nothing";
      }
      if (is(String.class)) {
        return "text";
      }
      return is(Boolean.class) ? "a boolean" : "a number";
    }
  }

  /** A secret written literally, or the name of one; its text is shown to nobody. */
  record Literal(Origin origin, String text) implements Value {
    private static final Pattern REFERENCE =
        Pattern.compile("\\$\\{secret:((?:\\$\\{pg_cluster}/)?[A-Za-z0-9_-][A-Za-z0-9_./-]*)}");

    /** Whether a text as a whole names a secret: <code>${secret:NAME}</code>. */
    public static boolean refers(String text) {
      return REFERENCE.matcher(text).matches();
    }

    /** The text that names a secret. */
    public static String referenceTo(String name) {
      return "${secret:" + name + "}";
    }

    /** The name of the secret that stands elsewhere; empty when the text is the secret itself. */
    public Optional<String> reference() {
      Matcher matcher = REFERENCE.matcher(text);
      return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public boolean sameAs(Value other) {
      return other instanceof Literal literal && text.equals(literal.text);
    }

    @Override
    public String kind() {
      return "text";
    }

    @Override
    public String toString() {
      return "Literal[origin=" + origin + "]";
    }
  }

  /** A list. */
  record Sequence(Origin origin, List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public boolean sameAs(Value other) {
      if (!(other instanceof Sequence sequence) || items.size() != sequence.items.size()) {
        return false;
      }
      for (int i = 0; i < items.size(); i++) {
        if (!items.get(i).sameAs(sequence.items.get(i))) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping in the order of the file. */
  record Mapping(Origin origin, Map<String, Setting> settings) implements Value {
    public Mapping {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The value under that key. */
    public Optional<Value> get(String key) {
      return Optional.ofNullable(settings.get(key)).map(Setting::value);
    }

    /** The scalar under that key as text, empty when absent, null or no scalar. */
    public Optional<String> text(String key) {
      return get(key)
          .filter(Scalar.class::isInstance)
          .map(Scalar.class::cast)
          .flatMap(Scalar::content)
          .map(Objects::toString);
    }

    @Override
    public boolean sameAs(Value other) {
      return other instanceof Mapping mapping
          && settings.keySet().equals(mapping.settings.keySet())
          && settings.entrySet().stream()
              .allMatch(
                  one -> one.getValue().value().sameAs(mapping.settings.get(one.getKey()).value()));
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }
}
