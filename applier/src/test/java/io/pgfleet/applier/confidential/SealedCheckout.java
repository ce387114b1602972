package io.pgfleet.applier.confidential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.applier.cluster.Checkout;
import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The sandbox's inventory as an environment that is no demo: every parameter that takes a secret
 * holds one that can be told from all other text, and all of them are sealed for a key that the
 * real {@code age-keygen} made.
 */
final class SealedCheckout {
  private final Checkout checkout;
  private final Path identity;
  private final List<Ran> ran = new ArrayList<>();

  private SealedCheckout(Checkout checkout, Path identity) {
    this.checkout = checkout;
    this.identity = identity;
  }

  static SealedCheckout of(Path folder, Fleet fleet) {
    Checkout checkout = Checkout.of(folder, fleet).compiledFrom(ExporterPackage.catalog(folder));
    Path identity = folder.resolve("key");
    Ran made = Ran.of(folder, Map.of(), List.of("age-keygen", "-o", identity.toString()));
    assertEquals(0, made.exit(), made::toString);
    String recipient = made.err().strip().replaceFirst("(?s).*Public key: ", "");
    Path environment = checkout.environmentFolder();
    edit(
        environment.resolve("env.yml"),
        text -> text.replace("demo: true", "demo: false\nrecipients: [" + recipient + "]"));
    edit(environment.resolve("inventory.yml"), text -> Planted.inventory(fleet.prefix()));
    edit(folder.resolve(".gitignore"), text -> text + "/key\n/state\n/root\n.ssh/\n");
    return new SealedCheckout(checkout, identity);
  }

  private interface Edit {
    String of(String text);
  }

  private static void edit(Path file, Edit edit) {
    try {
      Files.writeString(file, edit.of(Files.exists(file) ? Files.readString(file) : ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Checkout checkout() {
    return checkout;
  }

  Path identity() {
    return identity;
  }

  /** Seals what is planted, makes up the rest, and issues certificates. */
  void seal() {
    expect(0, desk("secrets", "seal", "--generate"));
    expect(0, desk("pki", "issue"));
    git("add", "-A");
    git("commit", "-qm", "seal");
  }

  /** A command on secrets or certificates, with the identity. */
  Ran desk(String group, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--identity", identity.toString()));
    return kept(group + " " + command, checkout.desk(group, command, all.toArray(String[]::new)));
  }

  /** Compiles and commits. */
  void compile() {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "change");
    expect(0, kept("compile", checkout.compile("--commit")));
  }

  Ran apply(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--identity", identity.toString()));
    return kept("apply", checkout.apply(all.toArray(String[]::new)));
  }

  static void expect(int exit, Ran ran) {
    assertEquals(exit, ran.exit(), ran::toString);
  }

  private Ran kept(String what, Ran one) {
    System.out.printf("figure: %s: %.1f s, exit %d%n", what, one.seconds(), one.exit());
    ran.add(one);
    return one;
  }

  /** All that the programs printed so far. */
  List<String> said() {
    return ran.stream().map(Ran::toString).toList();
  }

  String git(String... words) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(words));
    Ran one = Ran.of(checkout.folder(), Map.of(), argv);
    expect(0, one);
    return one.out();
  }

  /**
   * Writes every object of the checkout, as it was before compression, into a file of its folder.
   */
  void unpackObjects() {
    String all = "git cat-file --batch-all-objects --batch > objects";
    expect(0, Ran.of(checkout.folder(), Map.of(), List.of("sh", "-c", all)));
  }

  /** The secrets by name, opened by the real {@code age}. */
  SortedMap<String, String> secrets() {
    Path sealed = checkout.environmentFolder().resolve("secrets.age");
    Ran opened =
        Ran.of(
            checkout.folder(),
            Map.of(),
            List.of("age", "-d", "-i", identity.toString(), sealed.toString()));
    expect(0, opened);
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    Map<?, ?> document = (Map<?, ?>) new Load(settings).loadFromString(opened.out());
    SortedMap<String, String> values = new TreeMap<>();
    ((Map<?, ?>) document.get("secrets"))
        .forEach(
            (name, entry) ->
                values.put(name.toString(), ((Map<?, ?>) entry).get("value").toString()));
    return values;
  }
}
