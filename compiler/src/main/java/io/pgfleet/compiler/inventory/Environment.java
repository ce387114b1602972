package io.pgfleet.compiler.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code env.yml} says about an environment.
 *
 * @param demo whether literal and weak secrets are accepted
 * @param packages where packages come from: {@code reference} or {@code debian}
 * @param recipients who can open sealed secrets
 * @param keys the kind of keys that new certificates are made with, such as {@code ec-p256}
 */
public record Environment(
    String name,
    boolean demo,
    String packages,
    Ssh ssh,
    List<String> recipients,
    Secrets secrets,
    String keys) {
  public Environment {
    recipients = List.copyOf(recipients);
  }

  /**
   * Where the values of secrets are.
   *
   * @param identity file of a private key that opens sealed secrets, relative to the environment's
   *     directory
   * @param elsewhere beginnings of the names of secrets that are not sealed here but come from
   *     another source when they are applied
   */
  public record Secrets(Optional<String> identity, List<String> elsewhere) {
    public Secrets {
      elsewhere = List.copyOf(elsewhere);
    }

    /** Whether the value of a secret comes from another source. */
    public boolean isElsewhere(String name) {
      return source(name).isPresent();
    }

    /** The beginning of names by which another source is known that a secret comes from. */
    public Optional<String> source(String name) {
      return elsewhere.stream()
          .filter(name::startsWith)
          .max(Comparator.comparingInt(String::length));
    }
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
