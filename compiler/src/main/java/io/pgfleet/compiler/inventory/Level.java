package io.pgfleet.compiler.inventory;

/**
 * How far a value reaches.
 *
 * @param name of the group or host; empty for the others
 */
public record Level(Kind kind, String name) {

  /** From weakest to strongest. */
  public enum Kind {
    DEFAULT,
    ALL,
    GROUP,
    HOST
  }

  public static final Level DEFAULT = new Level(Kind.DEFAULT, "");
  public static final Level ALL = new Level(Kind.ALL, "");

  public static Level group(String name) {
    return new Level(Kind.GROUP, name);
  }

  public static Level host(String name) {
    return new Level(Kind.HOST, name);
  }

  /** What stands before a secret's name: {@code <group>/}, {@code <host>/} or nothing. */
  public String prefix() {
    return name.isEmpty() ? "" : name + "/";
  }

  @Override
  public String toString() {
    return switch (kind) {
      case DEFAULT -> "default";
      case ALL -> "all";
      case GROUP -> "group " + name;
      case HOST -> "host " + name;
    };
  }
}
