package org.perfectstorm.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a process that was killed left behind: SQLite takes it over by itself, whole commits only;
 * here it is seen and said.
 */
final class Recovery {
  /** A database file has at least that. */
  private static final int HEADER_BYTES = 100;

  private final String holder;
  private final long logBytes;

  private Recovery(String holder, long logBytes) {
    this.holder = holder;
    this.logBytes = logBytes;
  }

  /**
   * Looks at a folder before it is opened.
   *
   * @param holder the process that did not let go of the folder, as its lock says; null if none
   */
  static Recovery look(Path folder, String holder) throws IOException {
    Path log = folder.resolve(Database.FILE + "-wal");
    return new Recovery(holder, Files.exists(log) ? Files.size(log) : 0);
  }

  /**
   * Refuses a log whose database is gone: SQLite would begin anew, and throw the log away.
   *
   * @throws StoreException if there is one
   */
  static void expectWhole(Path folder) throws IOException {
    Path file = folder.resolve(Database.FILE);
    Path log = folder.resolve(Database.FILE + "-wal");
    if (Files.exists(log)
        && Files.size(log) > 0
        && (!Files.exists(file) || Files.size(file) < HEADER_BYTES)) {
      throw new StoreException(
          "%s is missing or empty, though there is its log %s. Restore a backup (stormd restore --force), or remove the log to begin anew."
              .formatted(file, log),
          null);
    }
  }

  /** What was done, in a line; null if the last process stopped as it should. */
  String done(Connection connection) throws SQLException {
    if (holder == null && logBytes == 0) {
      return null;
    }
    long pages = 0;
    long event = 0;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
        if (row.next()) {
          pages = Math.max(0, row.getLong(2));
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT max(number) FROM event")) {
        if (row.next()) {
          event = row.getLong(1);
        }
      }
    }
    return "%s did not stop as it should. %s; the last event is %d"
        .formatted(
            holder == null ? "The last stormd" : "The last stormd (" + holder + ")",
            pages == 0
                ? "Nothing had to be recovered"
                : "Recovered %d pages of whole commits from its write-ahead log of %d bytes"
                    .formatted(pages, logBytes),
            event);
  }
}
