package io.pgfleet.applier.cli;

import io.pgfleet.applier.tree.TreeFolder;

/** A small tree with a step of every kind that a fault can hit. */
final class FaultTree {
  static final String HOST = "10.0.0.1";
  static final String CONF = "/etc/app/app.conf";
  static final String SECRET = "s3cretvalue";

  private static final String NODE = "\"nodes\":[\"" + HOST + "\"],";
  private static final String ANY = "\"group\":\"main\",\"target\":{\"kind\":\"any\"}," + NODE;

  private FaultTree() {}

  /** What a demo keeps for the tree's reference. */
  static String secrets() {
    return "formatVersion: 1\nsecrets:\n  role:\n    revision: aaaaaaaa\n    value: "
        + SECRET
        + "\n    salt: ''\n";
  }

  /** The number that a text's document asks for. */
  static int limit(String text) {
    return text.hashCode();
  }

  /**
   * Adds it.
   *
   * @param text of the configuration
   */
  static void in(TreeFolder tree, String text) {
    tree.node(HOST);
    steps(tree);
    documents(tree, text);
    tree.directory(HOST, "files", "/etc/app")
        .file(HOST, "files", CONF, text)
        .block(HOST, "files", "/etc/hosts", "app", HOST + " " + text + "\n")
        .file(HOST, "files", "/etc/systemd/system/app.service", "[Service]\n");
  }

  private static void steps(TreeFolder tree) {
    tree.step(
            "one", "{\"id\":\"packages\",\"kind\":\"packages\"," + NODE + "\"packages\":[\"app\"]}")
        .step(
            "one",
            "{\"id\":\"user\",\"kind\":\"user\","
                + NODE
                + "\"user\":{\"name\":\"app\",\"group\":\"app\",\"groups\":[],\"home\":\"/\",\"shell\":\"/bin/sh\"}}")
        .step(
            "two",
            "{\"id\":\"files\",\"kind\":\"place\",\"undo\":\"inverse\","
                + NODE
                + "\"title\":\"place\"}")
        .step(
            "two",
            "{\"id\":\"migrate\",\"kind\":\"run\",\"title\":\"migrate\",\"undo\":{\"argv\":[\"unmigrate\"]},"
                + NODE
                + "\"consumes\":[\"/etc/app/*\"],\"argv\":[\"migrate\"],\"stdin\":\"groups/main/input\"}")
        .step(
            "two",
            "{\"id\":\"unit\",\"kind\":\"unit\",\"undo\":\"inverse\","
                + NODE
                + "\"unit\":\"app.service\",\"restartOn\":[\"/etc/app/*\"]}");
  }

  private static void documents(TreeFolder tree, String text) {
    tree.payload("groups/main/doc.json", "{\"limit\":" + limit(text) + "}")
        .payload("groups/main/probe.sql", "probe")
        .payload("groups/main/role.sql", "make role")
        .payload("groups/main/input", "{secret:role@aaaaaaaa}")
        .step(
            "three",
            "{\"id\":\"live\",\"kind\":\"live\",\"undo\":\"inverse\","
                + ANY
                + "\"document\":\"groups/main/doc.json\",\"read\":[\"live-read\"],\"write\":[\"live-write\"]}")
        .step(
            "three",
            "{\"id\":\"sql\",\"kind\":\"sql\","
                + ANY
                + "\"argv\":[\"sql\"],\"probe\":\"groups/main/probe.sql\","
                + "\"items\":[{\"id\":\"role\",\"file\":\"groups/main/role.sql\"}]}")
        .step(
            "four",
            "{\"id\":\"gate\",\"kind\":\"gate\",\"after\":[\"unit\"],"
                + NODE
                + "\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]},\"deadlineSeconds\":1}");
  }
}
