package io.pgfleet.applier.secret;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of the private key that opens sealed secrets: age identities as {@code age-keygen}
 * writes them, or one OpenSSH key of type {@code ssh-ed25519} without a passphrase.
 */
record Identities(Path file) {

  List<RecipientStanzaReader> readers() {
    String text = text();
    if (SshIdentity.isOne(text)) {
      return List.of(SshIdentity.of(text, file.toString()));
    }
    List<RecipientStanzaReader> readers = new ArrayList<>();
    text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("AGE-SECRET-KEY-1"))
        .forEach(key -> readers.add(reader(key)));
    if (readers.isEmpty()) {
      throw new SecretException(
          file + ": holds no identity; write one there with 'age-keygen', or name another file");
    }
    return readers;
  }

  private RecipientStanzaReader reader(String key) {
    try {
      return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(key);
    } catch (GeneralSecurityException | IllegalArgumentException mayRepeatTheKey) {
      throw new SecretException(file + ": holds a broken identity; restore it");
    }
  }

  private String text() {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SecretException(file + ": cannot be read; name a readable identity file", e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
