package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the script that looks at a machine, and reads its answer. */
final class Observing {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;

  private final Question question;
  private final List<String> paths = new ArrayList<>();
  private final List<String> shared;

  Observing(Question question) {
    this.question = question;
    LinkedHashSet<String> files = new LinkedHashSet<>();
    for (String name : question.entries()) {
      if (isBlock(name)) {
        files.add(path(name));
      } else {
        paths.add(name);
      }
    }
    shared = List.copyOf(files);
  }

  private static boolean isBlock(String name) {
    return name.indexOf('#') >= 0;
  }

  private static String path(String name) {
    return name.substring(0, name.indexOf('#'));
  }

  Script script() {
    Script script = Script.begin().part("packages").part("observe");
    script.callForAll("stats", paths).callForAll("sums", paths).callForAll("links", paths);
    for (int i = 0; i < shared.size(); i++) {
      script.call("shared", String.valueOf(i), shared.get(i));
    }
    script.callForAll("units", question.units());
    script.callForAll("packages", question.packages());
    script.callForAll("accounts", question.accounts());
    return script.line("own_state");
  }

  Observation read(Reply reply) {
    return new Observation(
        entries(reply),
        units(reply),
        packages(reply),
        Accounts.read(reply.lines("passwd"), reply.lines("group")),
        reply.bytes("record"),
        reply.text("key").strip(),
        reply.text("boot").strip());
  }

  private SortedMap<String, Observation.Seen> entries(Reply reply) {
    SortedMap<String, Observation.Seen> entries = new TreeMap<>();
    question.entries().forEach(name -> entries.put(name, Observation.Seen.absent()));
    Map<String, String> sums = sums(reply);
    Map<String, String> links = pairs(reply.parts("link"));
    List<String> stats = reply.parts("stat");
    for (int i = 0; i + 3 < stats.size(); i += 4) {
      String path = stats.get(i);
      entries.put(
          path,
          seen(
              Integer.parseInt(stats.get(i + 1), 16),
              stats.subList(i + 2, i + 4),
              links.getOrDefault(path, ""),
              sums.getOrDefault(path, "")));
    }
    blocks(reply, entries);
    return entries;
  }

  private static Observation.Seen seen(
      int mode, List<String> owners, String target, String sha256) {
    String kind =
        switch (mode & TYPE) {
          case REGULAR -> "file";
          case DIRECTORY -> "directory";
          case LINK -> "link";
          default -> "other";
        };
    if (kind.equals("link")) {
      return new Observation.Seen(kind, "", "", "", target, "");
    }
    String digits = String.format(Locale.ROOT, "%04o", mode & 07777);
    return new Observation.Seen(kind, owners.get(0), owners.get(1), digits, "", sha256);
  }

  private void blocks(Reply reply, SortedMap<String, Observation.Seen> entries) {
    for (String name : question.entries()) {
      if (!isBlock(name)) {
        continue;
      }
      String text = reply.text("shared." + shared.indexOf(path(name)));
      BlockText.lines(text, name.substring(name.indexOf('#') + 1))
          .ifPresent(
              lines -> {
                String sum = Digests.sha256(lines.getBytes(StandardCharsets.UTF_8));
                entries.put(name, new Observation.Seen("block", "", "", "", "", sum));
              });
    }
  }

  /** Each part is a digest, two blanks and a path. */
  private static Map<String, String> sums(Reply reply) {
    Map<String, String> sums = new TreeMap<>();
    for (String part : reply.parts("sum")) {
      int blank = part.indexOf(' ');
      sums.put(part.substring(blank + 2), part.substring(0, blank));
    }
    return sums;
  }

  private static Map<String, String> pairs(List<String> parts) {
    Map<String, String> pairs = new TreeMap<>();
    for (int i = 0; i + 1 < parts.size(); i += 2) {
      pairs.put(parts.get(i), parts.get(i + 1));
    }
    return pairs;
  }

  /** Properties of a unit stand in lines; an empty line ends each unit, in the order asked. */
  private SortedMap<String, Observation.UnitState> units(Reply reply) {
    SortedMap<String, Observation.UnitState> units = new TreeMap<>();
    Map<String, String> properties = new TreeMap<>();
    List<String> lines = new ArrayList<>(reply.lines("unit"));
    lines.add("");
    int index = 0;
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        properties.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!properties.isEmpty() && index < question.units().size()) {
        units.put(question.units().get(index++), unit(properties));
        properties.clear();
      }
    }
    return units;
  }

  private static Observation.UnitState unit(Map<String, String> properties) {
    return new Observation.UnitState(
        properties.getOrDefault("ActiveState", "inactive"),
        properties.getOrDefault("SubState", "dead"),
        properties.getOrDefault("UnitFileState", ""),
        properties.getOrDefault("InvocationID", ""),
        "yes".equals(properties.get("NeedDaemonReload")));
  }

  private static SortedMap<String, String> packages(Reply reply) {
    SortedMap<String, String> packages = new TreeMap<>();
    for (String line : reply.lines("package")) {
      String[] fields = line.split("\t");
      if (fields.length == 2) {
        packages.put(fields[0], fields[1]);
      }
    }
    return packages;
  }
}
