package org.perfectstorm.agent;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line for each record, on the standard error: {@code 2018-05-01 11:12:00 WARN message}. */
public final class LogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final boolean debug;

  private LogLine(boolean debug) {
    this.debug = debug;
  }

  /** Makes this the log's only form. Our own records from FINE on if {@code debug}, else INFO. */
  public static void install(boolean debug) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    console.setFormatter(new LogLine(debug));
    console.setLevel(Level.ALL);
    root.addHandler(console);
    root.setLevel(Level.WARNING);
    OURS.setLevel(debug ? Level.FINE : Level.INFO);
  }

  /** Kept, since loggers that nobody holds lose their level. */
  private static final Logger OURS = Logger.getLogger("org.perfectstorm");

  @Override
  public String format(LogRecord record) {
    int level = record.getLevel().intValue();
    String word =
        level >= Level.SEVERE.intValue()
            ? "ERROR"
            : level >= Level.WARNING.intValue()
                ? "WARN "
                : level >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    String line = TIME.format(record.getInstant()) + " " + word + " " + formatMessage(record);
    return line + System.lineSeparator() + trace(record.getThrown());
  }

  /** Stack traces are for who asked for them. */
  private String trace(Throwable thrown) {
    if (thrown == null || !debug) {
      return "";
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
