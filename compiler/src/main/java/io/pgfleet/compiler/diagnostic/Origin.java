package io.pgfleet.compiler.diagnostic;

/**
 * The place of a value in a file the user wrote.
 *
 * @param file path relative to the inventories directory's parent, with forward slashes
 * @param line first line is 1; 0 when the whole file is meant
 * @param column first column is 1; 0 when the whole file is meant
 */
public record Origin(String file, int line, int column) implements Comparable<Origin> {

  /** The origin of something that has a file and no place inside it. */
  public static Origin ofFile(String file) {
    return new Origin(file, 0, 0);
  }

  @Override
  public int compareTo(Origin other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
