package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every parameter that takes a secret holds one which is looked for, as it is and as an unkeyed
 * digest, in all that the compiler writes and says about an environment that is no demo.
 */
final class PoisonTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final Path INVENTORY =
      ROOT.resolve("compiler/src/test/resources/poison/inventory.yml");

  @TempDir Path scratch;
  private ProdEnvironment prod;
  private final SortedMap<String, String> forbidden = new TreeMap<>();
  private final SortedMap<String, String> said = new TreeMap<>();

  @BeforeEach
  void plant() throws IOException, InterruptedException {
    prod = new ProdEnvironment(scratch, INVENTORY);
    prod.write("facts/default.json", ROOT, "inventories/sandbox/facts/default.json");
    Files.writeString(scratch.resolve(".gitignore"), "/key\n/stranger\n");
    git("init", "-q");
    git("config", "user.name", "x");
    git("config", "user.email", "x@example.com");
  }

  @Test
  void everyParameterThatTakesASecretHoldsOne() throws IOException {
    Set<String> lacking = new TreeSet<>();
    String inventory = Files.readString(INVENTORY);
    try (Stream<Path> files = Files.list(ROOT.resolve("schema/v4.0/params"))) {
      for (Path file : files.sorted().toList()) {
        for (String name : secrets(new ObjectMapper().readTree(file.toFile()), "")) {
          if (!inventory.matches(
              "(?s).*[ {]" + name + ": [{\"' ]*\\S*(Poison|alice|dead|postgres).*")) {
            lacking.add(name);
          }
        }
      }
    }
    assertEquals(Set.of(), lacking);
  }

  @Test
  void noSecretIsInAnythingThatIsWrittenOrSaid() throws IOException, InterruptedException {
    Set<Path> temporary = temporaryFiles();
    speak("plain", "--env", "prod");
    speak("plain-json", "--env", "prod", "--output", "json");
    speak("plain-validate", "validate", "--env", "prod");
    for (String format : List.of("sarif", "github", "gitlab")) {
      speak("plain-" + format, "validate", "--env", "prod", "--output", format);
    }
    speak("plain-explain", "explain", "10.10.10.10", "pg_users", "--env", "prod");

    assertEquals(0, prod.secrets("seal"), prod.talk());
    say("seal");
    prod.values().forEach(this::forbid);
    assertTrue(forbidden.size() > 200, "only " + forbidden.size());
    assertEquals(0, prod.secrets("seal", "--generate"), prod.talk());
    say("seal-generate");
    prod.values().forEach(this::forbid);
    assertEquals(0, pki("issue"), prod.talk());
    say("pki");
    prod.values().forEach(this::forbid);
    git("add", "-A");
    git("commit", "-qm", "seal");
    assertEquals(0, prod.run(List.of("--env", "prod", "--commit")), prod.talk());
    say("compile");
    speakOfWhatIsSealed();
    assertEquals(0, prod.secrets("rotate", "pg_admin_password"), prod.talk());
    assertEquals(0, prod.run(List.of("--env", "prod", "--commit")), prod.talk());
    say("rotated");
    prod.values().forEach(this::forbid);
    makeMistakes();

    assertThrows(AssertionError.class, () -> look("the values", prod.values().toString()));
    lookThroughFiles();
    said.forEach((what, text) -> look(what, text));
    look("git objects", git("cat-file", "--batch-all-objects", "--batch"));
    Set<Path> left = temporaryFiles();
    left.removeAll(temporary);
    for (Path file : left) {
      look(file.toString(), read(file));
    }
  }

  private void speakOfWhatIsSealed() throws IOException {
    for (String name : prod.values().keySet()) {
      String parameter = name.replaceFirst(".*/(?=pg_|vip_)", "").replaceFirst("/.*", "");
      speak("explain " + name, "explain", parameter, "--env", "prod");
    }
    for (String output : List.of("text", "json")) {
      prod.secrets("list", "--output", output);
      say("list " + output);
      speak("check " + output, "--env", "prod", "--check", "--output", output);
    }
    speak("diff", "diff", "--env", "prod");
    speak("diff", "diff", "--env", "prod", "--format", "markdown");
    speak("pki", "pki", "status", "--env", "prod");
    prod.secrets("rekey");
    say("rekey");
  }

  private void makeMistakes() throws IOException {
    prod.newIdentity("stranger");
    prod.useIdentity("stranger");
    assertEquals(3, prod.secrets("rotate", "--all"));
    say("wrong identity");
    prod.useIdentity("key");
    byte[] sealed = Files.readAllBytes(prod.folder().resolve("secrets.age"));
    byte[] tampered = sealed.clone();
    tampered[tampered.length - 1] ^= 1;
    Files.write(prod.folder().resolve("secrets.age"), tampered);
    assertEquals(3, prod.secrets("rotate", "--all"));
    say("tampered");
    Files.write(prod.folder().resolve("secrets.age"), sealed);
    String inventory = prod.read("inventory.yml");
    for (String wrong :
        List.of("pg_rtoo: Poison-99", "pg_admin_password: [Poison-99]", "pg_users: {Poison-99")) {
      prod.write(
          "inventory.yml", inventory.replace("    version:", "    " + wrong + "\n    version:"));
      assertEquals(3, prod.run(List.of("--env", "prod")));
      say("wrong " + wrong.replaceFirst(":.*", ""));
    }
    prod.write("inventory.yml", inventory);
  }

  private void speak(String what, String... words) {
    prod.run(List.of(words));
    say(what);
  }

  private void say(String what) {
    said.merge(what, prod.data() + prod.talk(), String::concat);
    assertTrue(!prod.talk().contains("\tat "), prod.talk());
  }

  private int pki(String command) {
    return prod.run(
        List.of("pki", command, "--env", "prod", "--identity", scratch.resolve("key").toString()));
  }

  /** A value as it is, encoded, and as digests that anybody could compute. */
  private void forbid(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    String needle = value.contains("PRIVATE KEY") ? value.lines().toList().get(1) : value;
    forbidden.put(needle, name);
    forbidden.put(Base64.getEncoder().withoutPadding().encodeToString(bytes), name + " in base64");
    forbidden.put(HexFormat.of().formatHex(bytes), name + " in hex");
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
      try {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
        forbidden.put(HexFormat.of().formatHex(digest), name + " as " + algorithm);
        forbidden.put(Base64.getEncoder().encodeToString(digest), name + " as " + algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void look(String where, String text) {
    List<String> hits = new ArrayList<>();
    for (Map.Entry<String, String> one : forbidden.entrySet()) {
      if (text.contains(one.getKey())) {
        hits.add(one.getValue());
      }
    }
    if (text.contains("Poison-") && !where.startsWith("wrong pg_rtoo")) {
      hits.add("Poison-");
    }
    assertEquals(List.of(), hits, where);
  }

  private void lookThroughFiles() throws IOException {
    int seen = 0;
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.equals(scratch.resolve("key")) && !file.equals(scratch.resolve("stranger"))) {
          look(file.toString(), read(file));
          seen++;
        }
      }
    }
    assertTrue(seen > 200, "only " + seen + " files");
  }

  private static Set<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return new TreeSet<>(
          files.filter(one -> Files.isRegularFile(one) && Files.isReadable(one)).toList());
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static Set<String> secrets(JsonNode node, String name) {
    Set<String> names = new TreeSet<>();
    node.properties()
        .forEach(
            one -> {
              boolean word = !Set.of("properties", "additionalProperties").contains(one.getKey());
              String inner = word ? one.getKey() : name;
              if (one.getValue().path("x-secret").asBoolean()) {
                names.add(inner);
              }
              names.addAll(secrets(one.getValue(), inner));
            });
    return names;
  }

  private String git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
