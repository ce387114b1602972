package io.pgfleet.compiler.module;

/**
 * Who may do what with a file on the node.
 *
 * @param mode four octal digits such as {@code 0640}
 */
public record Ownership(String owner, String group, String mode) {

  public static final Ownership ROOT_0644 = new Ownership("root", "root", "0644");
  public static final Ownership ROOT_0755 = new Ownership("root", "root", "0755");
  public static final Ownership ROOT_0600 = new Ownership("root", "root", "0600");
  public static final Ownership ROOT_0440 = new Ownership("root", "root", "0440");

  public Ownership {
    if (!mode.matches("[0-7]{4}")) {
      throw new IllegalArgumentException("a mode is four octal digits, not " + mode);
    }
  }
}
