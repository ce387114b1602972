package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Content of a run on a machine: files under random names, and indexes that say whose content they
 * hold. No digest is kept there.
 */
final class Staging {
  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> files = new LinkedHashMap<>();

  /** The file of an entry's content; empty when it is not staged. */
  String file(String name) {
    return files.getOrDefault(name, "");
  }

  /** Takes in what the machine listed: lines of a file and an entry's name in base64. */
  void learn(List<String> index) {
    for (String line : index) {
      String[] fields = line.split(" ");
      if (fields.length == 2) {
        byte[] name = Base64.getDecoder().decode(fields[1]);
        files.put(new String(name, StandardCharsets.UTF_8), fields[0]);
      }
    }
  }

  /** Sends what is not there, over a channel whose script waits for it. */
  void send(Channel channel, List<Content> contents) throws IOException {
    Reply reply = new Reply();
    read(channel, reply, "ready");
    Map<String, String> before = sums(reply.lines("before"));
    learn(reply.lines("index"));
    List<Content> missing = new ArrayList<>();
    for (Content content : contents) {
      String there = before.getOrDefault(file(content.name()), "");
      if (!there.equals(Digests.sha256(content.bytes()))) {
        missing.add(content);
      }
    }
    channel.send(archive(missing));
    channel.endInput();
    read(channel, reply, "after");
    verify(contents, sums(reply.lines("after")));
  }

  private static void read(Channel channel, Reply reply, String last) throws IOException {
    String key = "";
    while (!key.equals(last)) {
      String line = channel.line();
      if (line == null) {
        String said = reply.text("fail") + " " + reply.talk();
        throw new IOException(said.isBlank() ? "the connection was lost" : said.strip());
      }
      key = reply.add(line);
    }
  }

  private byte[] archive(List<Content> missing) {
    StringBuilder index = new StringBuilder();
    for (Content content : missing) {
      String file = randomName();
      files.put(content.name(), file);
      byte[] name = content.name().getBytes(StandardCharsets.UTF_8);
      index.append(file).append(' ').append(Base64.getEncoder().encodeToString(name)).append('\n');
    }
    TarStream tar = new TarStream();
    if (!missing.isEmpty()) {
      tar.add(
          "index." + System.currentTimeMillis() + "-" + randomName(),
          index.toString().getBytes(StandardCharsets.US_ASCII));
    }
    missing.forEach(content -> tar.add(file(content.name()), content.bytes()));
    return tar.toByteArray();
  }

  String randomName() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void verify(List<Content> contents, Map<String, String> after) throws IOException {
    for (Content content : contents) {
      String there = after.getOrDefault(file(content.name()), "");
      if (!there.equals(Digests.sha256(content.bytes()))) {
        throw new IOException("the content of " + content.name() + " did not arrive whole");
      }
    }
  }

  private static Map<String, String> sums(List<String> lines) {
    Map<String, String> sums = new LinkedHashMap<>();
    for (String line : lines) {
      int blank = line.indexOf(' ');
      if (blank > 0 && line.length() > blank + 2) {
        sums.put(line.substring(blank + 2), line.substring(0, blank));
      }
    }
    return sums;
  }
}
