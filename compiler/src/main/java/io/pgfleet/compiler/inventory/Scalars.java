package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Scalars as YAML 1.1 understands them. */
final class Scalars {
  private static final String STANDARD = "tag:yaml.org,2002:";

  /** Names and filters; what begins with a dot is for another program, such as docker. */
  private static final Pattern TEMPLATE =
      Pattern.compile("\\{\\{-? *[A-Za-z_'\"(\\[][^{}]*}}|\\{% *[a-z]+ [^%]*%}");

  private Scalars() {}

  static Value.Scalar of(ScalarEvent event, Origin origin, Diagnostics diagnostics) {
    String text = event.getValue();
    warnOfTemplate(text, origin, diagnostics);
    Optional<String> tag = event.getTag();
    if (tag.isEmpty() ? !event.isPlain() : tag.get().equals("!")) {
      return Value.Scalar.text(origin, text);
    }
    if (tag.isEmpty()) {
      PlainScalar plain = PlainScalar.of(text);
      return new Value.Scalar(origin, plain.content(), text, plain.ambiguous());
    }
    return tagged(tag.get(), text, origin, diagnostics);
  }

  private static void warnOfTemplate(String text, Origin origin, Diagnostics diagnostics) {
    if (text.contains("{{") && TEMPLATE.matcher(text).find()) {
      diagnostics.warning(
          "Y103",
          origin,
          "'{{' begins an expression of Ansible, which nothing computes here",
          "write the value itself; ${admin_ip} and its kin are replaced where they are documented");
    }
  }

  private static Value.Scalar tagged(
      String tag, String text, Origin origin, Diagnostics diagnostics) {
    if (tag.equals(STANDARD + "str")) {
      return Value.Scalar.text(origin, text);
    }
    if (tag.equals(STANDARD + "binary")) {
      diagnostics.error(
          "Y011",
          origin,
          "'!!binary' begins bytes, and only text can stand here",
          "write the text");
      return Value.Scalar.text(origin, text);
    }
    if (tag.startsWith(STANDARD)) {
      return new Value.Scalar(origin, PlainScalar.of(text).content(), text, false);
    }
    refuseTag(Optional.of(tag), origin, diagnostics);
    return Value.Scalar.text(origin, text);
  }

  /** Tags of other programs mean nothing; those of YAML itself say what a collection is anyway. */
  static void refuseTag(Optional<String> tag, Origin origin, Diagnostics diagnostics) {
    if (tag.equals(Optional.of("!vault"))) {
      diagnostics.error(
          "Y011",
          origin,
          "'!vault' begins what Ansible encrypted, and its key is not known here",
          "decrypt it there, and seal it with 'compile secrets set'");
    } else if (tag.filter(one -> !one.equals("!") && !one.startsWith(STANDARD)).isPresent()) {
      diagnostics.error(
          "Y011",
          origin,
          "'!' begins a tag, and tags mean nothing here",
          "put the value in quotes");
    }
  }
}
