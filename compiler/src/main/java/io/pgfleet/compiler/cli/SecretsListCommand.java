package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.secret.IndexedSecret;
import io.pgfleet.compiler.secret.SecretsIndex;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists secrets without their values; nothing is opened. */
@Command(
    name = "list",
    description = "Lists secrets with revision, age, flags and where they are used; no values.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class SecretsListCommand implements Callable<Integer> {
  @Mixin private SecretsOptions options;

  @Option(names = "--output", paramLabel = "text|json", description = "How to print results.")
  private Output output = Output.text;

  @Override
  public Integer call() {
    SortedMap<String, SortedSet<String>> uses = options.sealing().uses();
    SortedMap<String, IndexedSecret> secrets = SecretsIndex.read(options.place());
    if (output == Output.json) {
      System.out.print(json(secrets, uses));
      return Exit.DONE;
    }
    int width = secrets.keySet().stream().mapToInt(String::length).max().orElse(4);
    System.out.printf(
        "%-" + width + "s  %-8s  %5s  %-14s  %s%n", "NAME", "REVISION", "DAYS", "FLAGS", "USED");
    secrets.forEach(
        (name, one) ->
            System.out.printf(
                "%-" + width + "s  %-8s  %5d  %-14s  %s%n",
                name,
                one.revision(),
                Duration.between(one.set(), Instant.now()).toDays(),
                flags(one),
                used(name, uses)));
    return Exit.DONE;
  }

  private static String flags(IndexedSecret secret) {
    return secret.flags().isEmpty()
        ? "-"
        : secret.flags().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String used(String name, SortedMap<String, SortedSet<String>> uses) {
    if (name.startsWith("pki/")) {
      return "certificates";
    }
    SortedSet<String> places = uses.getOrDefault(name, new TreeSet<>());
    return places.isEmpty() ? "nowhere" : String.join(", ", places);
  }

  private static String json(
      SortedMap<String, IndexedSecret> secrets, SortedMap<String, SortedSet<String>> uses) {
    List<Object> list = new ArrayList<>();
    secrets.forEach(
        (name, one) -> {
          Map<String, Object> entry = new TreeMap<>();
          entry.put("name", name);
          entry.put("revision", one.revision());
          entry.put("set", one.set().toString());
          entry.put("flags", one.flags().stream().map(Object::toString).toList());
          entry.put("used", List.copyOf(uses.getOrDefault(name, new TreeSet<>())));
          list.add(entry);
        });
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", 1);
    json.put("secrets", list);
    return new String(Json.bytes(json), StandardCharsets.UTF_8);
  }
}
