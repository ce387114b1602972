package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Block;
import io.pgfleet.compiler.inventory.Inventory;
import io.pgfleet.compiler.inventory.Level;
import io.pgfleet.compiler.inventory.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.json.JSONTokener;

/** Every parameter of one version of the schema. */
public final class Vocabulary {
  private final SortedMap<String, Parameter> parameters;

  private Vocabulary(SortedMap<String, Parameter> parameters) {
    this.parameters = Collections.unmodifiableSortedMap(parameters);
  }

  /** Reads {@code params/*.schema.json} below the directory of a version. */
  static Vocabulary read(Path version) {
    SortedMap<String, Parameter> parameters = new TreeMap<>();
    for (Path file : files(version.resolve("params"))) {
      JSONObject document = json(file);
      String module = file.getFileName().toString().replace(".schema.json", "");
      Origin origin =
          Origin.ofFile("schema/" + version.getFileName() + "/params/" + file.getFileName());
      JSONObject properties = document.getJSONObject("properties");
      for (String name : properties.keySet()) {
        parameters.put(name, new Parameter(name, module, document, origin));
      }
    }
    return new Vocabulary(parameters);
  }

  /** All parameters by name, retired ones included. */
  public SortedMap<String, Parameter> parameters() {
    return parameters;
  }

  /** What a parameter of it means, for people. */
  public Documentation documentation(String name) {
    List<String> replaces =
        parameters.values().stream()
            .filter(one -> one.renamed().filter(name::equals).isPresent())
            .map(Parameter::name)
            .toList();
    return parameters.get(name).documentation(replaces);
  }

  /** The weakest level: what holds where the inventory says nothing. */
  public Block defaults() {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Parameter one : parameters.values()) {
      one.defaultValue().ifPresent(value -> settings.put(one.name(), value));
    }
    return new Block(Level.DEFAULT, Origin.ofFile("schema"), settings);
  }

  /**
   * Checks every block where it is written.
   *
   * @return the inventory as the schema understands it: words of enums in place of booleans, short
   *     forms written out, literal secrets marked, keys without effect left out
   */
  public Inventory check(Inventory inventory, Diagnostics diagnostics) {
    BlockCheck check = new BlockCheck(this, diagnostics);
    return inventory.map(check::check);
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(one -> one.toString().endsWith(".schema.json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't list " + directory, e);
    }
  }

  private static JSONObject json(Path file) {
    try {
      return new JSONObject(new JSONTokener(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }
}
