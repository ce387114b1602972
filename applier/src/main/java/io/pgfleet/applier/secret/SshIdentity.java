package io.pgfleet.applier.secret;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/** A private key of type {@code ssh-ed25519} that opens what was sealed for it. */
final class SshIdentity implements RecipientStanzaReader {
  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";

  private final byte[] wire;
  private final byte[] privateKey;
  private final byte[] publicKey;

  private SshIdentity(Ed25519PrivateKeyParameters key) throws IOException {
    this.wire = OpenSSHPublicKeyUtil.encodePublicKey(key.generatePublicKey());
    this.privateKey = SshKeys.privateKey(key.getEncoded());
    this.publicKey = SshKeys.publicKey(key.generatePublicKey().getEncoded());
  }

  static boolean isOne(String text) {
    return text.contains(BEGIN);
  }

  /**
   * Reads an OpenSSH private key file.
   *
   * @param file for messages
   * @throws SecretException when it is of another type, or has a passphrase
   */
  static SshIdentity of(String text, String file) {
    try {
      String inner = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
      byte[] blob = Base64.getMimeDecoder().decode(inner);
      if (OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(blob)
          instanceof Ed25519PrivateKeyParameters key) {
        return new SshIdentity(key);
      }
    } catch (IllegalArgumentException
        | IllegalStateException
        | StringIndexOutOfBoundsException
        | IOException e) {
      throw new SecretException(refusal(file));
    }
    throw new SecretException(refusal(file));
  }

  private static String refusal(String file) {
    return file
        + ": is no ssh-ed25519 key without a passphrase; use one, or an age identity made by"
        + " 'age-keygen'";
  }

  @Override
  public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
    for (RecipientStanza one : stanzas) {
      if (one.getType().equals(SshKeys.TYPE)
          && one.getArguments().size() == 2
          && one.getArguments().get(0).equals(SshKeys.tag(wire))) {
        byte[] share = Base64.getDecoder().decode(one.getArguments().get(1));
        byte[] agreed = SshKeys.agree(privateKey, share, wire);
        return new FileKey(SshKeys.unwrap(agreed, share, publicKey, one.getBody()));
      }
    }
    throw new UnsupportedRecipientStanzaException("not sealed for this key");
  }
}
