package org.perfectstorm.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The terminal, pipe or file that a command talks to. For one thread.
 *
 * <p>Everything is written as soon as it is given: a command gives it in large pieces.
 */
public final class Terminal {
  private final Map<String, String> environment;
  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;
  private final boolean inIsTerminal;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final Echo echo;
  private final Charset charset;
  private boolean colors;
  private Size size;

  /**
   * @param environment the variables ({@code COLUMNS}, {@code NO_COLOR}, {@code LANG}, ...)
   * @param inIsTerminal whether somebody can be asked
   * @param outIsTerminal whether somebody looks at the output directly
   * @param errIsTerminal whether somebody looks at the error output directly
   * @param echo how to keep what is typed from being shown
   */
  public Terminal(
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean inIsTerminal,
      boolean outIsTerminal,
      boolean errIsTerminal,
      Echo echo) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
    this.inIsTerminal = inIsTerminal;
    this.outIsTerminal = outIsTerminal;
    this.errIsTerminal = errIsTerminal;
    this.echo = echo;
    this.charset = isUtf8() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    colors("auto");
  }

  /** What this process was started with. */
  public static Terminal system() {
    return new Terminal(
        System.getenv(),
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        isTerminal(0),
        isTerminal(1),
        isTerminal(2),
        new SystemEcho());
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux: Java only knows about both together.
      return System.console().isTerminal();
    }
  }

  /** As {@code C} and {@code POSIX} count as UTF-8 unless somebody asks for them aloud. */
  private boolean isUtf8() {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment(name);
      if (!value.isEmpty()) {
        String upper = value.toUpperCase();
        return upper.contains("UTF-8") || upper.contains("UTF8");
      }
    }
    return true;
  }

  /** Whether other characters than ASCII's can be shown. */
  public boolean utf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** A variable's value, or "" if it is not set. */
  public String environment(String name) {
    String value = environment.get(name);
    return value == null ? "" : value;
  }

  /** Whether to use colours from now on: {@code always}, {@code never}, or as is fitting. */
  public void colors(String when) {
    colors =
        when.equals("always")
            || (!when.equals("never")
                && outIsTerminal
                && environment("NO_COLOR").isEmpty()
                && !environment("TERM").equals("dumb"));
  }

  /** Whether to use colours. */
  public boolean colors() {
    return colors;
  }

  /** Whether somebody can be asked. */
  public boolean canAsk() {
    return inIsTerminal;
  }

  /** Whether somebody looks at the output directly. */
  public boolean isTerminal() {
    return outIsTerminal;
  }

  /** Whether somebody looks at the error output directly: whether to tell how things go. */
  public boolean isWatched() {
    return errIsTerminal;
  }

  /**
   * The columns to stay within: those of the terminal, or what {@code COLUMNS} says, or 0 for as
   * many as are needed.
   */
  public int columns() {
    int columns = number(environment("COLUMNS"));
    return columns > 0 || !outIsTerminal ? columns : size().columns();
  }

  /** The lines of the terminal, 0 if there is none. */
  public int lines() {
    int lines = number(environment("LINES"));
    return lines > 0 || !outIsTerminal ? lines : size().lines();
  }

  /** The terminal's size now, whatever the environment says: people pull at their windows. */
  public Size measure() {
    size = Size.measure();
    return size;
  }

  private Size size() {
    return size == null ? measure() : size;
  }

  private static int number(String text) {
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || i > 6) {
        return 0;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  /**
   * Writes to the output.
   *
   * @throws Closed if nobody reads it any more
   */
  public void print(String text) {
    try {
      out.write(text.getBytes(charset));
      out.flush();
    } catch (IOException e) {
      throw new Closed(e);
    }
  }

  /** Writes lines for people to the error output, without what could control the terminal. */
  public void say(String lines) {
    try {
      err.write((Plain.lines(lines) + "\n").getBytes(charset));
      err.flush();
    } catch (IOException e) {
      // There is nobody left to tell.
    }
  }

  /** The standard input, to be read as it comes. */
  public InputStream input() {
    return in;
  }

  /** The output, for what is written as it comes. */
  public OutputStream output() {
    return out;
  }

  /** All of the standard input. */
  public byte[] readAll() throws IOException {
    return in.readAllBytes();
  }

  /**
   * Writes bytes to the output as they are. May be called by another thread than the other methods.
   *
   * @throws Closed if nobody reads it any more
   */
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
      out.flush();
    } catch (IOException e) {
      throw new Closed(e);
    }
  }

  /** Asks, and reads a line; "" at the end of the input. */
  public String ask(String question) throws IOException {
    err.write(question.getBytes(charset));
    err.flush();
    return line().strip();
  }

  /**
   * Asks for what nobody may see.
   *
   * @throws IOException if the terminal cannot be kept from showing it; then nothing was asked
   */
  public String askSecret(String question) throws IOException {
    try (Echo.Off _ = echo.off()) {
      err.write(question.getBytes(charset));
      err.flush();
      String line = line();
      err.write('\n');
      err.flush();
      return line;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
