package io.pgfleet.applier.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.node.Hardware;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** The folder {@code facts} of an inventory: one document for each host, always in one form. */
final class FactsFolder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  FactsFolder(Path folder) {
    this.folder = folder;
  }

  /** Tells whether the document is not the one that was there. */
  boolean write(String host, Hardware hardware, String user) {
    Path file = folder.resolve(host + ".json");
    byte[] bytes = document(hardware, user).getBytes(StandardCharsets.UTF_8);
    try {
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
        return false;
      }
      Files.createDirectories(folder);
      Path part = folder.resolve("." + host + ".part");
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private static String document(Hardware hardware, String user) {
    ObjectNode node = JSON.createObjectNode();
    node.put("cpu", hardware.cpu());
    node.put("memoryBytes", hardware.memoryBytes());
    node.put("dataDiskBytes", hardware.dataDiskBytes());
    node.put("arch", hardware.arch());
    ObjectNode os = node.putObject("os");
    os.put("id", hardware.os().id());
    os.put("version", hardware.os().version());
    os.put("codename", hardware.os().codename());
    node.put("user", user);
    node.put("hostname", hardware.hostname());
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
