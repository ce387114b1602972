package io.pgfleet.compiler.migration;

import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.dialect.RefusedTextException;
import io.pgfleet.compiler.module.dialect.ShellText;
import io.pgfleet.compiler.render.Renderer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of scripts that move a database by logical replication, and a page that says in which
 * order. It belongs to no node and to no tree: people run it from where they reach both sides.
 *
 * @param subscription how the destination's server reaches the source, where that differs from how
 *     people do
 */
public record MigrationKit(Side source, Side destination, Optional<String> subscription) {
  private static final ArtifactType ACTIVATE =
      new ArtifactType(
          "migration.activate",
          "migration/activate.mustache",
          ActivateView.class,
          Format.SHELL,
          "sh -n");
  private static final ArtifactType README =
      new ArtifactType(
          "migration.readme",
          "migration/README.md.mustache",
          ReadmeView.class,
          Format.TEXT,
          "none");
  private static final List<String> SCRIPTS =
      List.of(
          "check-db",
          "check-hba",
          "check-misc",
          "check-repl",
          "check-user",
          "copy-diff",
          "copy-progress",
          "copy-schema",
          "copy-seq",
          "create-pub",
          "create-sub",
          "drop-pub",
          "drop-sub");

  /** Every kind of file in the folder. */
  public static List<ArtifactType> types() {
    return Stream.concat(Stream.of(ACTIVATE, README), SCRIPTS.stream().map(MigrationKit::script))
        .toList();
  }

  private static ArtifactType script(String name) {
    return new ArtifactType(
        "migration." + name, "migration/" + name, Void.class, Format.SHELL, "sh -n");
  }

  /** Where such folders are kept, as the inventory says; a tilde stands for a person's home. */
  public static String folder(Scopes scopes) {
    return Side.text(scopes.platform(), "context_dir").orElse("~/migration");
  }

  /** The folder's own name. */
  public String name() {
    String name = source.cluster() + "." + source.database();
    if (!name.matches("[A-Za-z0-9_.-]+") || name.startsWith(".")) {
      throw new MigrationException("'" + name + "' can't be a folder's name; name it otherwise");
    }
    return name;
  }

  /**
   * The files by their names.
   *
   * @throws MigrationException when something that they need is not known
   */
  public SortedMap<String, byte[]> files(Scopes scopes, Renderer renderer) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    ReadmeView readme =
        new ReadmeView(
            source.cluster(), source.database(), destination.cluster(), destination.database());
    try {
      files.put("README.md", bytes(renderer, README, new Content.View(readme)));
      files.put("activate", bytes(renderer, ACTIVATE, new Content.View(activate(scopes))));
    } catch (RefusedTextException e) {
      throw new MigrationException(e.getMessage() + "; write it without that");
    }
    SCRIPTS.forEach(one -> files.put(one, bytes(renderer, script(one), new Content.Verbatim())));
    return files;
  }

  private ActivateView activate(Scopes scopes) {
    String from = source.connection(scopes);
    String reached = subscription.map(Side::withoutPassword).orElse(from);
    return new ActivateView(
        ShellText.word(from),
        ShellText.word(destination.connection(scopes)),
        ShellText.word(reached),
        ShellText.word(slot()));
  }

  /** Slots have lower case letters, digits and underscores in their names, 63 at most. */
  private String slot() {
    String plain = ("migrate_" + source.database()).toLowerCase(Locale.ROOT);
    String name = plain.replaceAll("[^a-z0-9_]", "_");
    return name.length() > 63 ? name.substring(0, 63) : name;
  }

  private static byte[] bytes(Renderer renderer, ArtifactType type, Content content) {
    return renderer.render(type, type.template(), content).bytes();
  }

  /** A file that people run. */
  public static boolean isScript(String name) {
    return SCRIPTS.contains(name);
  }
}
