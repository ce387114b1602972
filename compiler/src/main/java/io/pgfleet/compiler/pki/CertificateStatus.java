package io.pgfleet.compiler.pki;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to say of every certificate of an environment on some day.
 *
 * @param lines authorities first, then services, people, and what nobody needs; by name in each
 */
public record CertificateStatus(List<Line> lines, RotationStage stage) {
  public CertificateStatus {
    lines = List.copyOf(lines);
  }

  /** Who a certificate is for. */
  public enum Bearer {
    AUTHORITY,
    SERVICE,
    PERSON,
    NOBODY
  }

  /**
   * One certificate.
   *
   * @param hosts where it is placed; empty for all nodes (authorities) and for none
   * @param names names and addresses that it is valid for
   * @param from first moment of its validity; empty when it is missing
   * @param until the moment after the last
   * @param key kind of its key, such as {@code ec-p256}
   * @param reason what is wrong, as the end of a sentence; empty when nothing is
   */
  public record Line(
      String name,
      Bearer bearer,
      List<String> hosts,
      List<String> names,
      Optional<Instant> from,
      Optional<Instant> until,
      String key,
      CertificateState state,
      String reason) {
    public Line {
      hosts = List.copyOf(hosts);
      names = List.copyOf(names);
    }
  }

  /** Whether something is that grave. */
  public boolean has(CertificateState.Gravity gravity) {
    return lines.stream().anyMatch(line -> line.state().gravity() == gravity);
  }
}
