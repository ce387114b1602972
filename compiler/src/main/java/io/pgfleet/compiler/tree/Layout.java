package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.render.Rendered;
import io.pgfleet.compiler.render.Renderer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** From what modules contribute to the files of a tree. */
public final class Layout {
  private final Fleet fleet;
  private final Set<String> groups;
  private final Problems problems = new Problems();
  private final Payloads payloads = new Payloads(problems);
  private final Map<String, Entries> nodes = new TreeMap<>();
  private final Map<String, String> moduleOfStep = new HashMap<>();
  private final Map<Phase, List<Step>> phases = new EnumMap<>(Phase.class);
  private final Operations operations = new Operations(problems);

  private Layout(Fleet fleet) {
    this.fleet = fleet;
    this.groups = Groups.of(fleet).keySet();
    fleet.nodes().forEach(node -> nodes.put(node.host(), new Entries(node.host(), problems)));
  }

  /**
   * The tree that these contributions make.
   *
   * @param provenance what the top manifest says about the compiler and its input
   * @throws InvalidTreeException when contributions contradict each other
   * @throws io.pgfleet.compiler.render.RenderException when a file is not accepted
   */
  public static Tree of(
      Fleet fleet, List<Contribution> contributions, Renderer renderer, Provenance provenance) {
    Layout layout = new Layout(fleet);
    contributions.forEach(layout::addSteps);
    List<Artifact> artifacts =
        contributions.stream().flatMap(one -> one.artifacts().stream()).toList();
    layout.add(artifacts, new Batch(renderer).render(artifacts));
    layout.check();
    return layout.tree(provenance);
  }

  private void addSteps(Contribution contribution) {
    contribution.operations().forEach(operations::add);
    for (Contribution.PhasedStep one : contribution.steps()) {
      moduleOfStep.put(one.step().id(), one.step().module());
      phases.computeIfAbsent(one.phase(), phase -> new ArrayList<>()).add(one.step());
    }
  }

  private void add(List<Artifact> artifacts, List<Optional<Rendered>> rendered) {
    for (int i = 0; i < artifacts.size(); i++) {
      add(artifacts.get(i), rendered.get(i));
    }
  }

  private void add(Artifact artifact, Optional<Rendered> rendered) {
    if (artifact instanceof Artifact.Payload payload) {
      String name = "groups/" + payload.group() + "/" + payload.name();
      if (!groups.contains(payload.group())) {
        problems.add("payload '" + name + "' belongs to an unknown group");
      }
      payloads.add(payload.group(), payload.name(), rendered.orElseThrow());
    } else if (artifact instanceof Artifact.File file) {
      add(file.host(), entry(file, rendered));
    } else if (artifact instanceof Artifact.Block block) {
      add(block.host(), entry(block, rendered));
    } else if (artifact instanceof Artifact.Directory directory) {
      add(
          directory.host(),
          new Entry(
              "directory",
              directory.path(),
              "",
              directory.step(),
              "",
              "",
              Optional.of(directory.ownership()),
              Optional.empty()));
    } else if (artifact instanceof Artifact.Link link) {
      add(
          link.host(),
          new Entry(
              "link",
              link.path(),
              "",
              link.step(),
              "",
              link.target(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  private static Entry entry(Artifact.File file, Optional<Rendered> rendered) {
    return new Entry(
        "file",
        file.path(),
        "",
        file.step(),
        file.type().name(),
        "",
        Optional.of(file.ownership()),
        rendered);
  }

  private static Entry entry(Artifact.Block block, Optional<Rendered> rendered) {
    return new Entry(
        "block",
        block.path(),
        block.id(),
        block.step(),
        block.type().name(),
        "",
        Optional.empty(),
        rendered);
  }

  private void add(String host, Entry entry) {
    Entries entries = nodes.get(host);
    if (entries == null) {
      problems.add("'" + entry.name() + "' belongs to the unknown node '" + host + "'");
    } else {
      entries.add(entry);
    }
  }

  private void check() {
    nodes.values().forEach(Entries::checkNesting);
    List<Step> ordered = phases.values().stream().flatMap(List::stream).toList();
    new StepChecks(nodes, payloads, groups, problems).check(ordered);
    operations.check(() -> new StepChecks(nodes, payloads, groups, problems));
    problems.throwIfAny();
  }

  private Tree tree(Provenance provenance) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    fleet.nodes().parallelStream().map(this::files).toList().forEach(files::putAll);
    payloads.all().forEach((path, content) -> files.put(path, content.bytes()));
    files.put(Connections.PATH, Connections.json(fleet.nodes()));
    files.put("README.md", new Readme(fleet).bytes(modulesByHost()));
    files.putAll(operations.files());
    files.put("manifest.json", new FleetManifest(fleet, provenance).json(files, payloads, phases));
    return new Tree(files);
  }

  private SortedMap<String, byte[]> files(Node node) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String folder = "nodes/" + node.host() + "/";
    Entries entries = nodes.get(node.host());
    for (Entry entry : entries.all()) {
      entry.payload().ifPresent(it -> files.put(folder + entry.payloadPath(), it.bytes()));
    }
    files.put(folder + "manifest.json", nodeManifest(node, entries));
    return files;
  }

  private byte[] nodeManifest(Node node, Entries entries) {
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", FleetManifest.FORMAT_VERSION);
    json.put("host", node.host());
    json.put("node", node.name());
    json.put(
        "entries",
        entries.all().stream().map(one -> one.json(moduleOfStep.get(one.step()))).toList());
    return Json.bytes(json);
  }

  private Map<String, List<String>> modulesByHost() {
    Map<String, List<String>> modules = new TreeMap<>();
    nodes.forEach(
        (host, entries) ->
            modules.put(
                host,
                entries.all().stream()
                    .map(one -> moduleOfStep.get(one.step()))
                    .distinct()
                    .sorted()
                    .toList()));
    return modules;
  }
}
