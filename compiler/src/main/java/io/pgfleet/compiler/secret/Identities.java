package io.pgfleet.compiler.secret;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The private keys that open sealed secrets; the first of these that is given is taken:
 *
 * <ol>
 *   <li>{@code --identity FILE}
 *   <li>the file that the environment variable {@code PGFLEET_AGE_IDENTITY} names
 *   <li>{@code secrets.identity} of {@code env.yml}, relative to its folder
 *   <li>{@code ~/.config/pgfleet/identity.txt}
 *   <li>{@code ~/.ssh/id_ed25519}
 * </ol>
 *
 * <p>A file holds age identities as {@code age-keygen} writes them, or one OpenSSH key of type
 * {@code ssh-ed25519} without a passphrase.
 *
 * @param files none of them read before something is to be opened
 */
public record Identities(List<Path> files) {
  public Identities {
    files = List.copyOf(files);
  }

  /** A file that somebody names. */
  public static Identities of(Path file) {
    return new Identities(List.of(file));
  }

  /** The first of the usual files that exists. */
  public static Identities usual(Path home) {
    return new Identities(
        List.of(home.resolve(".config/pgfleet/identity.txt"), home.resolve(".ssh/id_ed25519"))
            .stream()
            .filter(Files::exists)
            .limit(1)
            .toList());
  }

  List<RecipientStanzaReader> readers() {
    if (files.isEmpty()) {
      throw new SecretException(
          "no identity opens sealed secrets; name one with --identity or PGFLEET_AGE_IDENTITY, or"
              + " make ~/.config/pgfleet/identity.txt with 'age-keygen -o'");
    }
    List<RecipientStanzaReader> readers = new ArrayList<>();
    files.forEach(file -> add(file, readers));
    return readers;
  }

  private static void add(Path file, List<RecipientStanzaReader> readers) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SecretException(file + ": can't be read; name a readable identity file", e);
    }
    if (SshIdentity.isOne(text)) {
      readers.add(SshIdentity.of(text, file.toString()));
      return;
    }
    List<String> keys =
        text.lines().map(String::strip).filter(one -> one.startsWith("AGE-SECRET-KEY-1")).toList();
    if (keys.isEmpty()) {
      throw new SecretException(
          file + ": holds no identity; write one there with 'age-keygen', or name another file");
    }
    for (String key : keys) {
      try {
        readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(key));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // the cause may repeat the key
        throw new SecretException(file + ": holds a broken identity; restore it");
      }
    }
  }

  @Override
  public String toString() {
    return files.stream().map(Path::toString).collect(Collectors.joining(" or "));
  }
}
