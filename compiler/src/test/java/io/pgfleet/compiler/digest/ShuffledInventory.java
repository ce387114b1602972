package io.pgfleet.compiler.digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An inventory that means the same and is written differently: keys, groups and hosts in another
 * order, in one file or over {@code hosts.yml}, {@code group_vars/} and {@code host_vars/}, whose
 * files appear in another order.
 */
final class ShuffledInventory {
  private final Random random;
  private final List<Map.Entry<String, Object>> files = new ArrayList<>();

  ShuffledInventory(Random random) {
    this.random = random;
  }

  /** Reads one inventory file and writes what means the same into a folder. */
  void write(Path inventory, Path folder) throws IOException {
    String text = Files.readString(inventory, StandardCharsets.UTF_8);
    Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
    if (random.nextBoolean()) {
      files.add(Map.entry("inventory.yml", root));
    } else {
      Map<String, Object> all = map(map(root).get("all"));
      files.add(Map.entry("hosts.yml", Map.of("all", split(all))));
    }
    Collections.shuffle(files, random);
    for (Map.Entry<String, Object> one : files) {
      Path file = folder.resolve(one.getKey());
      Files.createDirectories(file.getParent());
      StringBuilder written = new StringBuilder();
      write(one.getValue(), written);
      Files.writeString(file, written.append('\n'), StandardCharsets.UTF_8);
    }
  }

  /** Moves what all, groups and hosts set into files of their own, each or not as chance has it. */
  private Map<String, Object> split(Map<String, Object> all) {
    Map<String, Object> rest = new LinkedHashMap<>(all);
    move(rest, "vars", "group_vars/all.yml");
    Map<String, Object> groups = new LinkedHashMap<>(map(rest.get("children")));
    groups.replaceAll(
        (name, group) -> {
          Map<String, Object> left = new LinkedHashMap<>(map(group));
          move(left, "vars", "group_vars/" + name + ".yml");
          return left;
        });
    rest.put("children", groups);
    return rest;
  }

  private void move(Map<String, Object> from, String key, String file) {
    if (from.containsKey(key) && random.nextInt(4) > 0) {
      files.add(Map.entry(file, from.remove(key)));
    }
  }

  /** As JSON, which is YAML. */
  private void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      List<Object> keys = new ArrayList<>(map.keySet());
      Collections.shuffle(keys, random);
      String separator = "{";
      for (Object key : keys) {
        out.append(separator).append(quoted(key.toString())).append(": ");
        write(map.get(key), out);
        separator = ",\n";
      }
      out.append(keys.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> items) {
      String separator = "[";
      for (Object item : items) {
        out.append(separator);
        write(item, out);
        separator = ", ";
      }
      out.append(items.isEmpty() ? "[]" : "]");
    } else {
      out.append(value instanceof String text ? quoted(text) : String.valueOf(value));
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
