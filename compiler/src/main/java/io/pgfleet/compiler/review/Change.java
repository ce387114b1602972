package io.pgfleet.compiler.review;

/**
 * One entry or payload that differs.
 *
 * @param name path, {@code path#id} of a block, or a payload below {@code groups/}
 */
public record Change(Kind kind, String name) {

  /** What happened to it. */
  public enum Kind {
    ADDED("+"),
    CHANGED("~"),
    REMOVED("-");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }
  }

  /** Such as {@code ~ /etc/hosts}. */
  @Override
  public String toString() {
    return kind.sign + " " + name;
  }
}
