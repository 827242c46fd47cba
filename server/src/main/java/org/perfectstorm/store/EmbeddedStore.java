package org.perfectstorm.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.perfectstorm.model.LogPart;
import org.sqlite.SQLiteConfig;

/**
 * A store in a folder of this machine, kept by SQLite: nothing to install, one process at a time.
 *
 * <p>Its tables can be read with the {@code sqlite3} tool while stormd runs; {@link Format} says
 * what they hold. A batch is one transaction and one flush to disk (write-ahead log, {@code
 * synchronous=FULL}), however many commits it has.
 */
public final class EmbeddedStore implements Store {
  /** The database's name inside the folder. */
  static final String FILE = "store.db";

  private static final int BUSY_MILLIS = 5_000;
  private static final int LOG_BYTES_KEPT = 64 << 20;

  private final Path folder;
  private final FolderLock lock;
  private final Connection connection;
  private final int keptEvents;

  /** Reads logs while the other one writes; guarded by itself. */
  private final Connection reading;

  /** Null when it must be made anew: after an error SQLite's statements are of no use any more. */
  private Writing writing;

  private EmbeddedStore(
      Path folder, FolderLock lock, Connection connection, Connection reading, int keptEvents) {
    this.folder = folder;
    this.lock = lock;
    this.connection = connection;
    this.reading = reading;
    this.keptEvents = keptEvents;
  }

  /**
   * Opens the store in a folder, which is made if it is missing, readable for its owner only.
   *
   * @param folder where the store lives
   * @param keptEvents how many of the newest events are kept, 1 or more
   * @throws StoreException if the folder cannot be used, is in use by another process, or holds
   *     something that this version cannot read
   */
  public static EmbeddedStore open(Path folder, int keptEvents) {
    if (keptEvents < 1) {
      throw new IllegalArgumentException("kept events: expected 1 or more, got " + keptEvents);
    }
    makeFolder(folder);
    FolderLock lock = FolderLock.take(folder);
    Connection connection = null;
    try {
      connection = connect(folder);
      Format.prepare(folder, connection);
      return new EmbeddedStore(folder, lock, connection, connect(folder), keptEvents);
    } catch (SQLException e) {
      StoreException trouble = Trouble.of("open", folder, e);
      closeQuietly(connection, trouble);
      lock.close();
      throw trouble;
    } catch (RuntimeException | Error e) {
      closeQuietly(connection, e);
      lock.close();
      throw e;
    }
  }

  @Override
  public void load(Contents contents) {
    try {
      Loading.load(folder, connection, keptEvents, contents);
    } catch (SQLException e) {
      throw Trouble.of("read", folder, e);
    }
  }

  @Override
  public void append(List<Commit> commits) {
    try {
      if (writing == null) {
        writing = new Writing(connection, keptEvents);
      }
      writing.write(commits);
    } catch (SQLException e) {
      StoreException trouble = Trouble.of("write", folder, e);
      undo(trouble);
      throw trouble;
    } catch (RuntimeException | Error e) {
      undo(e);
      throw e;
    }
  }

  @Override
  public LogPart log(String job, long start, int most) {
    synchronized (reading) {
      try {
        return LogReading.read(reading, job, start, most);
      } catch (SQLException e) {
        throw Trouble.of("read", folder, e);
      }
    }
  }

  @Override
  public void close() {
    try {
      synchronized (reading) {
        reading.close();
      }
      if (writing != null) {
        writing.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw Trouble.of("close", folder, e);
    } finally {
      lock.close();
    }
  }

  /** For tests: the file may not grow beyond so many pages, as if the disk were full. */
  void limitPages(int pages) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  private void undo(Throwable why) {
    Writing broken = writing;
    writing = null;
    if (broken != null) {
      try {
        broken.undo();
      } catch (SQLException e) {
        why.addSuppressed(e);
      }
    }
  }

  private static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        // What clouds return may hold secrets, so the folder is the owner's alone.
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw Trouble.of("make the folder", folder, e);
    }
  }

  private static Connection connect(Path folder) throws SQLException {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      throw Trouble.of("write", folder, e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setPageSize(Format.PAGE_SIZE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalSizeLimit(LOG_BYTES_KEPT);
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  private static void closeQuietly(Connection connection, Throwable why) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }
}
