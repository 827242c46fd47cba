package org.perfectstorm.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** The statements that write jobs' logs. */
final class LogWriting {
  private final PreparedStatement last;
  private final PreparedStatement insert;
  private final PreparedStatement extend;
  private final PreparedStatement drop;
  private final PreparedStatement remove;

  LogWriting(Writing.Prepare prepare) throws SQLException {
    this.last =
        prepare.of("SELECT start, text FROM job_log WHERE job = ? ORDER BY start DESC LIMIT 1");
    this.insert = prepare.of("INSERT INTO job_log (job, start, text) VALUES (?, ?, ?)");
    this.extend = prepare.of("UPDATE job_log SET text = ? WHERE job = ? AND start = ?");
    this.drop =
        prepare.of(
            "DELETE FROM job_log WHERE job = ? AND start >= "
                + LogBounds.HEAD
                + " AND start < ? AND start + length(text) <= ?");
    this.remove = prepare.of("DELETE FROM job_log WHERE job = ?");
  }

  void write(LogPiece piece) throws SQLException {
    if (!extended(piece)) {
      insert.setString(1, piece.job());
      insert.setLong(2, piece.start());
      insert.setBytes(3, piece.text());
      insert.executeUpdate();
    }
    long dropped = LogBounds.droppedUntil(piece.end());
    if (dropped > LogBounds.HEAD) {
      drop.setString(1, piece.job());
      drop.setLong(2, dropped);
      drop.setLong(3, dropped);
      drop.executeUpdate();
    }
  }

  private boolean extended(LogPiece piece) throws SQLException {
    last.setString(1, piece.job());
    try (ResultSet row = last.executeQuery()) {
      if (!row.next()) {
        return false;
      }
      long start = row.getLong(1);
      byte[] text = row.getBytes(2);
      if (!LogBounds.isJoined(text.length, piece.text().length)
          || start + text.length != piece.start()) {
        return false;
      }
      byte[] joined = Arrays.copyOf(text, text.length + piece.text().length);
      System.arraycopy(piece.text(), 0, joined, text.length, piece.text().length);
      extend.setBytes(1, joined);
      extend.setString(2, piece.job());
      extend.setLong(3, start);
      extend.executeUpdate();
      return true;
    }
  }

  void remove(String job) throws SQLException {
    remove.setString(1, job);
    remove.executeUpdate();
  }
}
