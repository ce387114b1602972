package io.pgfleet.compiler.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class YamlFileTest {
  private static final int FUZZED = 3000;

  @TempDir Path directory;

  private final Diagnostics diagnostics = new Diagnostics();

  private Value.Mapping parse(String text) {
    return (Value.Mapping) YamlFile.parse(text, "f.yml", diagnostics).orElseThrow();
  }

  private List<String> said() {
    return diagnostics.sorted().stream().map(Object::toString).toList();
  }

  @Test
  void keepsThePlaceOfKeysAndValues() {
    Value.Mapping root = parse("a:\n  - b: 'c'\n");
    Value.Sequence list = (Value.Sequence) root.get("a").orElseThrow();
    Value.Mapping item = (Value.Mapping) list.items().get(0);
    assertEquals(new Origin("f.yml", 1, 1), root.settings().get("a").name());
    assertEquals(new Origin("f.yml", 2, 3), list.origin());
    assertEquals(new Origin("f.yml", 2, 5), item.settings().get("b").name());
    assertEquals(new Origin("f.yml", 2, 8), item.get("b").orElseThrow().origin());
  }

  @Test
  void takesQuotedAndTaggedTextAsText() {
    Value.Mapping root = parse("a: '0755'\nb: \"yes\"\nc: !!str 0755\nd: ! yes\ne: |\n  no\n");
    assertEquals(Optional.of("0755"), root.text("a"));
    assertEquals(Optional.of("yes"), root.text("b"));
    assertEquals(Optional.of("0755"), root.text("c"));
    assertEquals(Optional.of("yes"), root.text("d"));
    assertEquals(Optional.of("no\n"), root.text("e"));
  }

  @Test
  void mergesMappingsSoThatOwnKeysWinThenEarlierOnes() {
    Value.Mapping root =
        parse(
            "x: &x { a: 1, b: 1 }\ny: &y { b: 2, c: 2 }\n"
                + "z: { c: 3, <<: [*x, *y] }\nw: { <<: *x, a: 4 }\n");
    Value.Mapping merged = (Value.Mapping) root.get("z").orElseThrow();
    assertEquals(Optional.of("1"), merged.text("a"));
    assertEquals(Optional.of("1"), merged.text("b"));
    assertEquals(Optional.of("3"), merged.text("c"));
    Value.Mapping own = (Value.Mapping) root.get("w").orElseThrow();
    assertEquals(Optional.of("4"), own.text("a"));
  }

  @Test
  void readsNumbersAsKeys() {
    assertEquals(Optional.of("x"), parse("6379: x\n").text("6379"));
  }

  @Test
  void saysWhichByteIsNotUtf8() throws IOException {
    Path file = directory.resolve("f.yml");
    byte[] bytes = "all:\n  vars: { pg_libs: 'ä' }\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);
    assertTrue(YamlFile.read(file, "f.yml", diagnostics).isEmpty());
    assertEquals(
        List.of("f.yml:2:21: error[Y003]: byte '0xE4' is not UTF-8; save the file as UTF-8"),
        said());
  }

  @Test
  void countsLinesThatEndWithACarriageReturn() throws IOException {
    Path file = directory.resolve("f.yml");
    Files.write(file, "a: b\rc: d\r\ne: \u00e4\r".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(YamlFile.read(file, "f.yml", diagnostics).isEmpty());
    Files.writeString(file, "a: b\rc: d\r\ne: f\rg: \u007f\r");
    assertTrue(YamlFile.read(file, "g.yml", diagnostics).isEmpty());
    assertEquals(
        List.of(
            "f.yml:3:4: error[Y003]: byte '0xE4' is not UTF-8; save the file as UTF-8",
            "g.yml:4:4: error[Y004]: character 'U+007F' can't stand in YAML; remove it"),
        said());
  }

  @Test
  void knowsFilesOfTwoBytesPerCharacter() throws IOException {
    Path file = directory.resolve("f.yml");
    Files.write(file, "\ufeffall:\n".getBytes(StandardCharsets.UTF_16LE));
    assertTrue(YamlFile.read(file, "f.yml", diagnostics).isEmpty());
    assertEquals(
        List.of("f.yml: error[Y003]: is UTF-16, which is not UTF-8; save the file as UTF-8"),
        said());
  }

  @Test
  void saysThatADirectoryOrNothingIsThere() {
    assertTrue(YamlFile.read(directory, "d", diagnostics).isEmpty());
    assertTrue(YamlFile.read(directory.resolve("none"), "none", diagnostics).isEmpty());
    assertEquals(
        List.of(
            "d: error[Y001]: is a directory; put a YAML file in its place",
            "none: error[Y001]: can't be read; check that it is there and readable"),
        said());
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Path file = directory.resolve("f.yml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(100L << 20);
    }
    assertTrue(YamlFile.read(file, "f.yml", diagnostics).isEmpty());
    assertEquals(1, said().size());
    assertTrue(said().get(0).contains("is larger than 32 MiB"), said().get(0));
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    Path file = directory.resolve("f.yml");
    Files.writeString(file, "\uFEFFall: 1\n");
    assertTrue(YamlFile.read(file, "f.yml", diagnostics).isPresent());
  }

  @Test
  void findsNothingInAnEmptyFile() {
    assertTrue(YamlFile.parse("", "f.yml", diagnostics).isEmpty());
    assertTrue(YamlFile.parse("# only a comment\n---\n", "f.yml", diagnostics).isPresent());
    assertEquals(List.of(), said());
  }

  @Test
  void survivesThousandsOfDamagedFilesSeed7() throws IOException {
    String whole = Files.readString(root().resolve("inventories/sandbox/inventory.yml"));
    String noise = "{}[]:,&*!|>'\"%@`#-?\t\n\0\u0085 <a0\\~=";
    Random random = new Random(7);
    for (int i = 0; i < FUZZED; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        char other = noise.charAt(random.nextInt(noise.length()));
        switch (random.nextInt(4)) {
          case 0 -> text.insert(at, other);
          case 1 -> text.deleteCharAt(at);
          case 2 -> text.setCharAt(at, other);
          default -> text.setLength(Math.max(1, at));
        }
      }
      Diagnostics found = new Diagnostics();
      Optional<Value> read = YamlFile.parse(text.toString(), "f.yml", found);
      boolean empty = text.toString().lines().allMatch(one -> one.matches("(?s)\\s*(#.*)?"));
      assertTrue(read.isPresent() || found.hasErrors() || empty, "input " + i + " was swallowed");
    }
    System.out.println(FUZZED + " damaged files were read without a stack trace");
  }

  private static Path root() {
    return Path.of(System.getProperty("pgfleet.root"));
  }
}
