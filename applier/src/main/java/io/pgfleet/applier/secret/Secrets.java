package io.pgfleet.applier.secret;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the place of references such as <code>{secret:admin_password@k3x9q2m7|yaml}</code>
 * .
 *
 * <p>Safe for use by several threads.
 */
public final class Secrets {
  private static final String OPENING = "{secret:";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\{secret:(?<name>[A-Za-z0-9_./-]+)@(?<revision>[a-z0-9]{8})"
              + "(?:\\|(?<filter>[a-z0-9-]+)(?::(?<argument>[^}]*))?)?\\}");
  private static final int SHORTEST_MASKED = 4;

  private static final String EMPTY = "00000000";
  private static final Secret NOTHING = new Secret("", EMPTY, new byte[16]);

  private final Providers providers;
  private final Supplier<Optional<Provider>> earlier;
  private final Map<String, Secret> found = new ConcurrentHashMap<>();
  private final Map<String, String> resolved = new ConcurrentHashMap<>();

  private Secrets(Providers providers, Supplier<Optional<Provider>> earlier) {
    this.providers = providers;
    this.earlier = earlier;
  }

  /**
   * Reads the secrets of an environment.
   *
   * @param inventory the environment's inventory folder, such as {@code inventories/prod}
   * @param surroundings where identities and variables come from
   * @throws SecretException when they cannot be read
   */
  public static Secrets read(Path inventory, Surroundings surroundings) {
    return new Secrets(Providers.read(inventory, surroundings), Optional::empty);
  }

  /**
   * Reads the secrets of an environment for a tree of another time: revisions that are not current
   * any more come from the environment's own file as it was then.
   *
   * @param files content of a file of the inventory folder at that time, by its name
   * @throws SecretException when they cannot be read
   */
  public static Secrets read(
      Path inventory, Surroundings surroundings, Function<String, Optional<byte[]>> files) {
    return new Secrets(
        Providers.read(inventory, surroundings),
        () -> Providers.earlier(inventory, surroundings, files));
  }

  /**
   * The content with every reference resolved; other bytes stay as they are.
   *
   * @param where the content's path, for messages
   * @throws SecretException when a secret is missing, has another revision, or does not fit
   */
  public byte[] resolve(String where, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (!text.contains(OPENING)) {
      return content;
    }
    StringBuilder result = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      String value = resolved.computeIfAbsent(matcher.group(), r -> value(where, matcher));
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      matcher.appendReplacement(
          result, Matcher.quoteReplacement(new String(bytes, StandardCharsets.ISO_8859_1)));
    }
    refuseOddReference(where, text.replaceAll(REFERENCE.pattern(), ""));
    matcher.appendTail(result);
    return result.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String value(String where, Matcher reference) {
    String name = reference.group("name");
    Secret secret = secret(where, name, reference.group("revision"));
    try {
      String argument = reference.group("argument");
      String filter = reference.group("filter");
      return Filter.named(filter == null ? "" : filter)
          .apply(secret, argument == null ? "" : argument);
    } catch (Filter.Unfit e) {
      throw new SecretException(
          where
              + ": the secret '"
              + name
              + "' cannot stand here because "
              + e.getMessage()
              + "; change it in the inventory and compile again");
    }
  }

  private Secret secret(String where, String name, String revision) {
    if (revision.equals(EMPTY)) {
      return NOTHING;
    }
    Secret secret = found.computeIfAbsent(name, one -> lookedUp(where, one));
    if (secret.revision().equals(revision)) {
      return secret;
    }
    Secret former =
        found.computeIfAbsent(name + "@" + revision, any -> former(name, revision).orElse(NOTHING));
    if (former == NOTHING) {
      throw new SecretException(
          where
              + ": needs revision '"
              + revision
              + "' of the secret '"
              + name
              + "', but "
              + providers.of(name)
              + " has '"
              + secret.revision()
              + "'; compile again, or fetch the file that belongs to this tree");
    }
    return former;
  }

  private Optional<Secret> former(String name, String revision) {
    return earlier
        .get()
        .flatMap(provider -> provider.secret(name))
        .filter(secret -> secret.revision().equals(revision));
  }

  private Secret lookedUp(String where, String name) {
    Provider provider = providers.of(name);
    return provider
        .secret(name)
        .orElseThrow(
            () ->
                new SecretException(
                    where
                        + ": needs the secret '"
                        + name
                        + "', which is not in "
                        + provider
                        + "; compile again, or fetch the file"));
  }

  private static void refuseOddReference(String where, String rest) {
    if (rest.contains(OPENING)) {
      throw new SecretException(
          where + ": has a secret reference of an unknown form; compile again");
    }
  }

  /** The names of the secrets that content refers to, with revision, sorted. */
  public static SortedSet<String> references(byte[] content) {
    SortedSet<String> names = new TreeSet<>();
    Matcher matcher = REFERENCE.matcher(new String(content, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      names.add(matcher.group("name") + "@" + matcher.group("revision"));
    }
    return names;
  }

  /**
   * A text for people in which every secret that was used so far is covered by {@code ***}, as it
   * is and as it was written; for what commands print, since they may repeat their input.
   */
  public String masked(String text) {
    SortedSet<String> covered =
        new TreeSet<>(
            // a longer one first: what it leaves would tell most of it
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    resolved.values().forEach(value -> add(value, covered));
    found.values().forEach(secret -> add(secret.value(), covered));
    String masked = text;
    for (String one : covered) {
      masked = masked.replace(one, "***");
    }
    return masked;
  }

  private static void add(String value, SortedSet<String> covered) {
    for (String line : value.split("\n")) {
      String bare = line.replaceAll("^E?['\"]|['\"]$", "").strip();
      if (bare.length() >= SHORTEST_MASKED) {
        covered.add(bare);
      }
    }
  }

  @Override
  public String toString() {
    return providers.toString();
  }
}
