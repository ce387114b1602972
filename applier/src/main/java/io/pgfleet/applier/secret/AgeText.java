package io.pgfleet.applier.secret;

import com.exceptionfactory.jagged.DecryptingChannelFactory;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A text in the age format, version 1, as the program {@code age} writes it. */
final class AgeText {
  private static final String ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final String HEADER = "age-encryption.org/v1";

  private AgeText() {}

  /**
   * Opens it.
   *
   * @param file for messages
   * @throws SecretException when the identity does not fit, or the bytes are not what was sealed
   */
  static String open(byte[] sealed, Path file, Identities identities) {
    String text = new String(sealed, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(ARMOR) && !text.startsWith(HEADER)) {
      throw new SecretException(file + ": is no age file; restore it from git");
    }
    DecryptingChannelFactory factory =
        text.startsWith(ARMOR)
            ? new ArmoredDecryptingChannelFactory()
            : new StandardDecryptingChannelFactory();
    try (ReadableByteChannel channel =
        factory.newDecryptingChannel(
            Channels.newChannel(new ByteArrayInputStream(sealed)), identities.readers())) {
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    } catch (UnsupportedRecipientStanzaException e) {
      throw new SecretException(
          file
              + ": is not sealed for "
              + identities
              + "; use another identity, or ask a recipient to add your key and to seal it again",
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
