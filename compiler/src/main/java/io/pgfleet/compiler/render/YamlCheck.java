package io.pgfleet.compiler.render;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML: each document can be loaded and no key stands twice. */
final class YamlCheck implements Check {

  @Override
  public Optional<Flaw> check(String text) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    try {
      new Load(settings).loadAllFromString(text).forEach(document -> {});
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      return Optional.of(new Flaw(line, e.getProblem()));
    } catch (YamlEngineException e) {
      return Optional.of(new Flaw(1, e.getMessage()));
    }
    return Optional.empty();
  }
}
