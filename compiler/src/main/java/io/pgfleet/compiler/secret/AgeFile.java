package io.pgfleet.compiler.secret;

import com.exceptionfactory.jagged.DecryptingChannelFactory;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** Texts in the age format, version 1, which the program {@code age} reads and writes too. */
final class AgeFile {
  private static final String ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final String HEADER = "age-encryption.org/v1";

  private AgeFile() {}

  /**
   * Seals a text for everybody listed.
   *
   * @param recipients lines of the forms {@code age1…} and {@code ssh-ed25519 …}
   * @throws SecretException when there is none, or one of another form
   */
  static byte[] seal(String text, List<String> recipients) {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (WritableByteChannel channel =
        new StandardEncryptingChannelFactory()
            .newEncryptingChannel(Channels.newChannel(sealed), writers(recipients))) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | GeneralSecurityException e) {
      throw new SecretException("tried to seal secrets but failed: " + e.getMessage(), e);
    }
    return sealed.toByteArray();
  }

  private static List<RecipientStanzaWriter> writers(List<String> recipients) {
    if (recipients.isEmpty()) {
      throw new SecretException(
          "nobody could open what is sealed; list age or ssh-ed25519 public keys as 'recipients' in"
              + " env.yml");
    }
    List<RecipientStanzaWriter> writers = new ArrayList<>();
    recipients.forEach(one -> writers.add(writer(one.strip())));
    return writers;
  }

  private static RecipientStanzaWriter writer(String recipient) {
    if (recipient.startsWith(SshKeys.TYPE + " ")) {
      return SshRecipient.of(recipient);
    }
    try {
      return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      String shown = recipient.startsWith("AGE-SECRET-KEY") ? "a secret key" : quoted(recipient);
      throw new SecretException(
          "recipient "
              + shown
              + " is no public key; write 'age1…' as 'age-keygen -y' prints it, or a line of an"
              + " id_ed25519.pub",
          e);
    }
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  /**
   * Opens a sealed text.
   *
   * @param file for messages
   * @throws SecretException when no identity fits, or the bytes are not what was sealed
   */
  static String open(byte[] sealed, String file, Identities identities) {
    String start = new String(sealed, 0, Math.min(64, sealed.length), StandardCharsets.US_ASCII);
    boolean armored = start.startsWith(ARMOR);
    if (!armored && !start.startsWith(HEADER)) {
      throw new SecretException(file + ": is no age file; restore it from git");
    }
    DecryptingChannelFactory factory =
        armored ? new ArmoredDecryptingChannelFactory() : new StandardDecryptingChannelFactory();
    List<RecipientStanzaReader> readers = identities.readers();
    try (ReadableByteChannel channel =
        factory.newDecryptingChannel(
            Channels.newChannel(new ByteArrayInputStream(sealed)), readers)) {
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    } catch (UnsupportedRecipientStanzaException e) {
      throw new SecretException(
          file
              + ": is not sealed for "
              + identities
              + "; use another identity, or ask a recipient to add your key to 'recipients' in"
              + " env.yml and to run 'compile secrets rekey'",
          e);
    } catch (IOException
        | GeneralSecurityException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | BufferUnderflowException
        | BufferOverflowException e) {
      // the library meets nonsense with any of these
      throw new SecretException(
          file + ": was changed or cut short after it was sealed; restore it from git", e);
    }
  }
}
