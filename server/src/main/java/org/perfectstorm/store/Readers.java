package org.perfectstorm.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads the store while commits go on beside it, over connections of its own. Any thread may ask; a
 * few are answered at once.
 */
final class Readers implements AutoCloseable {
  private static final int AT_ONCE = 2;
  private static final long PATIENCE_SECONDS = 20;

  private final Path folder;
  private final Opening opening;
  private final Semaphore free = new Semaphore(AT_ONCE, true);
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  /** How a connection is opened. */
  interface Opening {
    Connection open(Path folder) throws SQLException, IOException;
  }

  /** What is asked of the store. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException, IOException;
  }

  Readers(Path folder, Opening opening) {
    this.folder = folder;
    this.opening = opening;
  }

  /**
   * Asks.
   *
   * @throws StoreException if it cannot be read now
   */
  <T> T read(Question<T> question) {
    try {
      if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException("Too many are reading the store at once.", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting to read the store.", e);
    }
    try {
      Connection connection = take();
      boolean sound = false;
      try {
        T answer = question.ask(connection);
        sound = true;
        return answer;
      } finally {
        giveBack(connection, sound);
      }
    } catch (SQLException | IOException e) {
      throw Trouble.of("read", folder, e);
    } finally {
      free.release();
    }
  }

  private Connection take() throws SQLException, IOException {
    synchronized (idle) {
      if (closed) {
        throw new StoreException("The store is closed.", null);
      }
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return opening.open(folder);
  }

  private void giveBack(Connection connection, boolean sound) throws SQLException {
    synchronized (idle) {
      if (sound && !closed) {
        idle.push(connection);
        return;
      }
    }
    connection.close();
  }

  /** Closes the connections, as soon as nobody reads. */
  @Override
  public void close() {
    boolean quiet = false;
    try {
      quiet = free.tryAcquire(AT_ONCE, PATIENCE_SECONDS, TimeUnit.SECONDS);
      synchronized (idle) {
        closed = true;
        while (!idle.isEmpty()) {
          idle.pop().close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw Trouble.of("close", folder, e);
    } finally {
      if (quiet) {
        free.release(AT_ONCE);
      }
    }
  }
}
