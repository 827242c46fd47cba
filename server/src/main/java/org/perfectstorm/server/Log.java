package org.perfectstorm.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Where all log lines go: standard output, one line each as it is; whoever collects them adds the
 * time. A thread of its own writes, so that an output that nobody reads never stops a request;
 * lines that then do not fit are dropped and counted.
 */
final class Log extends Handler {
  private static final int WAITING = 10_000;
  private static final String END = "";

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer = Thread.ofPlatform().name("log").daemon().unstarted(this::write);
  private final boolean debug;

  private Log(boolean debug) {
    this.debug = debug;
  }

  /**
   * Takes over all logging of this process.
   *
   * @param debug whether our own details and stack traces are logged as well
   */
  static Log start(boolean debug) {
    LogManager.getLogManager().reset();
    Log log = new Log(debug);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(log);
    OURS.setLevel(debug ? Level.FINE : Level.INFO);
    log.writer.start();
    return log;
  }

  /** Kept here: the system forgets loggers that nobody holds, with their levels. */
  private static final Logger OURS = Logger.getLogger("org.perfectstorm");

  @Override
  public void publish(LogRecord line) {
    if (isLoggable(line)) {
      add(text(line));
    }
  }

  /** Logs a line while the process ends, when loggers no longer work. */
  void last(String line) {
    add(line + "\n");
  }

  private void add(String line) {
    if (!lines.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  private String text(LogRecord line) {
    StringBuilder text = new StringBuilder();
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      text.append(line.getLevel().equals(Level.SEVERE) ? "error: " : "warning: ");
    }
    text.append(line.getMessage());
    Throwable thrown = line.getThrown();
    if (thrown != null) {
      text.append(": ").append(thrown);
      if (debug || line.getLevel().equals(Level.SEVERE)) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        text.append('\n').append(trace.toString().stripTrailing());
      }
    }
    return text.append('\n').toString();
  }

  private void write() {
    try {
      while (true) {
        String line = lines.take();
        if (line.equals(END)) {
          return;
        }
        StringBuilder all = new StringBuilder(line);
        for (String more = lines.peek();
            more != null && !more.equals(END) && all.length() < 8_192;
            more = lines.peek()) {
          all.append(lines.remove());
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
          all.append("warning: ").append(lost).append(" log lines were dropped\n");
        }
        out.write(all.toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException | InterruptedException e) {
      // Nobody reads any more: there is no one to tell.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void flush() {}

  /** The system calls this early while the process ends; {@link #end} is ours. */
  @Override
  public void close() {}

  /** Writes what waits, for a second at most. */
  void end() {
    if (lines.offer(END)) {
      try {
        writer.join(TimeUnit.SECONDS.toMillis(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
