package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Digests;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Content of a run on a machine: files below random names, and indexes that say whose content they
 * hold. No digest is kept there.
 */
final class Staging {
  /** Names that fit into an archive's header as they are, and that every pattern finds. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@+-][A-Za-z0-9._@+-]{0,70}");

  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> files = new LinkedHashMap<>();

  /** The file of an entry's content; empty when it is not staged. */
  String file(String name) {
    return files.getOrDefault(name, "");
  }

  boolean isEmpty() {
    return files.isEmpty();
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

  /** An archive of everything, for a machine that has nothing of it. */
  byte[] all(List<Content> contents) {
    return archive(contents);
  }

  /** An archive of what is not there, with its length in a line before it. */
  byte[] missing(List<Content> contents, Reply there) {
    Map<String, String> before = sums(there.lines("before"));
    learn(there.lines("staged"));
    List<Content> missing = new ArrayList<>();
    for (Content content : contents) {
      String sum = before.getOrDefault(file(content.name()), "");
      if (!sum.equals(Digests.sha256(content.bytes()))) {
        missing.add(content);
      }
    }
    byte[] archive = archive(missing);
    byte[] length = (archive.length + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] both = Arrays.copyOf(length, length.length + archive.length);
    System.arraycopy(archive, 0, both, length.length, archive.length);
    return both;
  }

  private byte[] archive(List<Content> missing) {
    Map<String, String> folders = new HashMap<>();
    StringBuilder index = new StringBuilder();
    for (Content content : missing) {
      String file = newFile(content.name(), folders);
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

  /** Below a folder for each of the machine's, so that files which go there can go together. */
  private String newFile(String name, Map<String, String> folders) {
    int slash = name.lastIndexOf('/');
    String last = name.substring(slash + 1);
    return PLAIN.matcher(last).matches()
        ? folders.computeIfAbsent(name.substring(0, slash + 1), f -> randomName()) + "/" + last
        : randomName() + "/content";
  }

  String randomName() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What did not arrive whole, of what was to be there; mostly nothing. */
  List<String> broken(List<Content> contents, Reply there) {
    Map<String, String> after = sums(there.lines("after"));
    List<String> broken = new ArrayList<>();
    for (Content content : contents) {
      String sum = after.getOrDefault(file(content.name()), "");
      if (!sum.equals(Digests.sha256(content.bytes()))) {
        broken.add(content.name());
      }
    }
    return broken;
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
