package org.perfectstorm.template;

/**
 * A template that cannot be compiled or rendered. The message says where and why: {@code line 3,
 * column 7: 'targt' is undefined; did you mean 'target'?}
 */
public final class TemplateException extends RuntimeException {
  private final int line;
  private final int column;
  private final String reason;

  TemplateException(int line, int column, String reason, Throwable cause) {
    super("line " + line + ", column " + column + ": " + reason, cause);
    this.line = line;
    this.column = column;
    this.reason = reason;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1, in characters. */
  public int column() {
    return column;
  }

  /** What is wrong, without the place. */
  public String reason() {
    return reason;
  }
}
