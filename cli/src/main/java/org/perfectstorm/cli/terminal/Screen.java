package org.perfectstorm.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * The whole terminal, to be painted again and again; what was there before comes back when it is
 * closed, also by Ctrl-C.
 */
public final class Screen implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

  private final Terminal terminal;
  private final Thread hook = new Thread(this::leave);
  private boolean left;

  /** Takes the terminal over. */
  public Screen(Terminal terminal) {
    this.terminal = terminal;
    Runtime.getRuntime().addShutdownHook(hook);
    terminal.print(ENTER);
  }

  /**
   * Runs something whenever the terminal's size changes, on another thread. By reflection: the
   * signals are no part of Java's own interface, and where there are none it does without.
   */
  public static void onResize(Runnable then) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler run =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              then.run();
            }
            return null;
          };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("WINCH"),
              Proxy.newProxyInstance(Screen.class.getClassLoader(), new Class<?>[] {handler}, run));
    } catch (ReflectiveOperationException e) {
      // Then the size is only seen at the next change.
    }
  }

  /** Paints lines over what is there, as many as fit; the last line stays for the footer. */
  public void paint(String text, String footer) {
    Size size = terminal.measure();
    StringBuilder screen = new StringBuilder(text.length() + 256).append("\u001b[H");
    int room = Math.max(1, size.lines() - 2);
    int shown = 0;
    int start = 0;
    while (start < text.length() && shown < room) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      // Cleared before it is written: after a line that fills the width, the end of it would go.
      screen.append("\u001b[K").append(text, start, end).append("\r\n");
      start = end + 1;
      shown++;
    }
    int more = 0;
    for (int i = start; i < text.length(); i++) {
      more += text.charAt(i) == '\n' ? 1 : 0;
    }
    screen.append("\u001b[J\u001b[").append(size.lines()).append(";1H\u001b[K");
    screen.append(more == 0 ? "" : more + " more lines, ").append(footer);
    terminal.print(screen.toString());
  }

  private synchronized void leave() {
    if (!left) {
      left = true;
      terminal.print(LEAVE);
    }
  }

  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running already.
    }
  }
}
