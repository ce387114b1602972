package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that travel between the applier and a machine. */
class TextsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "it's", "$(id)", "`id`", "a\nb\n", "\\", "\"", "*", "-n", "\u00e4", "!x"})
  void aQuotedWordReachesACommandAsItIs(String word) throws IOException {
    String command = "printf '<%s>' " + ShellWord.quote(List.of(word, word));
    Process process = new ProcessBuilder("/bin/sh", "-c", command).start();

    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals("<" + word + "><" + word + ">", printed);
  }

  @Test
  void aWordWithANulIsRefused() {
    assertThrows(NodeException.class, () -> ShellWord.quote("a\0b"));
  }

  @Test
  void manyWordsBecomeSeveralCalls() {
    List<String> words = Collections.nCopies(900, "w");

    String script = Script.begin().callForAll("f", words).callForAll("g", List.of()).toString();

    assertEquals(3, script.lines().filter(line -> line.startsWith("f ")).count());
    assertEquals(0, script.lines().filter(line -> line.startsWith("g ")).count());
  }

  @Test
  void aReplyTellsAnswersFromTalk() {
    Reply reply = new Reply();
    reply.add("key aGVsbG8=");
    reply.add("key IHdvcmxk");
    reply.add("install: invalid user 'x'");
    reply.add("odd base64-not");
    reply.add("");

    assertEquals("hello world", reply.text("key"));
    assertEquals("", reply.text("none"));
    assertEquals("install: invalid user 'x' / odd base64-not", reply.talk());
  }

  @Test
  void aReplyKeepsEmptyParts() {
    Reply reply = new Reply();
    reply.add("p " + Base64.getEncoder().encodeToString("a\0\0b\0".getBytes()));

    assertEquals(List.of("a", "", "b"), reply.parts("p"));
    assertEquals(List.of(), reply.parts("none"));
  }

  @Test
  void anArchiveIsReadByTar(@TempDir Path folder) throws IOException, InterruptedException {
    byte[] odd = new byte[1025];
    odd[1024] = 7;
    byte[] archive =
        new TarStream()
            .add("one", "1\n".getBytes())
            .add("empty", new byte[0])
            .add("odd", odd)
            .toByteArray();
    Path file = Files.write(folder.resolve("a.tar"), archive);

    Process tar =
        new ProcessBuilder("tar", "-xf", file.toString(), "-C", folder.toString()).start();

    assertEquals(0, tar.waitFor());
    assertEquals("1\n", Files.readString(folder.resolve("one")));
    assertEquals(0, Files.size(folder.resolve("empty")));
    assertEquals(7, Files.readAllBytes(folder.resolve("odd"))[1024]);
  }

  @Test
  void aBlockIsFoundReplacedAddedAndTakenAway() {
    String block = "# BEGIN pgfleet b\nold\n# END pgfleet b\n";
    String text = "a\n" + block + "z\n";

    assertEquals(Optional.of("old\n"), BlockText.lines(text, "b"));
    assertEquals(Optional.empty(), BlockText.lines(text, "c"));
    assertEquals(text.replace("old", "new"), BlockText.with(text, "b", Optional.of("new\n")));
    assertEquals("a\nz\n", BlockText.with(text, "b", Optional.empty()));
    assertEquals(
        "a\n# BEGIN pgfleet b\nnew\n# END pgfleet b\n",
        BlockText.with("a", "b", Optional.of("new\n")));
    assertEquals("", BlockText.with(block, "b", Optional.empty()));
  }

  @Test
  void ofABlockThatStandsTwiceOneStays() {
    String block = "# BEGIN pgfleet b\nold\n# END pgfleet b\n";

    assertEquals(
        "# BEGIN pgfleet b\nnew\n# END pgfleet b\nx\n",
        BlockText.with(block + "x\n" + block, "b", Optional.of("new\n")));
  }

  @Test
  void aBlockWithoutAnEndIsRefusedBeforeItSwallowsTheRest() {
    NodeException failure =
        assertThrows(
            NodeException.class, () -> BlockText.lines("# BEGIN pgfleet b\nx\nothers\n", "b"));

    assertTrue(failure.getMessage().contains("has no end marker"), failure.getMessage());
  }

  @Test
  void accountsCarryTheirGroupsSorted() {
    Account account =
        Accounts.read(
                List.of("web:x:998:997:Web:/srv/web:/bin/sh"),
                List.of("web:x:997:", "tls:x:5:web,other", "adm:x:4:web"))
            .get("web");

    assertEquals(
        new Account(
            "web", Optional.of(998), "web", List.of("adm", "tls"), "/srv/web", "/bin/sh", true),
        account);
  }

  @Test
  void anIndexThatACrashCutOffIsReadAsFarAsItGoes() {
    KeptIndex index = new KeptIndex();
    index.learn(
        List.of(
            "file c1 L2E=", // /a
            "absent block L2I= id", // /b#id
            "link - L2M= L3Q=", // /c to /t
            "file c1 L2E=",
            "directory - L2Q= root ro"),
        List.of("c1 daemon adm 640"));

    List<Replaced> back = index.wayBack();

    assertEquals(3, back.size());
    assertEquals(
        new Placement.Change("restore", "link", "/c", "", "", "", "", "/t"), back.get(0).change());
    assertEquals(
        new Placement.Change("remove", "block", "/b", "id", "", "", "", ""), back.get(1).change());
    assertEquals(
        new Placement.Change("restore", "file", "/a", "", "daemon", "adm", "0640", ""),
        back.get(2).change());
  }
}
