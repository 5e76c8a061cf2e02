package org.dreamer4j.cli.inspect;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns that are as wide as their widest cell. */
final class TextTable {
  private static final int MAX_WIDTH = 100;
  private static final String GAP = "  ";
  private static final String CUT = "...";

  private final boolean[] toTheRight;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param alignment a letter for each column: {@code l} for text, {@code r} for figures
   */
  TextTable(String alignment) {
    toTheRight = new boolean[alignment.length()];
    for (int i = 0; i < toTheRight.length; i++) {
      toTheRight[i] = alignment.charAt(i) == 'r';
    }
  }

  /** Adds a row; columns beyond the given cells stay empty. */
  void add(String... cells) {
    rows.add(cells);
  }

  /** Prints all rows; where they are too wide, the first column is cut in the middle. */
  void print(PrintWriter out) {
    int[] widths = new int[toTheRight.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    int others = 0;
    for (int i = 1; i < widths.length; i++) {
      others += GAP.length() + widths[i];
    }
    widths[0] = Math.min(widths[0], Math.max(MAX_WIDTH / 4, MAX_WIDTH - others));
    for (String[] row : rows) {
      out.println(line(row, widths));
    }
  }

  private String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String cell = i == 0 ? cut(row[i], widths[i]) : row[i];
      String blanks = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : GAP).append(toTheRight[i] ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  /** Keeps the indentation and both ends, which tell names apart. */
  private static String cut(String cell, int width) {
    if (cell.length() <= width) {
      return cell;
    }
    int kept = width - CUT.length();
    int head = kept / 2;
    return cell.substring(0, head) + CUT + cell.substring(cell.length() - (kept - head));
  }
}
