package io.pgfleet.compiler.sealing;

import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.derive.Derivation;
import io.pgfleet.compiler.derive.FactsBook;
import io.pgfleet.compiler.derive.Literals;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.EnvironmentReader;
import io.pgfleet.compiler.inventory.Inventory;
import io.pgfleet.compiler.inventory.InventoryReader;
import io.pgfleet.compiler.inventory.Precedence;
import io.pgfleet.compiler.inventory.Rewriting;
import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.schema.Schemas;
import io.pgfleet.compiler.schema.Vocabulary;
import io.pgfleet.compiler.secret.SealedBook;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes the secrets out of an inventory.
 *
 * <p>Every literal goes into the sealed file under the name of its place, and a reference to that
 * name takes its place. The sealed file is written first: after a crash the literals still stand
 * there, and sealing again finds their values sealed already.
 */
public final class Sealing {
  private static final String CLUSTER = "${pg_cluster}";
  private static final String REPOSITORY = "pgbackrest_repo";

  /**
   * A default that names an account, such as {@code S3User.Backup}, stands at both ends of a
   * connection and must stay the same at both.
   */
  private static final String ACCOUNT = "User.";

  private final Workspace workspace;
  private final Environment environment;
  private final Vocabulary vocabulary;
  private final SecretUses written = new SecretUses();
  private final SecretUses used = new SecretUses();

  /**
   * What was done; names only.
   *
   * @param sealed literals that are sealed now
   * @param made values that were made up
   * @param left secrets that still have a default which everybody knows
   * @param files files of the inventory that were rewritten
   */
  public record Report(
      SortedSet<String> sealed,
      SortedSet<String> made,
      SortedSet<String> left,
      SortedSet<String> files) {}

  /**
   * Reads an environment; no facts are needed.
   *
   * @throws io.pgfleet.compiler.diagnostic.InvalidInventoryException when it is not valid
   */
  public Sealing(Workspace workspace, String name, Diagnostics diagnostics) {
    this.workspace = workspace;
    this.environment = EnvironmentReader.read(workspace.inventories(), name, diagnostics);
    Inventory inventory = InventoryReader.read(workspace.inventories(), name, diagnostics);
    diagnostics.throwIfErrors();
    this.vocabulary = new Schemas(workspace.root().resolve("schema")).of(inventory, diagnostics);
    Inventory checked = vocabulary.check(inventory, diagnostics);
    diagnostics.throwIfErrors();
    Literals.each(checked, written);
    Derivation.Input input =
        new Derivation.Input(
            environment,
            Precedence.resolve(checked, vocabulary.defaults(), diagnostics),
            FactsBook.assumed(workspace.inventories(), environment),
            used);
    Derivation.derive(input, diagnostics);
    diagnostics.throwIfErrors();
  }

  /** Values that everybody knows. */
  public Collection<String> defaults() {
    SecretUses defaults = new SecretUses();
    Literals.each(vocabulary.defaults(), defaults);
    return defaults.defaults().stream().map(SecretUses.Literal::text).toList();
  }

  /** Where each secret is used: places in the inventory, and words where there is none. */
  public SortedMap<String, SortedSet<String>> uses() {
    SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
    for (SecretUses one : List.of(written, used)) {
      one.named()
          .forEach((name, origins) -> origins.forEach(place -> add(uses, name, place.toString())));
    }
    uses.keySet().removeIf(name -> name.startsWith(CLUSTER));
    used.unwritten().forEach(name -> add(uses, name, "made up"));
    used.defaults().forEach(one -> add(uses, one.name(), "in place of the default"));
    return uses;
  }

  private static void add(SortedMap<String, SortedSet<String>> uses, String name, String where) {
    uses.computeIfAbsent(name, one -> new TreeSet<>()).add(where);
  }

  /**
   * Seals.
   *
   * @param generate whether defaults that everybody knows are replaced by values made up
   */
  public Report seal(SealedBook book, boolean generate) {
    Report report = new Report(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    Map<Origin, String> references = new TreeMap<>();
    for (SecretUses.Literal one : written.literals()) {
      if (!references.containsKey(one.origin())) {
        references.put(one.origin(), Rewriting.quoted(reference(one, book, report)));
      }
    }
    makeUp(book, generate, report);
    book.save();
    Rewriting.byFile(references)
        .forEach(
            (file, texts) -> {
              book.rewrite(path(file), bytes -> new Rewriting(file, texts).of(bytes));
              report.files().add(file);
            });
    return report;
  }

  private Path path(String file) {
    return workspace.inventories().resolveSibling(file);
  }

  private String reference(SecretUses.Literal literal, SealedBook book, Report report) {
    if (literal.text().contains(CLUSTER) && literal.name().contains(REPOSITORY)) {
      return perCluster(literal, book, report);
    }
    String name = free(literal, report.sealed());
    book.set(name, literal.text());
    report.sealed().add(name);
    return Value.Literal.referenceTo(name);
  }

  /** A value that names its cluster is another one in each cluster. */
  private String perCluster(SecretUses.Literal literal, SealedBook book, Report report) {
    for (SecretUses.Literal one : used.literals()) {
      if (one.origin().equals(literal.origin())) {
        book.set(one.name(), one.text());
        report.sealed().add(one.name());
      }
    }
    String rest = literal.name().substring(literal.name().indexOf(REPOSITORY));
    return Value.Literal.referenceTo(CLUSTER + "/" + rest);
  }

  private static String free(SecretUses.Literal literal, SortedSet<String> taken) {
    String name = literal.name();
    for (int i = 2; taken.contains(name); i++) {
      name = literal.name() + "-" + i;
    }
    return name;
  }

  private void makeUp(SealedBook book, boolean generate, Report report) {
    for (String name : used.named().keySet()) {
      if (environment.secrets().isElsewhere(name) && book.reference(name).isEmpty()) {
        book.note(name);
      }
    }
    used.unwritten().forEach(name -> make(name, book, book.made(name), report));
    Map<String, String> accounts = new HashMap<>();
    for (SecretUses.Literal one : used.defaults()) {
      if (!generate && book.reference(one.name()).isEmpty()) {
        report.left().add(one.name());
      } else if (generate && isWritten(one.text())) {
        keep(one, book, report);
      } else if (generate) {
        boolean account = one.text().contains(ACCOUNT);
        String made = book.password();
        make(
            one.name(),
            book,
            account ? accounts.computeIfAbsent(one.text(), text -> made) : made,
            report);
      }
    }
  }

  /** Whether the inventory gives that account the value that everybody knows. */
  private boolean isWritten(String text) {
    return text.contains(ACCOUNT)
        && written.literals().stream().anyMatch(one -> one.text().equals(text));
  }

  private void keep(SecretUses.Literal one, SealedBook book, Report report) {
    if (book.reference(one.name()).isEmpty()) {
      book.set(one.name(), one.text());
      report.sealed().add(one.name());
    }
  }

  private void make(String name, SealedBook book, String value, Report report) {
    if (book.reference(name).isPresent()) {
      return;
    }
    if (environment.secrets().isElsewhere(name)) {
      book.note(name);
    } else {
      book.setMade(name, value);
      report.made().add(name);
    }
  }

  /** The environment that was read. */
  public Environment environment() {
    return environment;
  }

  /** Names that a reader could mean. */
  public List<String> names() {
    return List.copyOf(uses().keySet());
  }
}
