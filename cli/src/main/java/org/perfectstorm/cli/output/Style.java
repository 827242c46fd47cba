package org.perfectstorm.cli.output;

import org.perfectstorm.cli.terminal.Terminal;

/**
 * How to render.
 *
 * @param colors whether to use colours
 * @param utf8 whether to use other characters than ASCII's
 * @param columns the columns to stay within; 0 for as many as are needed
 */
public record Style(boolean colors, boolean utf8, int columns) {
  /** What suits a terminal. */
  public static Style of(Terminal terminal) {
    return new Style(terminal.colors(), terminal.utf8(), terminal.columns());
  }
}
