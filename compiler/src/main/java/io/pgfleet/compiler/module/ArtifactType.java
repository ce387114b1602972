package io.pgfleet.compiler.module;

/**
 * A row of a module's table: a kind of file, how it is made and who reads it.
 *
 * @param name such as {@code pgsql.patroni}
 * @param template path under {@code templates/}; a {@code .mustache} file is rendered, any other is
 *     copied verbatim
 * @param view the record the template sees; {@code Void.class} for a verbatim file
 * @param acceptedBy the program that reads and can check it, such as {@code haproxy -c}, or {@code
 *     none}
 */
public record ArtifactType(
    String name, String template, Class<?> view, Format format, String acceptedBy) {

  /** Whether the template is rendered rather than copied. */
  public boolean rendered() {
    return template.endsWith(".mustache");
  }
}
