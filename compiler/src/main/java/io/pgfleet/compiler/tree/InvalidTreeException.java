package io.pgfleet.compiler.tree;

import java.util.List;

/** What the modules contributed does not make a tree: a bug of a module; names every problem. */
public final class InvalidTreeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidTreeException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
