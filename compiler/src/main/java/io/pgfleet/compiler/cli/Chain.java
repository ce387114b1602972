package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.derive.Derivation;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every value of a parameter on the way to a host, the last one holds.
 *
 * @param hosts all that share the chain; empty for the platform
 */
record Chain(String parameter, Scope scope, List<String> hosts) {
  private static final int MOST_HOSTS = 4;

  /** A line for what holds, then one for each level, then each place. */
  String text() {
    StringBuilder text = new StringBuilder(where()).append(": ").append(holds()).append('\n');
    replaced()
        .ifPresent(one -> text.append("  with placeholders filled in: ").append(one).append('\n'));
    List<Scope.Effective> links = scope.chain(parameter);
    for (int i = 0; i < links.size(); i++) {
      link(text, links.get(i), i == links.size() - 1);
    }
    return text.toString();
  }

  private static void link(StringBuilder text, Scope.Effective one, boolean last) {
    String value = ValueText.lines(one.value());
    String level = one.level().toString();
    text.append(last ? "  * " : "    ").append(level);
    text.append(" ".repeat(Math.max(1, 20 - level.length())));
    if (value.contains("\n") || value.length() > 40) {
      text.append(one.setting().name()).append('\n').append(value.indent(8));
    } else {
      text.append(value).append("  ").append(one.setting().name()).append('\n');
    }
  }

  private String where() {
    if (hosts.size() > MOST_HOSTS) {
      return hosts.get(0) + " and " + (hosts.size() - 1) + " others";
    }
    return hosts.isEmpty() ? "everywhere" : String.join(", ", hosts);
  }

  private String holds() {
    return scope
        .effective(parameter)
        .map(one -> ValueText.of(one.value()))
        .map(one -> one.length() > 100 ? "see the line with *" : one)
        .orElse("(not set)");
  }

  private Optional<String> replaced() {
    Optional<Value> written = scope.effective(parameter).map(Scope.Effective::value);
    return Derivation.resolved(parameter, scope)
        .filter(one -> !one.sameAs(written.orElseThrow()))
        .map(ValueText::of);
  }

  /** The same as members of a JSON document. */
  Map<String, Object> json() {
    List<Object> chain = new ArrayList<>();
    for (Scope.Effective one : scope.chain(parameter)) {
      Map<String, Object> link = new TreeMap<>();
      link.put("level", one.level().toString());
      link.put("value", ValueText.of(one.value()));
      link.put("origin", one.setting().name().toString());
      chain.add(link);
    }
    Map<String, Object> json = new TreeMap<>();
    json.put("host", scope.host());
    json.put("hosts", hosts);
    json.put("holds", Derivation.resolved(parameter, scope).map(ValueText::of).orElse("(not set)"));
    json.put("chain", chain);
    return json;
  }
}
