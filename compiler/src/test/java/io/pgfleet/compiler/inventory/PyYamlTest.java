package io.pgfleet.compiler.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks PyYAML itself, where it is installed, what scalars made from a seed mean. */
final class PyYamlTest {
  private static final long SEED = 20261121;
  private static final int SCALARS = 20_000;
  private static final String[] PIECES = {
    "0", "1", "7", "8", "9", "12", "59", "60", "_", ".", ":", "-", "+", "e", "E", "0x", "0o", "0b",
    "a", "F", "y", "n", "yes", "No", "ON", "off", "true", "False", "null", "~", ".inf", ".NaN",
    "inf"
  };

  /** Prints kind and value of each line's scalar; dates count as the text that they are here. */
  private static final String SCRIPT =
      """
      import sys, yaml
      for line in open(sys.argv[1], encoding="utf-8"):
          text = line.rstrip("\\n")
          try:
              value = yaml.safe_load("- " + text)[0]
          except Exception:
              print("error")
              continue
          if value is None:
              print("nothing")
          elif isinstance(value, bool):
              print("boolean", str(value).lower())
          elif isinstance(value, int):
              print("number", value)
          elif isinstance(value, float):
              print("fraction", value.hex())
          elif isinstance(value, (list, dict)):
              print("error")
          else:
              print("text", text)
      """;

  @TempDir Path directory;

  @Test
  void agreesWithPyYamlOnScalarsOfSeed20261121() throws IOException, InterruptedException {
    assumeTrue(run("-c", "import yaml").isPresent(), "PyYAML is not installed");
    List<String> scalars = scalars();
    Path file = Files.write(directory.resolve("scalars"), scalars);
    Path script = Files.writeString(directory.resolve("ask.py"), SCRIPT);
    List<String> answers = run(script.toString(), file.toString()).orElseThrow();
    assertEquals(scalars.size(), answers.size());
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < scalars.size(); i++) {
      if (!answers.get(i).equals("error")) {
        compared++;
        String here = words(scalars.get(i));
        if (!here.equals(answers.get(i))) {
          differences.add(scalars.get(i) + ": " + answers.get(i) + ", here " + here);
        }
      }
    }
    assertEquals(List.of(), differences);
    assertTrue(compared > SCALARS / 2, compared + " scalars were compared");
    System.out.println(compared + " scalars mean what they mean to PyYAML");
  }

  private static List<String> scalars() {
    Random random = new Random(SEED);
    Set<String> scalars = new LinkedHashSet<>();
    while (scalars.size() < SCALARS) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      scalars.add(text.toString());
    }
    return new ArrayList<>(scalars);
  }

  private static String words(String text) {
    Object content = PlainScalar.of(text).content().orElse(null);
    if (content == null) {
      return "nothing";
    }
    if (content instanceof Boolean) {
      return "boolean " + content;
    }
    if (content instanceof Long || content instanceof BigInteger) {
      return "number " + content;
    }
    return content instanceof Double number ? "fraction " + hex(number) : "text " + content;
  }

  /** As Python writes a fraction in hexadecimal digits: thirteen of them behind the point. */
  private static String hex(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return String.valueOf(number).toLowerCase(Locale.ROOT).replace("infinity", "inf");
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0x0.0p+0" : "0x0.0p+0";
    }
    String[] parts = Double.toHexString(Math.abs(number)).split("[.p]");
    String digits = parts[1] + "0".repeat(13 - parts[1].length());
    String sign = number < 0 ? "-" : "";
    String power = parts[2].startsWith("-") ? parts[2] : "+" + parts[2];
    return sign + parts[0] + "." + digits + "p" + power;
  }

  /** What Python prints, line by line; empty when it fails or is not there. */
  private Optional<List<String>> run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      process.destroy();
      return ended && process.exitValue() == 0
          ? Optional.of(Files.readAllLines(output, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
