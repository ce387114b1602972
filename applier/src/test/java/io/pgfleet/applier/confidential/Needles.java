package io.pgfleet.applier.confidential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Texts that give a secret away: the value, its encodings, and digests that anybody can make. */
final class Needles {
  /** What every planted value holds, and the head of what a password is checked with. */
  private static final List<String> MARKS = List.of("Poison-", "SCRAM-SHA-256$4096:");

  private final SortedMap<String, String> names = new TreeMap<>();

  /** Adds the secrets of an environment; short words that occur in any text are left out. */
  void add(SortedMap<String, String> secrets) {
    secrets.forEach(
        (name, value) -> {
          if (value.length() >= 8) {
            add(name, value);
          }
        });
  }

  private void add(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    names.put(value.contains("PRIVATE KEY") ? value.lines().toList().get(1) : value, name);
    names.put(Base64.getEncoder().withoutPadding().encodeToString(bytes), name + " in base64");
    names.put(HexFormat.of().formatHex(bytes), name + " in hex");
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
      try {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
        names.put(HexFormat.of().formatHex(digest), name + " as " + algorithm);
        names.put(Base64.getEncoder().encodeToString(digest), name + " as " + algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
  }

  int size() {
    return names.size();
  }

  /** What a text gives away, by name. */
  SortedSet<String> in(String text) {
    SortedSet<String> hits = new TreeSet<>();
    for (Map.Entry<String, String> one : names.entrySet()) {
      if (text.contains(one.getKey())) {
        hits.add(one.getValue());
      }
    }
    MARKS.stream().filter(text::contains).forEach(hits::add);
    return hits;
  }

  /** What bytes give away. */
  SortedSet<String> in(byte[] bytes) {
    return in(new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
