package org.perfectstorm.template;

/** A template's text: line ends are {@code \n}, one at the end is dropped, as Jinja does. */
final class Source {
  /** Longer templates are refused: in characters. */
  static final int LONGEST = 1 << 20;

  final String text;

  Source(String raw) {
    String lines = raw.replace("\r\n", "\n").replace('\r', '\n');
    this.text = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
  }

  TemplateException failure(int at, String reason, Throwable cause) {
    int end = Math.clamp(at, 0, text.length());
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return new TemplateException(line, text.codePointCount(start, end) + 1, reason, cause);
  }
}
