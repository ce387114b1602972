package io.pgfleet.compiler.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.pgfleet.compiler.SandboxFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program behind YAML in editors, installed once below {@code target/} as its lock file says.
 */
final class EditorProgram {
  private static final Path SOURCE = SandboxFleet.root().resolve("compiler/src/test/editor");
  private static final Path TARGET = SandboxFleet.root().resolve("compiler/target/editor");
  private static final String LOCK = "package-lock.json";
  private static final String REMEDY =
      "; install Node 18 or newer with npm, or leave these tests out with -DskipEditor";

  private EditorProgram() {}

  /** Starts it; installs it first when this checkout has none. */
  static Process start() throws IOException, InterruptedException {
    if (!installed()) {
      install();
    }
    Path program = TARGET.resolve("node_modules/yaml-language-server/bin/yaml-language-server");
    return process("node", program.toString(), "--stdio")
        .redirectError(TARGET.resolve("errors.log").toFile())
        .start();
  }

  private static boolean installed() throws IOException {
    Path done = TARGET.resolve("installed.json");
    return Files.exists(done) && Files.mismatch(done, SOURCE.resolve(LOCK)) == -1;
  }

  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(TARGET);
    for (String file : List.of("package.json", LOCK, ".npmrc")) {
      Files.write(TARGET.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
    }
    Path log = TARGET.resolve("install.log");
    ProcessBuilder builder = process("npm", "ci").redirectErrorStream(true);
    try {
      Process npm = builder.redirectOutput(log.toFile()).start();
      if (!npm.waitFor(3, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        fail("npm ci took longer than three minutes" + REMEDY);
      }
      assertEquals(0, npm.exitValue(), () -> "npm ci failed, see " + log + REMEDY);
    } catch (IOException e) {
      fail("npm can't be started" + REMEDY, e);
    }
    Files.write(TARGET.resolve("installed.json"), Files.readAllBytes(SOURCE.resolve(LOCK)));
  }

  private static ProcessBuilder process(String... command) {
    return new ProcessBuilder(command).directory(TARGET.toFile());
  }
}
