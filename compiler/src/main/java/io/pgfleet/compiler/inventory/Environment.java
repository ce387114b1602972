package io.pgfleet.compiler.inventory;

import java.util.List;
import java.util.Optional;

/**
 * What {@code env.yml} says about an environment.
 *
 * @param demo whether literal and weak secrets are accepted
 * @param packages where packages come from: {@code reference} or {@code debian}
 * @param recipients who can open sealed secrets
 */
public record Environment(
    String name, boolean demo, String packages, Ssh ssh, List<String> recipients) {
  public Environment {
    recipients = List.copyOf(recipients);
  }

  /**
   * How nodes are reached.
   *
   * @param identityFile private key, relative to the environment's directory
   * @param knownHosts relative to the environment's directory
   */
  public record Ssh(
      Optional<String> user, Optional<String> identityFile, Optional<String> knownHosts) {}
}
