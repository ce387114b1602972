package io.pgfleet.compiler.module;

import java.util.regex.Pattern;

/**
 * Who may do what with a file on the node.
 *
 * @param mode four octal digits such as {@code 0640}
 */
public record Ownership(String owner, String group, String mode) {

  // first, since the constants below are checked with it
  private static final Pattern MODE = Pattern.compile("[0-7]{4}");

  public static final Ownership ROOT_0644 = new Ownership("root", "root", "0644");
  public static final Ownership ROOT_0755 = new Ownership("root", "root", "0755");
  public static final Ownership ROOT_0600 = new Ownership("root", "root", "0600");
  public static final Ownership ROOT_0440 = new Ownership("root", "root", "0440");

  public Ownership {
    if (!MODE.matcher(mode).matches()) {
      throw new IllegalArgumentException("a mode is four octal digits, not " + mode);
    }
  }
}
