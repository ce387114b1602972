package io.pgfleet.applier.confidential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Texts that give a secret away: the value, its encodings, and digests that anybody can make. */
final class Needles {
  /** What every planted value holds, and the head of what a password is checked with. */
  private static final List<String> MARKS = List.of("Poison-", "SCRAM-SHA-256$4096:");

  /** Bytes by which a needle is found; none is shorter. */
  private static final int HEAD = 8;

  private final SortedMap<String, String> names = new ConcurrentSkipListMap<>();
  private final Map<Long, List<String>> byHead = new ConcurrentHashMap<>();

  /** Replaced as a whole, since watches read it meanwhile. */
  private volatile BitSet heads = new BitSet(1 << 20);

  /** Adds the secrets of an environment; short words that occur in any text are left out. */
  void add(SortedMap<String, String> secrets) {
    BitSet more = (BitSet) heads.clone();
    secrets.forEach(
        (name, value) -> {
          if (value.length() >= HEAD) {
            add(name, value, more);
          }
        });
    heads = more;
  }

  private void add(String name, String value, BitSet more) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    put(value.contains("PRIVATE KEY") ? value.lines().toList().get(1) : value, name, more);
    put(Base64.getEncoder().withoutPadding().encodeToString(bytes), name + " in base64", more);
    put(HexFormat.of().formatHex(bytes), name + " in hex", more);
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
      try {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
        put(HexFormat.of().formatHex(digest), name + " as " + algorithm, more);
        put(Base64.getEncoder().encodeToString(digest), name + " as " + algorithm, more);
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
    return in(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What bytes give away; looked through once, however many needles there are. */
  SortedSet<String> in(byte[] bytes) {
    SortedSet<String> hits = new TreeSet<>();
    BitSet first = heads;
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    MARKS.stream().filter(text::contains).forEach(hits::add);
    long window = 0;
    for (int i = 0; i < bytes.length; i++) {
      window = window << 8 | bytes[i] & 0xff;
      if (i >= HEAD - 1 && first.get(filtered(window))) {
        int start = i - HEAD + 1;
        byHead.getOrDefault(window, List.of()).stream()
            .filter(needle -> text.startsWith(needle, start))
            .forEach(needle -> hits.add(names.get(needle)));
      }
    }
    return hits;
  }

  /** Adds a text by its first bytes, of which most places in a file have others. */
  private void put(String needle, String name, BitSet more) {
    if (names.put(needle, name) == null) {
      long window = 0;
      for (int i = 0; i < HEAD; i++) {
        window = window << 8 | needle.charAt(i) & 0xff;
      }
      more.set(filtered(window));
      byHead.computeIfAbsent(window, one -> new CopyOnWriteArrayList<>()).add(needle);
    }
  }

  private static int filtered(long window) {
    return (int) (window * 0x9E3779B97F4A7C15L >>> 44);
  }
}
