package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.junit.jupiter.api.Test;

/**
 * What the schema says about who reads a parameter is what the classes do; {@code
 * -Dschema.update=true} writes it down.
 */
final class ReadersTest {
  private static final String ROOT = "io.pgfleet.compiler.";
  private static final String MODULE = ROOT + "module.";
  private static final Path PARAMETERS = SandboxFleet.root().resolve("schema/v4.0/params");
  private static final Path UNREAD =
      SandboxFleet.root().resolve("compiler/src/test/resources/unread-parameters.txt");
  private static final Pattern CONSTANT = Pattern.compile("\"([a-z][a-z0-9_]*)\"");

  @Test
  void schemaNamesThoseWhoReadEachParameter() throws IOException {
    SortedMap<String, TreeSet<String>> readers = readers(parameters());
    SortedMap<String, TreeSet<String>> written = new TreeMap<>();
    SortedMap<String, TreeSet<String>> found = new TreeMap<>();
    for (Path file : files()) {
      JSONObject properties =
          new JSONObject(new JSONTokener(Files.readString(file))).getJSONObject("properties");
      TreeSet<String> names = new TreeSet<>(properties.keySet());
      names.removeIf(name -> !properties.getJSONObject(name).has("x-reader"));
      if (Boolean.getBoolean("schema.update")) {
        Files.writeString(file, updated(Files.readString(file), names, readers));
      }
      for (String name : names) {
        found.put(name, readers.getOrDefault(name, new TreeSet<>()));
        written.put(
            name,
            properties.getJSONObject(name).getJSONArray("x-reader").toList().stream()
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    List<String> unread =
        found.entrySet().stream()
            .filter(one -> one.getValue().isEmpty())
            .map(one -> one.getKey())
            .toList();
    System.out.println(
        unread.size() + " of " + found.size() + " parameters are read by nobody yet:");
    System.out.println(String.join(" ", unread));
    TreeSet<String> wrong = new TreeSet<>();
    found.forEach(
        (name, by) -> {
          if (!by.equals(written.get(name))) {
            wrong.add(name + " is read by " + by + ", the schema says " + written.get(name));
          }
        });
    assertEquals(Set.of(), wrong, "run this test with -Dschema.update=true");
    onlyShrinks(unread);
  }

  /** What nobody reads is written down, and no update of the list makes it longer. */
  private static void onlyShrinks(List<String> unread) throws IOException {
    List<String> listed = Files.readAllLines(UNREAD);
    Set<String> grown = new TreeSet<>(unread);
    grown.removeAll(listed);
    assertEquals(Set.of(), grown, "nobody reads these any more, and the list may only shrink");
    if (Boolean.getBoolean("schema.update")) {
      Files.write(UNREAD, unread);
    } else {
      assertEquals(unread, listed, "these are read now; run this test with -Dschema.update=true");
    }
  }

  private static Set<String> parameters() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : files()) {
      JSONObject document = new JSONObject(new JSONTokener(Files.readString(file)));
      names.addAll(document.getJSONObject("properties").keySet());
    }
    return names;
  }

  private static SortedMap<String, TreeSet<String>> readers(Set<String> parameters)
      throws IOException {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.pgfleet.compiler");
    assertTrue(classes.size() > 200, classes.size() + " classes");
    SortedMap<String, TreeSet<String>> readers = new TreeMap<>();
    for (JavaClass one : classes) {
      if (isSection(one, parameters)) {
        for (JavaMethod method : one.getMethods()) {
          String name = snake(method.getName());
          readers.computeIfAbsent(name, key -> new TreeSet<>()).addAll(callers(method));
        }
      }
    }
    for (String name : constants("inventory", "derive")) {
      readers.computeIfAbsent(name, key -> new TreeSet<>()).add("derive");
    }
    for (String name : constants("migration")) {
      readers.computeIfAbsent(name, key -> new TreeSet<>()).add("migration");
    }
    return readers;
  }

  /** A record of parameters; that of an item has components which are none. */
  private static boolean isSection(JavaClass one, Set<String> parameters) {
    return one.getPackageName().equals(ROOT + "model.parameter")
        && one.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .allMatch(field -> parameters.contains(snake(field.getName())));
  }

  private static Set<String> callers(JavaMethod method) {
    Set<String> callers = new TreeSet<>();
    Stream.concat(
            method.getCallsOfSelf().stream().map(JavaAccess::getOrigin),
            method.getReferencesToSelf().stream().map(JavaAccess::getOrigin))
        .map(JavaCodeUnit::getOwner)
        .filter(one -> !one.getSimpleName().endsWith("Rules"))
        .map(JavaClass::getPackageName)
        .filter(one -> !one.equals(ROOT + "model.parameter"))
        .forEach(one -> callers.add(reader(one)));
    return callers;
  }

  /** A module by its name; what rooms between inventory and modules read counts as derived. */
  private static String reader(String packageName) {
    return packageName.startsWith(MODULE)
        ? packageName.substring(MODULE.length()).replaceAll("\\..*", "")
        : "derive";
  }

  /** The rooms around the modules ask for some parameters by their names. */
  private static Set<String> constants(String... rooms) throws IOException {
    Set<String> constants = new TreeSet<>();
    for (String room : rooms) {
      Path sources = SandboxFleet.root().resolve("compiler/src/main/java/io/pgfleet/compiler");
      try (Stream<Path> files = Files.list(sources.resolve(room))) {
        for (Path file : files.filter(ReadersTest::derives).toList()) {
          Matcher matcher = CONSTANT.matcher(Files.readString(file));
          while (matcher.find()) {
            constants.add(matcher.group(1));
          }
        }
      }
    }
    // placeholders in them will be replaced, but no module reads them yet
    constants.removeAll(List.of("repo_upstream", "vector_log_endpoint"));
    return constants;
  }

  /** What only checks a value gives it no effect. */
  private static boolean derives(Path file) {
    return !file.toString().endsWith("Rules.java");
  }

  private static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(PARAMETERS)) {
      return files.sorted().toList();
    }
  }

  private static String updated(
      String text, Set<String> names, SortedMap<String, TreeSet<String>> readers) {
    String updated = text;
    for (String name : names) {
      List<String> lines = new ArrayList<>();
      readers
          .getOrDefault(name, new TreeSet<>())
          .forEach(one -> lines.add("        \"" + one + '"'));
      String list = lines.isEmpty() ? "[]" : "[\n" + String.join(",\n", lines) + "\n      ]";
      Pattern place =
          Pattern.compile("(?s)(\n    \"" + name + "\": \\{.*?\n      \"x-reader\": )\\[[^]]*]");
      updated =
          place
              .matcher(updated)
              .replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + list));
    }
    return updated;
  }
}
