package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeNodes;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sealed secret goes to the file and to the standard input that it belongs to, and nowhere else:
 * not even when the commands that are fed with it repeat it and fail.
 */
class PoisonTest {
  private static final String A = "10.0.0.1";
  private static final String VALUE = "corrèct horse";
  private static final String SECRET = "{secret:main/users/jane@aaaaaaaa";
  private static final Path SEALED =
      Path.of(System.getProperty("pgfleet.root"), "applier/src/test/resources/sealed");
  private static final String COMMON =
      "\"group\":\"main\",\"nodes\":[\"10.0.0.1\"],\"target\":{\"kind\":\"any\"},";

  @TempDir Path folder;
  private final FakeNodes fleet = new FakeNodes();
  private final List<String> said = new ArrayList<>();
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
  private final List<String> fed = Collections.synchronizedList(new ArrayList<>());
  private FakeMachine machine;
  private String failing = "";
  private boolean made;

  @BeforeEach
  void anEnvironmentWhoseCommandsRepeatWhatTheyAreFed() throws IOException {
    Path inventory = Files.createDirectories(folder.resolve("inventories/test"));
    Files.copy(SEALED.resolve("secrets.age"), inventory.resolve("secrets.age"));
    machine = fleet.machine(A);
    machine.answer(
        argv -> true,
        command -> {
          commands.add(String.join(" ", command.argv()));
          String input = new String(command.stdin(), StandardCharsets.UTF_8);
          fed.add(input);
          String echo = input + "\nnear \"" + VALUE + "\" and corr%C3%A8ct%20horse\n";
          if (input.startsWith("probe")) {
            return new Outcome(0, made ? "" : "roles\n", "");
          }
          boolean fails = command.argv().get(0).equals(failing);
          made |= command.argv().get(0).equals("sql") && !fails;
          return new Outcome(fails ? 1 : 0, echo, echo);
        });
    tree("one");
  }

  private void tree(String text) {
    new TreeFolder(folder.resolve("out/test"))
        .node(A)
        .file(A, "files", "/etc/web.conf", text + "\npassword = " + SECRET + "|ini}\n")
        .file(A, "files", "/etc/url.conf", "x://jane:" + SECRET + "|url}@h\n")
        .payload("groups/main/probe.sql", "probe " + SECRET + "|sql}")
        .payload("groups/main/roles.sql", "role " + SECRET + "|sql} " + SECRET + "|scram-sql}\n")
        .payload("groups/main/input", SECRET + "}\n")
        .step("one", "{\"id\":\"files\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
        .step(
            "one",
            "{\"id\":\"feed\",\"kind\":\"run\",\"nodes\":[\"10.0.0.1\"],\"argv\":[\"feed\"],"
                + "\"consumes\":[\"/etc/web.conf\"],\"stdin\":\"groups/main/input\"}")
        .step(
            "one",
            "{\"id\":\"roles\",\"kind\":\"sql\","
                + COMMON
                + "\"argv\":[\"sql\"],\"probe\":\"groups/main/probe.sql\",\"items\":["
                + "{\"id\":\"roles\",\"file\":\"groups/main/roles.sql\"}]}")
        .written();
  }

  @Test
  void noSecretLeavesItsPlace() throws IOException {
    assertEquals(2, run("--plan"));
    assertEquals(2, run("--plan", "--output", "json"));
    failing = "feed";
    assertTrue(run("--allow-dirty") > 4);
    failing = "sql";
    tree("two");
    assertTrue(run("--allow-dirty", "--output", "json") > 4);
    failing = "";
    tree("three");
    assertEquals(0, run("--allow-dirty", "--output", "json"), () -> said.toString());
    tree("four");
    assertEquals(0, run("--allow-dirty"), () -> said.toString());

    assertTrue(machine.files().get("/etc/web.conf").text().contains("password = " + VALUE));
    assertTrue(
        fed.stream().anyMatch(one -> one.startsWith("role '" + VALUE + "' 'SCRAM-SHA-256$")));
    assertTrue(said.stream().anyMatch(one -> one.contains("***")), () -> "nothing was repeated");
    said.forEach(one -> look("output", one));
    commands.forEach(one -> look("command", one));
    machine.events().forEach(one -> look("event", one));
    look("record", new String(machine.record().orElseThrow(), StandardCharsets.UTF_8));
    assertEquals(4, lookThrough(folder.resolve("state")));
  }

  @Test
  void stagesForItsOwnerOnly() throws IOException {
    Path to = folder.resolve("stage");
    assertEquals(0, run("stage", "--to", to.toString()), () -> said.toString());

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(to)));
    assertTrue(Files.readString(to.resolve(A + "/etc/web.conf")).contains(VALUE));
    said.forEach(one -> look("output", one));
  }

  @Test
  void aSecretThatCannotBeOpenedEndsWith3() throws IOException {
    Path sealed = folder.resolve("inventories/test/secrets.age");
    byte[] bytes = Files.readAllBytes(sealed);
    bytes[bytes.length - 1] ^= 1;
    Files.write(sealed, bytes);

    assertEquals(3, run("--plan"));
    assertTrue(said.toString().contains("restore it from git"), said::toString);
    assertFalse(said.toString().contains("\tat "), said::toString);
  }

  private int run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            Map.of("XDG_STATE_HOME", folder.resolve("state").toString()));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--env", "test", "--out", folder.resolve("out").toString()));
    all.addAll(List.of("--inventories", folder.resolve("inventories").toString()));
    all.addAll(List.of("--identity", SEALED.resolve("identity.txt").toString()));
    int code = new Main(console, (tree, inventory) -> fleet).run(all.toArray(new String[0]));
    said.add(out.toString(StandardCharsets.UTF_8));
    return code;
  }

  private int lookThrough(Path state) throws IOException {
    int runs = 0;
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        look(file.toString(), Files.readString(file));
        String run = file.getFileName().toString().replaceFirst("\\..*", "");
        machine.journal(run).forEach(line -> look("journal of the machine", line));
        runs++;
      }
    }
    return runs;
  }

  private static void look(String where, String text) {
    SortedSet<String> hits = new TreeSet<>();
    for (String one : forbidden()) {
      if (text.contains(one)) {
        hits.add(one);
      }
    }
    assertEquals(new TreeSet<>(), hits, where + ": " + text);
  }

  /** The value, its forms in texts, and digests of it that anybody could compute. */
  private static List<String> forbidden() {
    byte[] bytes = VALUE.getBytes(StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(VALUE, "corr\\u00e8ct", "corr%C3%A8ct", "$4096:"));
    all.add(Base64.getEncoder().encodeToString(bytes));
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
      try {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
        all.add(HexFormat.of().formatHex(digest));
        all.add(Base64.getEncoder().encodeToString(digest));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
    return all;
  }
}
