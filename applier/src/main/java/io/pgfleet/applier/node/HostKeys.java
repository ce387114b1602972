package io.pgfleet.applier.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/** Strict host keys: only a machine whose key is in the known hosts file is who it says. */
final class HostKeys extends OpenSSHKnownHosts {
  private final Path file;
  private String refusal = "";

  private HostKeys(Path file) throws IOException {
    super(file.toFile());
    this.file = file;
  }

  static HostKeys read(Path file) {
    if (!Files.isReadable(file)) {
      throw new NodeException(
          "the known hosts file '"
              + file
              + "' cannot be read; fill it with the hosts' keys, or name another one as"
              + " ssh.known_hosts in env.yml");
    }
    try {
      return new HostKeys(file);
    } catch (IOException e) {
      throw new NodeException("the known hosts file '" + file + "' cannot be read", e);
    }
  }

  /** Why the last key was refused; empty when it was not. */
  String refusal() {
    return refusal;
  }

  @Override
  protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
    refusal =
        "its host key is not in '"
            + file
            + "'; compare the fingerprint "
            + fingerprint(key)
            + " with the machine's own, then add the key";
    return false;
  }

  @Override
  protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
    refusal =
        "its host key "
            + fingerprint(key)
            + " is not the one in '"
            + file
            + "'; it is another machine, or it was installed anew: only then replace the key";
    return false;
  }

  private static String fingerprint(PublicKey key) {
    try {
      byte[] bytes = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      String text = Base64.getEncoder().withoutPadding().encodeToString(digest);
      return KeyType.fromKey(key) + " SHA256:" + text;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
