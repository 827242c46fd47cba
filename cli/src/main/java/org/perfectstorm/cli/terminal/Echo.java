package org.perfectstorm.cli.terminal;

import java.io.IOException;

/** Whether a terminal shows what is typed. */
public interface Echo {
  /**
   * Keeps it from showing anything, until that is closed.
   *
   * @throws IOException if that is not possible
   */
  Off off() throws IOException;

  /** As long as nothing is shown. */
  interface Off extends AutoCloseable {
    @Override
    void close();
  }
}
