package io.pgfleet.compiler;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rooms of the compiler, and who may enter which. */
final class RoomsTest {
  private static final String ROOT = "io.pgfleet.compiler";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** The root package, for the rooms that stand above the pipeline as the command line does. */
  private static final String PIPELINE = "";

  /** Room, then the rooms that it may use besides itself. */
  private static final Map<String, List<String>> EDGES = edges();

  /** Room, then the libraries that are locked in there. */
  private static final Map<String, List<String>> LIBRARIES = libraries();

  private static Map<String, List<String>> edges() {
    Map<String, List<String>> edges = new TreeMap<>();
    edges.put("diagnostic", List.of());
    edges.put("model", List.of());
    edges.put("catalog", List.of("model"));
    edges.put("inventory", List.of("diagnostic"));
    edges.put("last", List.of("diagnostic"));
    edges.put("schema", List.of("inventory", "diagnostic"));
    edges.put("derive", List.of("inventory", "model", "diagnostic"));
    edges.put("module", List.of("model"));
    edges.put("render", List.of("module", "model"));
    edges.put("migration", List.of("render", "module", "inventory", "diagnostic"));
    edges.put("tree", List.of("render", "module", "model"));
    edges.put("git", List.of());
    edges.put("pki", List.of("model", "diagnostic"));
    edges.put("secret", List.of("derive", "model", "diagnostic"));
    edges.put("review", List.of("tree"));
    edges.put("keys", List.of("pki", "secret", "model"));
    edges.put(
        "sealing",
        List.of(PIPELINE, "derive", "schema", "inventory", "secret", "model", "diagnostic"));
    edges.put(
        "certificates",
        List.of(PIPELINE, "keys", "pki", "secret", "derive", "inventory", "model", "diagnostic"));
    return edges;
  }

  private static Map<String, List<String>> libraries() {
    Map<String, List<String>> libraries = new TreeMap<>();
    libraries.put("com.github.mustachejava", List.of("render"));
    libraries.put("org.everit", List.of("schema"));
    libraries.put("org.json", List.of("schema"));
    libraries.put("io.burt.jmespath", List.of("derive"));
    libraries.put("org.eclipse.jgit", List.of("git"));
    libraries.put("com.exceptionfactory.jagged", List.of("secret"));
    libraries.put("org.bouncycastle", List.of("pki", "secret"));
    libraries.put("picocli", List.of("cli"));
    libraries.put("org.snakeyaml", List.of("inventory", "catalog", "secret", "render"));
    libraries.put("com.fasterxml.jackson", List.of("derive", "tree", "render", "review", "model"));
    return libraries;
  }

  @Test
  void seesTheWholeCompiler() {
    assertTrue(CLASSES.size() > 300, "only " + CLASSES.size() + " classes");
    Set<String> rooms = new TreeSet<>(EDGES.keySet());
    rooms.add("cli");
    assertEquals(rooms, rooms());
  }

  @Test
  void roomsUseOnlyTheRoomsTheyMay() {
    EDGES.forEach(
        (room, uses) -> {
          List<String> allowed = new ArrayList<>(List.of(packages(room)));
          uses.forEach(used -> allowed.add(packages(used)));
          noClasses()
              .that()
              .resideInAPackage(packages(room))
              .should()
              .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyOf(allowed))))
              .because(room + " may use " + uses)
              .check(CLASSES);
        });
  }

  @Test
  void thePipelineKnowsNobodyAboveIt() {
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .dependOnClassesThat(
            resideInAnyOf(List.of(packages("cli"), packages("sealing"), packages("certificates"))))
        .check(CLASSES);
  }

  @Test
  void modulesKnowNoOtherModule() {
    slices()
        .matching(ROOT + ".module.(*)..")
        .namingSlices("module $1")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            not(resideInAPackage(ROOT + ".module.dialect")),
            resideInAPackage(ROOT + ".module.dialect"))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".module")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".module.*..")
        .check(CLASSES);
  }

  @Test
  void librariesAreLockedInTheirRooms() {
    LIBRARIES.forEach(
        (library, rooms) ->
            noClasses()
                .that(not(resideInAnyOf(rooms.stream().map(RoomsTest::packages).toList())))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .because(library + " is locked in " + rooms)
                .check(CLASSES));
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Set<String> undocumented = new TreeSet<>();
    for (JavaClass one : CLASSES) {
      if (one.getPackage().tryGetPackageInfo().isEmpty() && !hasPackageInfo(one)) {
        undocumented.add(one.getPackageName());
      }
    }
    assertEquals(Set.of(), undocumented);
  }

  /** A package without annotations leaves no class file, so the source is what counts. */
  private static boolean hasPackageInfo(JavaClass one) {
    return Files.exists(
        Path.of(
            System.getProperty("pgfleet.root"),
            "compiler/src/main/java",
            one.getPackageName().replace('.', '/'),
            "package-info.java"));
  }

  @Test
  void namesSayTheJob() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Util|Utils|Processor|Handler|Impl|Context)")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrintsAndReadsTheEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packages("cli"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void nothingInTheTreeDependsOnTheClockOrChance() {
    List<String> effects = List.of("cli", "certificates", "pki", "secret", "git");
    for (Class<?> one : List.of(SecureRandom.class, Random.class, Instant.class, Clock.class)) {
      noClasses()
          .that(not(resideInAnyOf(effects.stream().map(RoomsTest::packages).toList())))
          .and()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat(assignableTo(one))
          .check(CLASSES);
    }
  }

  @Test
  void exceptionsAreNeverCaughtWhole() {
    List<String> found = new ArrayList<>();
    for (JavaClass one : CLASSES) {
      for (JavaCodeUnit unit : one.getCodeUnits()) {
        unit.getTryCatchBlocks().stream()
            .flatMap(block -> block.getCaughtThrowables().stream())
            .filter(
                caught ->
                    caught.isEquivalentTo(Exception.class)
                        || caught.isEquivalentTo(RuntimeException.class))
            .forEach(caught -> found.add(unit.getFullName() + " catches " + caught.getName()));
      }
    }
    assertEquals(List.of(), found);
  }

  /**
   * {@code Map.of}, {@code Set.of} and the copies of both iterate in an order that changes from run
   * to run: they may be constants to look things up in, or arguments of the JSON writer, which
   * sorts.
   */
  @Test
  void mapsWithoutAnOrderAreOnlyConstants() {
    Set<String> unordered = new TreeSet<>();
    for (JavaClass one : CLASSES) {
      for (JavaAccess<?> access : one.getAccessesFromSelf()) {
        boolean map =
            access.getTargetOwner().isEquivalentTo(Map.class)
                || access.getTargetOwner().isEquivalentTo(Set.class);
        boolean made = List.of("of", "ofEntries", "copyOf").contains(access.getName());
        if (map && made && !access.getOrigin().getName().equals("<clinit>") && !single(access)) {
          unordered.add(one.getName());
        }
      }
    }
    unordered.removeAll(List.of(ROOT + ".tree.StepJson", ROOT + ".tree.ActionJson"));
    assertEquals(Set.of(), unordered);
  }

  /** One entry or none is always in order; a copy takes one argument, too, and is not. */
  private static boolean single(JavaAccess<?> access) {
    int arguments =
        access.getTarget() instanceof AccessTarget.CodeUnitCallTarget call
            ? call.getRawParameterTypes().size()
            : 0;
    boolean map = access.getTargetOwner().isEquivalentTo(Map.class);
    return access.getName().equals("of") && arguments <= (map ? 2 : 1);
  }

  @Test
  void stateIsNeverStatic() {
    classes()
        .should(
            ArchConditions.have(
                DescribedPredicate.describe(
                    "only final static fields",
                    one ->
                        one.getFields().stream()
                            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                            .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL)))))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> resideInAnyOf(List<String> packages) {
    return JavaClass.Predicates.resideInAnyPackage(packages.toArray(new String[0]));
  }

  private static String packages(String room) {
    return room.equals(PIPELINE) ? ROOT : ROOT + "." + room + "..";
  }

  private static Set<String> rooms() {
    Set<String> rooms = new TreeSet<>();
    for (JavaClass one : CLASSES) {
      String[] below = one.getPackageName().substring(ROOT.length()).split("\\.");
      Arrays.stream(below).skip(1).limit(1).forEach(rooms::add);
    }
    return rooms;
  }
}
