package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shall be gone goes when people ask for it by name, and never otherwise. */
final class DroppedByNameTest {
  private static final String SOME =
      """
      pg_safeguard: true
      pg_users:
        - { name: left, state: absent }
        - { name: replicator, state: absent }
        - { name: test }
      pg_databases:
        - name: app
          schemas: [kept, { name: old, state: absent }]
          extensions: [hstore, { name: pg_trgm, state: absent }]
        - { name: gone, state: absent, schemas: [{ name: inside, state: absent }] }
        - { name: postgres, state: absent }
        - { name: again, state: recreate }
        - { name: too, state: recreate }
      """;

  @TempDir Path directory;

  private Optional<Operation> operation(String name, String parameters) {
    return ClusterFixture.rendered(directory, parameters).contribution().operations().stream()
        .filter(one -> one.definition().name().equals(name))
        .findFirst();
  }

  private static List<String> argv(Part part) {
    return ((Action.Run) part.step().action()).argv();
  }

  private static List<String> words(Part part) {
    List<String> argv = argv(part);
    return argv.subList(1, argv.size());
  }

  @Test
  void dropsWhatIsAbsentUsersLastAndNothingThatThePlatformNeeds() {
    Operation drop = operation("drop", SOME).orElseThrow();
    assertEquals(
        List.of(
            List.of("database", "gone"),
            List.of("extension", "app", "pg_trgm"),
            List.of("schema", "app", "old"),
            List.of("role", "left")),
        drop.parts().stream().map(DroppedByNameTest::words).toList());
    assertTrue(drop.definition().confirmed());
    assertEquals(Optional.of(new Operation.Safeguard("pg_safeguard", true)), drop.safeguard());
  }

  @Test
  void leavesOutWhatIsGoneAlready() {
    Operation drop = operation("drop", SOME).orElseThrow();
    for (Part part : drop.parts()) {
      List<String> guard = part.step().when().guard().orElseThrow().argv();
      assertEquals("is-gone", guard.get(1));
      assertEquals(words(part), guard.subList(2, guard.size()));
      assertEquals(Step.Undo.irreversible(), part.step().undo());
    }
  }

  @Test
  void makesOneDatabaseAnewOfThoseThatTheInventoryNames() {
    Operation anew = operation("recreate-database", SOME).orElseThrow();
    assertEquals(List.of("database", "{arg:database}", "again", "too"), words(anew.parts().get(0)));
    assertEquals("pgsql.provision@pg-test", anew.parts().get(1).step().id());
    assertTrue(anew.definition().confirmed());
  }

  @Test
  void offersNeitherWhereNothingIsToGo() {
    String none = "pg_users: [{ name: test }]\npg_databases: [{ name: app }]\n";
    assertEquals(Optional.empty(), operation("drop", none));
    assertEquals(
        Optional.empty(),
        operation("recreate-database", "pg_databases: [{ name: postgres, state: recreate }]\n"));
  }
}
