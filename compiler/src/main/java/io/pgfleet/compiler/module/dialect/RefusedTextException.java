package io.pgfleet.compiler.module.dialect;

/** A user's text can't stand in a file; {@link #text()} helps to find where it was written. */
public final class RefusedTextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  /**
   * A refusal.
   *
   * @param dialect what the text was for, such as {@code SQL}
   * @param why ends the sentence that begins with the dialect
   * @param text as the user wrote it
   */
  public RefusedTextException(String dialect, String why, String text) {
    super("text for " + dialect + " " + why);
    this.text = text;
  }

  /** The refused text as it was written; not for messages, since it may be long. */
  public String text() {
    return text;
  }
}
