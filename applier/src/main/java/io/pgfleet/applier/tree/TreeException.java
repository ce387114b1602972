package io.pgfleet.applier.tree;

import java.util.List;

/** The compiled tree cannot be used; says everything that is wrong with it. */
public final class TreeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public TreeException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public TreeException(String problem) {
    this(List.of(problem));
  }

  /** One line each: {@code path: what is wrong; remedy}. */
  public List<String> problems() {
    return problems;
  }
}
