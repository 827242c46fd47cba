package org.perfectstorm.store;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.perfectstorm.model.LogPart;

/** Reads jobs' logs back. */
final class LogReading {
  private static final String ENDS =
      "SELECT job, max(start), length(text) FROM job_log GROUP BY job";
  private static final String FROM =
      "SELECT start, text FROM job_log WHERE job = ?1 AND start >= coalesce("
          + "(SELECT max(start) FROM job_log WHERE job = ?1 AND start <= ?2), 0) ORDER BY start";

  private LogReading() {}

  /** Tells where each log ends. */
  static void ends(Connection connection, Store.Contents contents) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENDS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        contents.log(rows.getString(1), rows.getLong(2) + rows.getLong(3));
      }
    }
  }

  /** What {@link Store#log} promises. */
  static LogPart read(Connection connection, String job, long from, int most) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FROM)) {
      statement.setString(1, job);
      statement.setLong(2, from);
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows, from, most);
      }
    }
  }

  private static LogPart read(ResultSet rows, long from, int most) throws SQLException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long start = from;
    while (text.size() < most && rows.next()) {
      long begin = rows.getLong(1);
      byte[] piece = rows.getBytes(2);
      long next = start + text.size();
      if (begin > next && text.size() > 0) {
        break;
      }
      if (begin > next) {
        start = begin;
      }
      int skip = (int) Math.max(0, Math.min(piece.length, start + text.size() - begin));
      text.write(piece, skip, Math.min(piece.length - skip, most - text.size()));
    }
    return new LogPart(start, text.toByteArray());
  }
}
