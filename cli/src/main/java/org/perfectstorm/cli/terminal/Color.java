package org.perfectstorm.cli.terminal;

/** What a text can look like, by its ANSI code. */
public enum Color {
  PLAIN(""),
  BOLD("1"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36"),
  WHITE("37");

  private static final String AFTER = "\u001b[0m";

  private final String before;

  Color(String code) {
    this.before = code.isEmpty() ? "" : "\u001b[" + code + "m";
  }

  /** What to write before such a text; empty for plain. */
  public String before() {
    return before;
  }

  /** What to write after it. */
  public String after() {
    return before.isEmpty() ? "" : AFTER;
  }
}
