package io.pgfleet.applier.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the JSON documents of a tree into records. */
final class ManifestReader {
  private ManifestReader() {}

  static FleetManifest fleet(String place, byte[] bytes) {
    Fields fields = Fields.document(place, bytes);
    return new FleetManifest(
        fields.text("environment"),
        fields.text("compiler", ""),
        fields.text("inputDigest", ""),
        members(fields),
        groups(fields),
        operations(fields),
        phases(fields));
  }

  static NodeManifest node(String place, byte[] bytes) {
    Fields fields = Fields.document(place, bytes);
    List<Entry> entries = new ArrayList<>();
    for (Fields entry : fields.objects("entries")) {
      entries.add(entry(entry));
    }
    return new NodeManifest(fields.text("host"), fields.text("node", ""), entries);
  }

  static SortedMap<String, Connection> connections(String place, byte[] bytes) {
    SortedMap<String, Connection> connections = new TreeMap<>();
    Fields.document(place, bytes)
        .object("hosts")
        .ifPresent(
            hosts -> {
              for (String host : hosts.names()) {
                connections.put(host, connection(host, hosts.object(host).orElseThrow()));
              }
            });
    return connections;
  }

  private static Connection connection(String host, Fields fields) {
    return new Connection(
        fields.text("address", host),
        fields.number("port", 22),
        fields.optional("user").orElse(""),
        fields.flag("become", false),
        fields.optional("keyFile"));
  }

  private static Entry entry(Fields fields) {
    return new Entry(
        fields.text("kind"),
        fields.text("path"),
        fields.text("id", ""),
        fields.text("owner", ""),
        fields.text("group", ""),
        fields.text("mode", ""),
        fields.text("target", ""),
        fields.text("module", ""),
        fields.text("step"),
        fields.text("type", ""),
        fields.text("sha256", ""),
        fields.number("size", 0),
        fields.instant("expires"),
        fields.texts("secrets"),
        fields.flag("lifeline", false),
        fields.texts("keys"));
  }

  private static SortedMap<String, FleetManifest.Member> members(Fields fleet) {
    SortedMap<String, FleetManifest.Member> members = new TreeMap<>();
    fleet
        .object("nodes")
        .ifPresent(
            nodes -> {
              for (String host : nodes.names()) {
                Fields node = nodes.object(host).orElseThrow();
                members.put(
                    host,
                    new FleetManifest.Member(
                        node.text("node", host), node.texts("roles"), node.text("sha256")));
              }
            });
    return members;
  }

  private static SortedMap<String, FleetManifest.Group> groups(Fields fleet) {
    SortedMap<String, FleetManifest.Group> groups = new TreeMap<>();
    fleet
        .object("groups")
        .ifPresent(
            all -> {
              for (String name : all.names()) {
                groups.put(name, group(all.object(name).orElseThrow()));
              }
            });
    return groups;
  }

  private static FleetManifest.Group group(Fields group) {
    SortedMap<String, String> files = new TreeMap<>();
    group
        .object("files")
        .ifPresent(all -> all.names().forEach(path -> files.put(path, all.text(path))));
    return new FleetManifest.Group(group.text("kind", ""), group.texts("members"), files);
  }

  private static SortedMap<String, String> operations(Fields fleet) {
    SortedMap<String, String> operations = new TreeMap<>();
    fleet
        .object("operations")
        .ifPresent(all -> all.names().forEach(name -> operations.put(name, all.text(name))));
    return operations;
  }

  private static List<Phase> phases(Fields fleet) {
    List<Phase> phases = new ArrayList<>();
    for (Fields phase : fleet.objects("phases")) {
      List<Step> steps = new ArrayList<>();
      for (Fields step : phase.objects("steps")) {
        steps.add(StepReader.read(step));
      }
      phases.add(new Phase(phase.text("name"), steps));
    }
    return phases;
  }
}
