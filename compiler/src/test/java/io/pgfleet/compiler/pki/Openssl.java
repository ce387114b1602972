package io.pgfleet.compiler.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real program, in a folder of its own. */
final class Openssl {
  private static final Path PROGRAM = Path.of("/usr/bin/openssl");

  private final Path folder;

  /** What it said, on both streams, and its exit code. */
  record Answer(int exit, String text) {}

  Openssl(Path folder) {
    assumeTrue(Files.exists(PROGRAM), "no openssl here");
    this.folder = folder;
  }

  Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** Words are separated by single blanks; files are relative to the folder. */
  Answer ask(String words) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of(PROGRAM.toString()));
    argv.addAll(List.of(words.split(" ")));
    Process process =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  String ok(String words) throws IOException, InterruptedException {
    Answer answer = ask(words);
    assertEquals(0, answer.exit(), words + ": " + answer.text());
    return answer.text();
  }

  /** Whether a certificate is trusted by those who trust these authorities and no others. */
  boolean trusts(String authorities, String certificate) throws IOException, InterruptedException {
    file("trust.pem", authorities);
    file("leaf.pem", certificate);
    return ask("verify -no-CApath -no-CAstore -CAfile trust.pem leaf.pem").exit() == 0;
  }
}
