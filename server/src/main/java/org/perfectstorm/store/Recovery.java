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
