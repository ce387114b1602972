package io.pgfleet.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/** One way to damage the bytes of a file. */
enum Mutation {
  FLIP_BITS {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      byte[] flipped = bytes.clone();
      for (int i = 0; flipped.length > 0 && i < 1 + random.nextInt(4); i++) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return flipped;
    }
  },
  TRUNCATE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return slice(bytes, 0, random.nextInt(bytes.length + 1));
    }
  },
  DELETE_RANGE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int from = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, from + random.nextInt(60));
      return join(slice(bytes, 0, from), slice(bytes, to, bytes.length));
    }
  },
  REPEAT_RANGE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int from = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, from + random.nextInt(400));
      return insert(bytes, random, new String(slice(bytes, from, to), StandardCharsets.ISO_8859_1));
    }
  },
  BROKEN_UTF8 {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return insert(bytes, random, one(random, "\u00ff", "\u00c3", "\u00ed\u00a0\u0080", "\u00f8"));
    }
  },
  CONTROLS {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return insert(
          bytes,
          random,
          one(random, "\0", "\t", "\u001b", "\r", "\u00c2\u0085", "\u00e2\u0080\u00a8", "\u007f"));
    }
  },
  BYTE_ORDER_MARK {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String mark = one(random, "\u00ef\u00bb\u00bf", "\u00ff\u00fe", "\u00fe\u00ff");
      return random.nextBoolean() ? join(latin(mark), bytes) : insert(bytes, random, mark);
    }
  },
  CRLF {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return latin(text.replace("\n", one(random, "\r\n", "\r", "\n\r")));
    }
  },
  SYNTAX {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return insert(
          bytes,
          random,
          one(
              random,
              "&a ",
              "*a ",
              "!!x ",
              "? ",
              "- ",
              ": ",
              "{",
              "}",
              "[",
              "]",
              "|",
              ">",
              "---\n",
              "...\n",
              "<<: ",
              "%YAML 9.9\n",
              "#",
              "'",
              "\"",
              "${",
              "{secret:",
              "`",
              "@",
              "\n\n"));
    }
  },
  SHUFFLE_LINES {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      List<String> lines = lines(bytes);
      String moved = lines.remove(random.nextInt(lines.size()));
      lines.add(random.nextInt(lines.size() + 1), moved);
      if (random.nextBoolean()) {
        lines.add(random.nextInt(lines.size() + 1), moved);
      }
      return latin(String.join("\n", lines));
    }
  },
  INDENT {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      List<String> lines = lines(bytes);
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      lines.set(at, random.nextBoolean() ? "  " + line : line.replaceFirst("^ {1,2}", ""));
      return latin(String.join("\n", lines));
    }
  },
  SWAP_TYPE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      List<String> lines = lines(bytes);
      int at = random.nextInt(lines.size());
      String value =
          one(
              random,
              "[]",
              "{}",
              "~",
              "-1",
              "99999999999999999999",
              ".nan",
              "yes",
              "''",
              "1.5",
              "[[1]]",
              "{ a: { b: c } }",
              "2001-01-01",
              "0x1F",
              "[~, ~]",
              "{ ? [a] : b }",
              "\"\\0\"",
              "!!binary aGk=",
              "'[? a'",
              "${admin_ip}",
              "1e400",
              "- 1",
              "10.10.10.10",
              "é",
              "0777");
      lines.set(at, lines.get(at).replaceFirst(":( .*)?$", ": " + quote(value)));
      return latin(String.join("\n", lines));
    }
  },
  ALIAS_BOMB {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      StringBuilder bomb = new StringBuilder("bomb: [&z0 [x,x,x,x,x,x,x,x,x,x]");
      for (int i = 1; i < 9; i++) {
        String alias = "*z" + (i - 1);
        bomb.append(", &z").append(i).append(" [").append(alias).append((", " + alias).repeat(9));
        bomb.append(']');
      }
      return insertLine(bytes, random, bomb.append(']').toString());
    }
  },
  CYCLE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return insertLine(
          bytes, random, one(random, "c: &c [*c]", "c: &c { <<: *c }", "<<: &d { e: { <<: *d } }"));
    }
  },
  DEEP {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int depth = 1 << (5 + random.nextInt(12));
      return insert(bytes, random, one(random, "[", "{a: ", "(", "- ", "? ").repeat(depth));
    }
  },
  DEEP_VALUE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int depth = 1 << (5 + random.nextInt(12));
      List<String> lines = lines(bytes);
      int at = random.nextInt(lines.size());
      String open = one(random, "[", "(", "!", "a.", "[?", "(?:", "&&", "${");
      lines.set(
          at, lines.get(at).replaceFirst(":( .*)?$", ": '" + quote(open.repeat(depth)) + "'"));
      return latin(String.join("\n", lines));
    }
  },
  HUGE_SCALAR {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int length = 1 << (10 + random.nextInt(11));
      return insert(bytes, random, one(random, "a", "9", " ", "\n", "é", "-", "%").repeat(length));
    }
  };

  /** The damaged bytes; the given ones stay as they are. */
  abstract byte[] apply(byte[] bytes, Random random);

  private static String one(Random random, String... several) {
    return several[random.nextInt(several.length)];
  }

  private static String quote(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> lines(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return new ArrayList<>(List.of(text.split("\n", -1)));
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes(second);
    return joined.toByteArray();
  }

  private static byte[] insert(byte[] bytes, Random random, String text) {
    int at = random.nextInt(bytes.length + 1);
    return join(join(slice(bytes, 0, at), latin(text)), slice(bytes, at, bytes.length));
  }

  private static byte[] insertLine(byte[] bytes, Random random, String line) {
    List<String> lines = lines(bytes);
    int at = random.nextInt(lines.size());
    String indent = lines.get(at).replaceFirst("\\S.*", "");
    lines.add(at, indent + line);
    return latin(String.join("\n", lines));
  }
}
