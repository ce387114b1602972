package io.pgfleet.applier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The applier's rooms: who may use whom, and which library is locked in which room. */
class RoomsTest {
  private static final String ROOT = "io.pgfleet.applier";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyRoomUsesOnlyTheRoomsBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("tree")
        .definedBy(ROOT + ".tree..")
        .layer("secret")
        .definedBy(ROOT + ".secret..")
        .layer("node")
        .definedBy(ROOT + ".node..")
        .layer("plan")
        .definedBy(ROOT + ".plan..")
        .layer("journal")
        .definedBy(ROOT + ".journal..")
        .layer("sync")
        .definedBy(ROOT + ".sync..")
        .layer("activation")
        .definedBy(ROOT + ".activation..")
        .layer("report")
        .definedBy(ROOT + ".report..")
        .layer("Applier")
        .definedBy(ROOT)
        .layer("cli")
        .definedBy(ROOT + ".cli..")
        .whereLayer("tree")
        .mayNotAccessAnyLayer()
        .whereLayer("secret")
        .mayNotAccessAnyLayer()
        .whereLayer("node")
        .mayOnlyAccessLayers("tree")
        // the planner compares what the port saw; it never holds a machine, see below
        .whereLayer("plan")
        .mayOnlyAccessLayers("tree", "node")
        .whereLayer("journal")
        .mayOnlyAccessLayers("plan", "tree", "node")
        .whereLayer("sync")
        .mayOnlyAccessLayers("plan", "tree", "node", "journal")
        .whereLayer("activation")
        .mayOnlyAccessLayers("plan", "tree", "node", "journal", "sync")
        .whereLayer("report")
        .mayOnlyAccessLayers("plan", "journal", "tree")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void thePlannerNeverHoldsAMachine() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".plan..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.pgfleet\\.applier\\.node\\.(Node|Nodes|Ssh.*|Directory.*)")
        .check(CLASSES);
  }

  @Test
  void everyLibraryIsLockedInItsRoom() {
    Map<String, List<String>> homes = new TreeMap<>();
    homes.put("org.eclipse.jgit..", List.of("tree"));
    homes.put("net.schmizz..", List.of("node"));
    homes.put("com.hierynomus..", List.of("node"));
    homes.put("com.exceptionfactory.jagged..", List.of("secret"));
    homes.put("org.bouncycastle..", List.of("secret"));
    homes.put("picocli..", List.of("cli"));
    homes.put("org.snakeyaml..", List.of("secret", "node", "cli"));
    homes.forEach(
        (library, rooms) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    rooms.stream().map(room -> ROOT + "." + room + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES));
  }

  @Test
  void knowsNothingOfTheCompiler() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.pgfleet.compiler..")
        .check(CLASSES);
  }

  @Test
  void onlyTheTerminalPrintsAndReadsTheSurroundings() {
    ArchRule surroundings =
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);
    surroundings.check(CLASSES);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Processor")
        .orShould()
        .haveSimpleNameEndingWith("Handler")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Context")
        .check(CLASSES);
    classes().should().notBeAnnotatedWith(Deprecated.class).check(CLASSES);
  }

  @Test
  void onlyOneClassEverSleeps() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".activation.Waiting")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .check(CLASSES);
  }

  /** So that no rule above passes on nothing. */
  @Test
  void everyRoomIsThere() {
    SortedMap<String, Integer> rooms = new TreeMap<>();
    for (JavaClass each : CLASSES) {
      String rest = each.getPackageName().substring(ROOT.length());
      rooms.merge(rest.isEmpty() ? "" : rest.substring(1), 1, Integer::sum);
    }

    assertEquals(
        new TreeSet<>(
            List.of(
                "",
                "activation",
                "cli",
                "journal",
                "node",
                "plan",
                "report",
                "secret",
                "sync",
                "tree")),
        new TreeSet<>(rooms.keySet()));
    assertTrue(CLASSES.size() > 180, "only " + CLASSES.size() + " classes were seen");
  }
}
