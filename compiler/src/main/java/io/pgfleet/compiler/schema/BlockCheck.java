package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Block;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.everit.json.schema.ValidationException;

/** Checks what one block sets. */
final class BlockCheck {
  private final Vocabulary vocabulary;
  private final Diagnostics diagnostics;
  private final Set<String> noticed = new HashSet<>();

  BlockCheck(Vocabulary vocabulary, Diagnostics diagnostics) {
    this.vocabulary = vocabulary;
    this.diagnostics = diagnostics;
  }

  Block check(Block block) {
    Map<String, Setting> checked = new LinkedHashMap<>();
    block
        .settings()
        .forEach(
            (name, setting) -> {
              Parameter parameter = vocabulary.parameters().get(name);
              if (parameter == null) {
                unknown(name, setting);
              } else if (parameter.live()) {
                checked.put(name, check(parameter, setting));
              } else {
                gone(parameter, setting);
              }
            });
    return block.with(checked);
  }

  private Setting check(Parameter parameter, Setting setting) {
    noticeUnread(parameter, setting);
    if (setting.value() instanceof Value.Scalar scalar && scalar.content().isEmpty()) {
      if (parameter.defaultValue().isPresent()) {
        diagnostics.error(
            "P003",
            setting.name(),
            "'" + parameter.name() + "' is empty",
            "write a value, or remove the line to keep the default");
      }
      return setting;
    }
    Value value =
        new Canonical(parameter.definitions(), diagnostics)
            .of(parameter.definition(), setting.value());
    Setting read = new Setting(setting.name(), value);
    try {
      parameter.schema().validate(JsonValues.toJson(value));
    } catch (ValidationException e) {
      new Violations(parameter, read, diagnostics).explain(e);
    }
    return read;
  }

  private void noticeUnread(Parameter parameter, Setting setting) {
    if (parameter.readers().isEmpty() && noticed.add(parameter.name())) {
      diagnostics.notice(
          "P006",
          setting.name(),
          parameter.section().equals("CONNECTION")
              ? "'" + parameter.name() + "' is for another tool, so it changes nothing here"
              : "no module reads '" + parameter.name() + "' yet, so it changes nothing",
          "");
    }
  }

  private void unknown(String name, Setting setting) {
    List<String> live =
        vocabulary.parameters().values().stream()
            .filter(Parameter::live)
            .map(Parameter::name)
            .toList();
    String remedy =
        Suggestions.nearest(name, live)
            .map(one -> "did you mean '" + one + "'?")
            .orElse("remove it");
    diagnostics.error("P002", setting.name(), "no parameter is called '" + name + "'", remedy);
  }

  private void gone(Parameter parameter, Setting setting) {
    String name = parameter.name();
    parameter.dead().ifPresent(reason -> dead(name, setting, reason, diagnostics));
    parameter
        .retired()
        .ifPresent(
            reason ->
                diagnostics.error(
                    "P004", setting.name(), "'" + name + "' is retired: " + reason, "remove it"));
    parameter
        .renamed()
        .ifPresent(
            other ->
                diagnostics.error(
                    "P004",
                    setting.name(),
                    "'" + name + "' is called '" + other + "' now",
                    "use '" + other + "'"));
  }

  static void dead(String name, Setting setting, String reason, Diagnostics diagnostics) {
    diagnostics.warning(
        "P005", setting.name(), "'" + name + "' has no effect: " + reason, "remove it");
  }
}
