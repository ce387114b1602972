package io.pgfleet.compiler.secret;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** Somebody who can open what is sealed with a private key of type {@code ssh-ed25519}. */
final class SshRecipient implements RecipientStanzaWriter {
  private final byte[] wire;
  private final byte[] publicKey;

  private SshRecipient(byte[] wire, byte[] publicKey) {
    this.wire = wire;
    this.publicKey = publicKey;
  }

  /**
   * Reads a line such as OpenSSH's {@code id_ed25519.pub} holds.
   *
   * @throws SecretException when it is no such line
   */
  static SshRecipient of(String line) {
    try {
      byte[] wire = Base64.getDecoder().decode(line.strip().split("\\s+")[1]);
      if (OpenSSHPublicKeyUtil.parsePublicKey(wire) instanceof Ed25519PublicKeyParameters key) {
        byte[] encoded = OpenSSHPublicKeyUtil.encodePublicKey(key);
        return new SshRecipient(encoded, SshKeys.publicKey(key.getEncoded()));
      }
    } catch (IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | ArrayIndexOutOfBoundsException
        | IOException e) {
      throw new SecretException(refusal(line), e);
    }
    throw new SecretException(refusal(line));
  }

  private static String refusal(String line) {
    return "recipient '" + line + "' is no ssh-ed25519 key; copy the line of an id_ed25519.pub";
  }

  @Override
  public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey)
      throws GeneralSecurityException {
    byte[] ephemeral = new byte[X25519.SCALAR_SIZE];
    X25519.generatePrivateKey(new SecureRandom(), ephemeral);
    byte[] share = SshKeys.publicOf(ephemeral);
    byte[] agreed = SshKeys.agree(ephemeral, publicKey, wire);
    byte[] body =
        SshKeys.cipher(Cipher.ENCRYPT_MODE, agreed, share, publicKey).doFinal(fileKey.getEncoded());
    String shown = Base64.getEncoder().withoutPadding().encodeToString(share);
    return List.of(new Stanza(List.of(SshKeys.tag(wire), shown), body));
  }

  /** A line of the header and what follows it. */
  private record Stanza(List<String> arguments, byte[] body) implements RecipientStanza {
    @Override
    public String getType() {
      return SshKeys.TYPE;
    }

    @Override
    public List<String> getArguments() {
      return arguments;
    }

    @Override
    public byte[] getBody() {
      return body.clone();
    }
  }
}
