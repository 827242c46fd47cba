package org.perfectstorm.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Keeps a table of numbered events from growing: old ones go in strokes, not one by one. */
final class Trim {
  private final Statement statement;
  private final String table;
  private final int kept;
  private final int slack;

  /** Numbers of the oldest and the newest event that are kept; -1 until asked. */
  private long oldest = -1;

  private long newest = -1;

  /**
   * @param kept how many of the newest events are kept at least
   */
  Trim(Statement statement, String table, int kept) {
    this.statement = statement;
    this.table = table;
    this.kept = kept;
    this.slack = Math.max(1, kept / 10);
  }

  /**
   * Whether an event is worth writing: not if as many come after it in the same batch as are kept.
   *
   * @param last the number of the batch's last event
   */
  boolean stays(long number, long last) {
    return number > last - kept - slack;
  }

  void wrote(long number) {
    newest = Math.max(newest, number);
  }

  /** Drops events that are older than what is kept, once enough of them have come together. */
  void trim() throws SQLException {
    if (oldest < 0) {
      try (ResultSet rows =
          statement.executeQuery("SELECT min(number), max(number) FROM " + table)) {
        rows.next();
        oldest = rows.getLong(1);
        newest = rows.getLong(2);
      }
    }
    if (newest - oldest >= kept + slack) {
      oldest = newest - kept + 1;
      statement.executeUpdate("DELETE FROM " + table + " WHERE number < " + oldest);
    }
  }
}
