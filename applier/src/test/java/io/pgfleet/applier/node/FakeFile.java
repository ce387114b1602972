package io.pgfleet.applier.node;

import java.nio.charset.StandardCharsets;

/**
 * Something at a path of a machine in memory.
 *
 * @param kind file, directory or link
 */
public record FakeFile(
    String kind, byte[] bytes, String owner, String group, String mode, String target) {

  public static FakeFile file(String text, String mode) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new FakeFile("file", bytes, "root", "root", mode, "");
  }

  public static FakeFile directory(String mode) {
    return new FakeFile("directory", new byte[0], "root", "root", mode, "");
  }

  public static FakeFile link(String target) {
    return new FakeFile("link", new byte[0], "", "", "", target);
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
