package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.module.dialect.RefusedTextException;
import java.util.Optional;

/**
 * An alias for how a user proves who it is.
 *
 * @param method for connections over the network
 * @param local method on a unix socket; empty where there can be none
 * @param network whether the method works over the network at all
 * @param tls whether the network connection must be encrypted
 */
record HbaAuth(String method, Optional<String> local, boolean network, boolean tls) {
  private static final String SCRAM = "scram-sha-256";

  /**
   * @param password the method that {@code pwd} stands for
   */
  static HbaAuth of(String alias, String password, HbaDialect dialect) {
    return switch (alias) {
      case "deny", "reject" -> both("reject");
      case "trust" -> both("trust");
      case "pwd" -> both(password);
      case "sha", SCRAM -> both(SCRAM);
      case "md5" -> both("md5");
      case "ssl" -> encrypted(password);
      case "ssl-sha" -> encrypted(SCRAM);
      case "ssl-md5" -> encrypted("md5");
      case "cert" -> new HbaAuth("cert", Optional.empty(), true, true);
      case "os", "ident" -> dialect == HbaDialect.SERVER ? both("ident") : onSocket();
      case "peer" -> onSocket();
      default -> throw new RefusedTextException("an HBA rule", "is no way to authenticate", alias);
    };
  }

  private static HbaAuth both(String method) {
    return new HbaAuth(method, Optional.of(method), true, false);
  }

  private static HbaAuth encrypted(String method) {
    return new HbaAuth(method, Optional.of(method), true, true);
  }

  private static HbaAuth onSocket() {
    return new HbaAuth("peer", Optional.of("peer"), false, false);
  }

  /** Connections from this machine need no encryption, but a certificate needs it everywhere. */
  String typeFromLocalhost() {
    return method.equals("cert") ? "hostssl" : "host";
  }

  String type() {
    return tls ? "hostssl" : "host";
  }
}
