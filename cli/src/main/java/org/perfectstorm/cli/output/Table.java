package org.perfectstorm.cli.output;

import java.util.List;
import org.perfectstorm.cli.terminal.Color;
import org.perfectstorm.value.Doc;

/**
 * Lines of cells: a header, every column as wide as its widest cell, three blanks between. Only
 * names are cut where the room is too small.
 */
public final class Table {
  private static final String BETWEEN = "   ";

  /** Names are not cut to less than this. */
  private static final int NARROWEST = 10;

  private final Column[] columns;
  private final Style style;

  /** A table of some columns. */
  public Table(Style style, Column... columns) {
    this.columns = columns;
    this.style = style;
  }

  /**
   * The table's text.
   *
   * @param prefixes what stands before each line's first cell, and belongs to it; or null
   */
  String render(List<Doc> docs, List<String> prefixes) {
    String[][] cells = new String[docs.size() + 1][columns.length];
    int[] widths = new int[columns.length];
    for (int row = 0; row < cells.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        String text = row == 0 ? columns[column].header() : columns[column].text(docs.get(row - 1));
        if (row > 0 && column == 0 && prefixes != null) {
          text = prefixes.get(row - 1).concat(text);
        }
        cells[row][column] = text;
        widths[column] = Math.max(widths[column], width(text));
      }
    }
    shrink(widths);
    StringBuilder out = new StringBuilder(cells.length * 100);
    for (int row = 0; row < cells.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        if (column > 0) {
          out.append(BETWEEN);
        }
        cell(out, cells[row][column], widths[column], row == 0 ? null : columns[column]);
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** The table's text. */
  public String render(List<Doc> docs) {
    return render(docs, null);
  }

  private void shrink(int[] widths) {
    int sum = (columns.length - 1) * BETWEEN.length();
    for (int width : widths) {
      sum += width;
    }
    for (int column = 0; column < columns.length && style.columns() > 0; column++) {
      if (columns[column].shrinks() && sum > style.columns()) {
        int least = Math.min(NARROWEST, widths[column]);
        widths[column] = Math.max(least, widths[column] - (sum - style.columns()));
      }
    }
  }

  private void cell(StringBuilder out, String text, int width, Column column) {
    String shown = cut(text, width);
    Color color = !style.colors() ? Color.PLAIN : column == null ? Color.BOLD : column.color(text);
    boolean painted = color != Color.PLAIN && !shown.isEmpty();
    out.append(painted ? color.before() : "").append(shown).append(painted ? color.after() : "");
    for (int i = width(shown); i < width; i++) {
      out.append(' ');
    }
  }

  private String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    String more = style.utf8() ? "…" : "...";
    return text.substring(0, text.offsetByCodePoints(0, width - more.length())).concat(more);
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
