package io.pgfleet.applier.secret;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who has which secret: the source of {@code env.yml} with the longest beginning of its name, else
 * the environment's own file.
 */
final class Providers {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<Route> routes;

  private record Route(String prefix, Provider provider) {}

  private Providers(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * Reads {@code env.yml} and the environment's own file of secrets.
   *
   * @throws SecretException when they cannot be read
   */
  static Providers read(Path inventory, Surroundings surroundings) {
    Path file = inventory.resolve("env.yml");
    Map<?, ?> settings = settings(file);
    Map<?, ?> secrets = YamlText.map(file, "secrets", settings.get("secrets"));
    List<Route> routes = new ArrayList<>();
    if (secrets.get("sources") instanceof List<?> sources) {
      Index index = Index.read(inventory);
      sources.forEach(
          one -> routes.add(route(file, YamlText.map(file, "sources", one), surroundings, index)));
    }
    routes.sort(
        Comparator.comparing(Route::prefix, Comparator.comparingInt(String::length)).reversed());
    routes.add(new Route("", own(inventory, settings, secrets, surroundings)));
    return new Providers(routes);
  }

  /** The environment's own file of secrets as it was at another time; nothing without the file. */
  static Optional<Provider> earlier(
      Path inventory, Surroundings surroundings, Function<String, Optional<byte[]>> files) {
    Path file = inventory.resolve("env.yml");
    Map<?, ?> settings = settings(file);
    if ("true".equals(settings.get("demo"))) {
      Path store = inventory.resolve("secrets.yml");
      return files.apply("secrets.yml").map(then -> SecretStore.plain(store, then));
    }
    Map<?, ?> secrets = YamlText.map(file, "secrets", settings.get("secrets"));
    Optional<String> identity = Optional.ofNullable(secrets.get("identity")).map(Object::toString);
    Path store = inventory.resolve("secrets.age");
    return files
        .apply("secrets.age")
        .map(then -> SecretStore.sealed(store, then, surroundings, identity));
  }

  private static Map<?, ?> settings(Path file) {
    return YamlText.map(file, "", Files.exists(file) ? YamlText.read(file) : null);
  }

  private static Provider own(
      Path inventory, Map<?, ?> settings, Map<?, ?> secrets, Surroundings surroundings) {
    if ("true".equals(settings.get("demo"))) {
      return SecretStore.plain(inventory.resolve("secrets.yml"));
    }
    Optional<String> identity = Optional.ofNullable(secrets.get("identity")).map(Object::toString);
    return SecretStore.sealed(inventory.resolve("secrets.age"), surroundings, identity);
  }

  private static Route route(Path file, Map<?, ?> source, Surroundings surroundings, Index index) {
    String prefix = source.get("prefix") instanceof String text ? text : "";
    Duration limit =
        source.get("timeout") instanceof String text && text.matches("[1-9][0-9]{0,4}")
            ? Duration.ofSeconds(Long.parseLong(text))
            : LIMIT;
    if (source.get("command") instanceof List<?> words && !words.isEmpty()) {
      List<String> arguments = words.stream().map(Object::toString).toList();
      return new Route(prefix, new CommandProvider(arguments, limit, index));
    }
    if (source.get("environment") instanceof String beginning) {
      return new Route(prefix, new VariableProvider(beginning, surroundings.variables(), index));
    }
    if (source.get("vault") instanceof Map<?, ?> fields) {
      VaultSettings vault = new VaultSettings(file, fields, surroundings, limit);
      return new Route(prefix, new VaultProvider(vault, index));
    }
    throw new SecretException(
        file + ": a source of secrets needs 'command', 'environment' or 'vault'; add one");
  }

  /** Who has the secret of that name. */
  Provider of(String name) {
    return routes.stream()
        .filter(one -> name.startsWith(one.prefix()))
        .findFirst()
        .orElseThrow()
        .provider();
  }

  @Override
  public String toString() {
    return "secrets of " + routes.stream().map(one -> one.provider().toString()).toList();
  }
}
