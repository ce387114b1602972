package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A YAML file as located values; whatever is wrong with it becomes a diagnostic. */
final class YamlFile {
  private YamlFile() {}

  /** The root value; empty when the file has none or can't be read, which is then reported. */
  static Optional<Value> read(Path path, String file, Diagnostics diagnostics) {
    return SourceText.read(path, file, diagnostics).flatMap(text -> parse(text, file, diagnostics));
  }

  /** The root value of a text. */
  static Optional<Value> parse(String text, String file, Diagnostics diagnostics) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      Composer composer =
          new Composer(new Parse(settings).parseString(text).iterator(), file, diagnostics);
      return composer.document();
    } catch (ComposerStop stop) {
      return Optional.empty();
    } catch (ReaderException e) {
      Origin origin = place(text, e.getPosition(), file);
      String point = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
      diagnostics.error(
          "Y004", origin, "character '" + point + "' can't stand in YAML", "remove it");
    } catch (MarkedYamlEngineException e) {
      syntax(e, file, diagnostics);
    } catch (YamlEngineException e) {
      diagnostics.error("Y004", Origin.ofFile(file), "is no YAML", "check it with a YAML editor");
    }
    return Optional.empty();
  }

  private static void syntax(MarkedYamlEngineException e, String file, Diagnostics diagnostics) {
    Origin origin =
        e.getProblemMark()
            .map(mark -> new Origin(file, mark.getLine() + 1, mark.getColumn() + 1))
            .orElse(Origin.ofFile(file));
    String problem = e.getProblem() == null ? "is no YAML" : e.getProblem();
    if (problem.contains("TAB")) {
      diagnostics.error("Y004", origin, "a tab can't indent YAML", "use spaces");
      return;
    }
    String remedy =
        e.getContextMark()
            .map(mark -> "look at what begins in line " + (mark.getLine() + 1))
            .orElse("check quotes, brackets and indentation");
    diagnostics.error("Y004", origin, "is no YAML: " + problem, remedy);
  }

  private static Origin place(String text, int position, String file) {
    String before = text.substring(0, text.offsetByCodePoints(0, clamp(text, position)));
    return SourceText.end(before, file);
  }

  private static int clamp(String text, int position) {
    return Math.max(0, Math.min(position, text.codePointCount(0, text.length())));
  }
}
