package io.pgfleet.compiler.derive;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.model.Facts;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The facts recorded for an environment's hosts. */
public final class FactsBook {
  /** Code of the diagnostic that says that a host has no facts. */
  public static final String MISSING = "F001";

  private static final long LARGEST = 1L << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path directory;
  private final String label;
  private final Environment environment;
  private final Diagnostics diagnostics;
  private final Set<String> reported = new HashSet<>();
  private Optional<Facts> fallback;

  private FactsBook(Path directory, Environment environment, Diagnostics diagnostics) {
    this.directory = directory;
    Path inventories = directory.getParent().getParent();
    this.label = inventories.getFileName() + "/" + environment.name() + "/facts";
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /** Opens {@code facts/} of the environment; files are read when a host asks for them. */
  public static FactsBook read(
      Path inventoriesDir, Environment environment, Diagnostics diagnostics) {
    Path directory = inventoriesDir.toAbsolutePath().normalize().resolve(environment.name());
    return new FactsBook(directory.resolve("facts"), environment, diagnostics);
  }

  /**
   * The same where no facts need be known: a host without any is taken for a small machine. Good
   * for what does not follow from the hardware, such as the names of secrets.
   */
  public static FactsBook assumed(Path inventoriesDir, Environment environment) {
    FactsBook book = read(inventoriesDir, environment, new Diagnostics());
    Facts.OperatingSystem os = new Facts.OperatingSystem("debian", "12", "bookworm");
    book.fallback = Optional.of(new Facts(2, 2L << 30, 20L << 30, "x86_64", os, "root", "assumed"));
    return book;
  }

  /** What lies beside the facts in the folder {@code files/}. */
  FilesBook files() {
    Path folder = directory.getParent();
    String name = folder.getParent().getFileName() + "/" + environment.name();
    return new FilesBook(folder, name, environment.demo(), diagnostics);
  }

  /** The facts of a host, else the default ones; empty after a diagnostic when there are none. */
  Optional<Facts> of(String host, Origin origin) {
    if (Files.exists(directory.resolve(host + ".json"))) {
      return parse(host + ".json");
    }
    if (fallback == null) {
      boolean there = Files.exists(directory.resolve("default.json"));
      // many hosts share these facts, so what they call themselves is nobody's name
      fallback = there ? parse("default.json").map(Facts::nameless) : Optional.empty();
    }
    String remedy = "record them with 'applier/bin/apply facts --env " + environment.name() + "'";
    if (fallback.isEmpty() && reported.add("missing " + host)) {
      diagnostics.error(MISSING, origin, "no facts are known of host '" + host + "'", remedy);
    } else if (!environment.demo() && reported.add("default")) {
      diagnostics.warning(
          "F002",
          origin,
          "host '" + host + "' and maybe others use " + label + "/default.json",
          remedy);
    }
    return fallback;
  }

  private Optional<Facts> parse(String name) {
    Origin origin = Origin.ofFile(label + "/" + name);
    try {
      if (Files.size(directory.resolve(name)) > LARGEST) {
        broken(origin, "is larger than 1 MiB");
        return Optional.empty();
      }
      Facts facts = JSON.readValue(Files.readString(directory.resolve(name)), Facts.class);
      if (facts != null && facts.complete()) {
        return Optional.of(facts);
      }
      broken(origin, "cpu, memoryBytes, dataDiskBytes, arch or os is missing or can't be right");
    } catch (JsonMappingException e) {
      broken(place(e, origin), member(e) + " is not what facts have there");
    } catch (JsonProcessingException e) {
      broken(place(e, origin), "is no JSON");
    } catch (CharacterCodingException e) {
      broken(origin, "is not UTF-8");
    } catch (IOException e) {
      diagnostics.error("F003", origin, "can't be read", "check that it is a readable file");
    }
    return Optional.empty();
  }

  private void broken(Origin place, String message) {
    diagnostics.error(
        "F003",
        place,
        message,
        "record them again with 'applier/bin/apply facts --env " + environment.name() + "'");
  }

  private static Origin place(JsonProcessingException e, Origin origin) {
    JsonLocation place = e.getLocation();
    return place == null || place.getLineNr() < 1
        ? origin
        : new Origin(origin.file(), place.getLineNr(), Math.max(1, place.getColumnNr()));
  }

  /** Which member could not be understood, such as {@code 'os.version'}. */
  private static String member(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the file" : "'" + path + "'";
  }
}
