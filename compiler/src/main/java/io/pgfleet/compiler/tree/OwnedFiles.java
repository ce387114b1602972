package io.pgfleet.compiler.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files that the compile which published a tree made, as its manifests tell. */
final class OwnedFiles {
  private final Path root;
  private final ObjectMapper mapper = new ObjectMapper();
  private final SortedSet<String> paths = new TreeSet<>();

  private OwnedFiles(Path root) {
    this.root = root;
  }

  /** Empty when there is no manifest or it can't be read: then nothing is known to be ours. */
  static SortedSet<String> of(Path root) {
    OwnedFiles owned = new OwnedFiles(root);
    JsonNode top = owned.read("manifest.json");
    if (top.path("formatVersion").asInt() == FleetManifest.FORMAT_VERSION) {
      owned.add(top);
    }
    return owned.paths;
  }

  private void add(JsonNode top) {
    paths.add("manifest.json");
    paths.add(Connections.PATH);
    paths.add("README.md");
    top.path("groups").forEach(group -> names(group.path("files")).forEachRemaining(paths::add));
    names(top.path("operations")).forEachRemaining(name -> paths.add(Operations.file(name)));
    names(top.path("nodes")).forEachRemaining(this::addNode);
  }

  private void addNode(String host) {
    String folder = "nodes/" + host + "/";
    paths.add(folder + "manifest.json");
    for (JsonNode entry : read(folder + "manifest.json").path("entries")) {
      String path = entry.path("path").asText();
      paths.add(
          entry.has("id")
              ? folder + "blocks" + path + "/" + entry.path("id").asText()
              : folder + "files" + path);
    }
  }

  private static Iterator<String> names(JsonNode object) {
    return object.fieldNames();
  }

  private JsonNode read(String path) {
    try {
      return Files.isRegularFile(root.resolve(path))
          ? mapper.readTree(root.resolve(path).toFile())
          : mapper.createObjectNode();
    } catch (IOException e) {
      return mapper.createObjectNode();
    }
  }
}
