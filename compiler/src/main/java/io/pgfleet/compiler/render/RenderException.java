package io.pgfleet.compiler.render;

/** An artifact can't be rendered or is not well-formed in its format: a bug of a module. */
public final class RenderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RenderException(String message, Throwable cause) {
    super(message, cause);
  }

  RenderException(String message) {
    super(message);
  }
}
