package org.perfectstorm.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** The file of the embedded store, and how it is opened. */
final class Database {
  /** Its name inside the folder. */
  static final String FILE = "store.db";

  private static final int BUSY_MILLIS = 5_000;
  private static final int LOG_BYTES_KEPT = 64 << 20;

  private Database() {}

  /** Opens it for reading and writing; makes it if it is missing, readable for its owner only. */
  static Connection writable(Path folder) throws SQLException, IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      flushNames(folder);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setPageSize(Format.PAGE_SIZE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalSizeLimit(LOG_BYTES_KEPT);
    // Otherwise the driver asks for the last row's number after each statement.
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      // What may only be read is opened silently as such; this finds out.
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("ROLLBACK");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens it for reading only, beside a connection that writes. */
  static Connection readable(Path folder) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(true);
    return config.createConnection("jdbc:sqlite:" + folder.resolve(FILE).toAbsolutePath());
  }

  /**
   * Opens it where nothing can be written: on a full disk, in somebody else's folder. Nobody may
   * write to it meanwhile.
   */
  static Connection unwritable(Path folder) throws SQLException, IOException {
    Path log = folder.resolve(FILE + "-wal");
    String file = folder.resolve(FILE).toUri().getRawPath();
    if (!Files.exists(log) || Files.size(log) == 0) {
      return immutable(folder.resolve(FILE));
    }
    // What was committed last is still in the log of a process that was killed. SQLite reads it
    // without files of its own if it need not share them, nor lock what it cannot write.
    Connection connection =
        new SQLiteConfig().createConnection("jdbc:sqlite:file:" + file + "?mode=ro&vfs=unix-none");
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens a file that nobody writes to, for reading only. */
  static Connection immutable(Path file) throws SQLException {
    String path = file.toAbsolutePath().toUri().getRawPath();
    return new SQLiteConfig().createConnection("jdbc:sqlite:file:" + path + "?mode=ro&immutable=1");
  }

  /** Makes the names of new files survive a power cut. */
  static void flushNames(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
