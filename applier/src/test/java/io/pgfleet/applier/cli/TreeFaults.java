package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Fault.ends;
import static io.pgfleet.applier.cli.Mutation.in;

import java.util.List;
import java.util.stream.Stream;

/**
 * Trees that are not what was compiled, settings that cannot be read, and words that fit nothing.
 */
final class TreeFaults {
  private static final String TOP = "out/test/manifest.json";
  private static final String NODE = "out/test/nodes/10.0.0.1/manifest.json";
  private static final String CONF = "out/test/nodes/10.0.0.1/files/etc/app/app.conf";
  private static final Mutation COMPARES =
      in(
          "tree/TreeCheck.java",
          "if (!Digests.sha256(bytes.get()).equals(sha256)) {",
          "if (false) {");

  private TreeFaults() {}

  static List<Fault> all() {
    return Stream.of(payloads(), manifests(), settings(), words()).flatMap(List::stream).toList();
  }

  private static List<Fault> payloads() {
    return List.of(
        new Fault(
            "payload was edited",
            COMPARES,
            story -> story.write(CONF, "x"),
            ends(3, Fault.OLD, "app.conf: is not the content that its manifest names")),
        new Fault(
            "payload is missing",
            in(
                "tree/TreeCheck.java",
                "      add(path, \"is named by a manifest but does not exist\");\n      return bytes;",
                "      return Optional.of(new byte[0]);"),
            story -> story.delete(CONF),
            ends(3, Fault.OLD, "app.conf: is named by a manifest but does not exist")),
        new Fault(
            "node manifest was edited",
            COMPARES,
            story -> story.change(NODE, "\"0644\"", "\"0666\""),
            ends(
                3,
                Fault.OLD,
                "10.0.0.1/manifest.json: is not the content that its manifest names")));
  }

  private static List<Fault> manifests() {
    return List.of(
        new Fault(
            "manifest is cut off",
            in("cli/Main.java", "failure instanceof TreeException\n            || ", ""),
            story -> story.write(TOP, "{\"format"),
            ends(3, Fault.OLD, "manifest.json:1: is not JSON: ")),
        new Fault(
            "manifest is missing",
            in(
                "tree/Tree.java",
                "        .orElseThrow(\n"
                    + "            () -> new TreeException(files.shown(path) + \": does not exist; run compile first\"));",
                "        .orElse(new byte[0]);"),
            story -> story.delete(TOP),
            ends(3, Fault.OLD, "manifest.json: does not exist; run compile first")),
        new Fault(
            "tree of a later format",
            in("tree/Fields.java", "if (version != 1) {", "if (false) {"),
            story -> story.change(TOP, "\"formatVersion\" : 1", "\"formatVersion\" : 2"),
            ends(3, Fault.OLD, "formatVersion is 2, this program reads 1; use a newer applier")));
  }

  private static List<Fault> settings() {
    return List.of(
        new Fault(
            "tree is not committed outside of a demo",
            in("cli/Checks.java", "if (!planOnly && !allowDirty && ", "if (false && "),
            TreeFaults::isNoDemo,
            ends(4, Fault.OLD, "is not committed; commit it, or use --allow-dirty")),
        new Fault(
            "settings are no YAML",
            in(
                "secret/YamlText.java",
                "throw new SecretException(file + line + \": is not YAML: \" + e.getProblem());",
                "throw e;"),
            story -> story.write("inventories/test/env.yml", "demo: [\n"),
            ends(3, Fault.OLD, "env.yml:2: is not YAML: ")));
  }

  /** Its secrets come from elsewhere, so that nothing but git is missing. */
  private static void isNoDemo(FaultStory story) {
    String source = "{ prefix: '', command: [ echo, " + FaultTree.SECRET + " ] }";
    story.write(
        "inventories/test/env.yml", "demo: false\nsecrets: { sources: [ " + source + " ] }\n");
    story.write("inventories/test/secrets.index.yml", FaultTree.secrets());
  }

  private static List<Fault> words() {
    return List.of(
        new Fault(
            "host that does not exist is named",
            in("cli/Limit.java", "    if (hosts.isEmpty()) {", "    if (false) {"),
            story -> story.words = new String[] {"--limit", "nobody"},
            ends(64, Fault.OLD, "there is no host 'nobody'")),
        new Fault(
            "saved plan of something else",
            in(
                "report/SavedPlan.java",
                "document.path(\"schemaVersion\").asInt() != SCHEMA_VERSION || !document.has(\"nodes\")",
                "false"),
            story -> story.words = new String[] {"--plan-file", "/dev/null"},
            ends(64, Fault.OLD, "it is not a plan that this program saved")));
  }
}
