package io.pgfleet.applier.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the entries of a node must fulfil before any of them may reach a machine. */
final class EntryCheck {
  private static final Set<String> KINDS = Set.of("file", "directory", "link", "block", "seed");
  private static final Pattern MODE = Pattern.compile("[0-7]{4}");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");

  private final Map<String, Step> places = new HashMap<>();

  EntryCheck(List<Phase> phases) {
    for (Phase phase : phases) {
      for (Step step : phase.steps()) {
        if (step.kind().equals("place")) {
          places.put(step.id(), step);
        }
      }
    }
  }

  List<String> problems(String host, NodeManifest node) {
    List<String> problems = new ArrayList<>();
    if (!node.host().equals(host)) {
      problems.add("is the manifest of '" + node.host() + "'");
    }
    Set<String> links = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Entry entry : node.entries()) {
      if (!names.add(entry.name())) {
        problems.add("has '" + entry.name() + "' twice");
      }
      if (entry.kind().equals("link")) {
        links.add(entry.path());
      }
      shape(entry, problems);
      step(host, entry, problems);
    }
    node.entries().forEach(entry -> throughLink(entry, links, problems));
    return problems;
  }

  private static void shape(Entry entry, List<String> problems) {
    String name = entry.name();
    if (!KINDS.contains(entry.kind())) {
      problems.add("'" + name + "' is of the unknown kind '" + entry.kind() + "'");
    }
    if (!TreePaths.isSafe(entry.path())) {
      problems.add("'" + name + "' is not a plain absolute path");
    }
    if (entry.kind().equals("block") != !entry.id().isEmpty()) {
      problems.add("'" + name + "': a block, and only a block, has an id");
    }
    if (!entry.id().isEmpty() && !TreePaths.isBlockId(entry.id())) {
      problems.add("'" + name + "' has an id with other characters than letters, digits, _ . -");
    }
    if (entry.kind().equals("link")) {
      if (entry.target().isEmpty()) {
        problems.add("link '" + name + "' has no target");
      }
      return;
    }
    if (!entry.kind().equals("block")) {
      ownership(entry, problems);
    }
  }

  private static void ownership(Entry entry, List<String> problems) {
    if (!MODE.matcher(entry.mode()).matches()) {
      problems.add(
          "'" + entry.name() + "' has the mode '" + entry.mode() + "', not four octal digits");
    }
    for (String account : List.of(entry.owner(), entry.group())) {
      if (!ACCOUNT.matcher(account).matches()) {
        problems.add("'" + entry.name() + "' has the owner or group '" + account + "'");
      }
    }
  }

  private void step(String host, Entry entry, List<String> problems) {
    Step step = places.get(entry.step());
    if (step == null) {
      problems.add("'" + entry.name() + "' names '" + entry.step() + "', which is no place step");
      return;
    }
    if (!step.nodes().contains(host)) {
      problems.add("'" + entry.name() + "' names the step '" + entry.step() + "' of other nodes");
    }
  }

  private static void throughLink(Entry entry, Set<String> links, List<String> problems) {
    for (int end = entry.path().indexOf('/', 1); end > 0; ) {
      String parent = entry.path().substring(0, end);
      if (links.contains(parent)) {
        problems.add("'" + entry.name() + "' passes through the link '" + parent + "'");
      }
      end = entry.path().indexOf('/', end + 1);
    }
  }
}
