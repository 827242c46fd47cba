package org.perfectstorm.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Json;

/**
 * The statements that write, each batch in one transaction. Belongs to one store, until an error:
 * the driver's statements are of no use after one.
 *
 * <p>Transactions are begun and ended in SQL: the driver loses count of them when SQLite undoes one
 * by itself, as it does when the disk is full.
 */
final class Writing {
  private final Connection connection;
  private final List<PreparedStatement> statements = new ArrayList<>();
  private final PreparedStatement put;
  private final PreparedStatement remove;
  private final PreparedStatement log;
  private final PreparedStatement logMember;
  private final LogWriting logs;
  private final HistoryWriting history;
  private final Trim events;
  private final Trim memberEvents;
  private final Statement plain;
  private boolean prepared;

  Writing(Connection connection, int keptEvents, Duration keptHistory) throws SQLException {
    this.connection = connection;
    // The document is bound as bytes, which saves the way through a String, and kept as text.
    this.put =
        prepare(
            "INSERT INTO object (id, kind, doc, crc, born, since, since_date)"
                + " VALUES (?1, ?2, CAST(?3 AS TEXT), ?4, ?5, ?5, ?6)"
                + " ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, crc = excluded.crc,"
                + " since = excluded.since, since_date = excluded.since_date");
    this.remove = prepare("DELETE FROM object WHERE id = ?");
    this.log =
        prepare(
            "INSERT INTO event (number, date, type, kind, id, names) VALUES (?, ?, ?, ?, ?, ?)");
    this.logMember = prepare("INSERT INTO member_event (number, date, doc) VALUES (?, ?, ?)");
    this.logs = new LogWriting(this::prepare);
    this.plain = connection.createStatement();
    this.history = new HistoryWriting(this::prepare, plain, keptHistory);
    this.events = new Trim(plain, "event", keptEvents);
    this.memberEvents = new Trim(plain, "member_event", keptEvents);
  }

  /** Makes a statement that ends with the others. */
  interface Prepare {
    PreparedStatement of(String sql) throws SQLException;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statements.add(statement);
    return statement;
  }

  void write(List<Commit> commits) throws SQLException {
    plain.execute("BEGIN IMMEDIATE");
    if (!prepared) {
      history.prepare();
    }
    long last = lastMemberEvent(commits);
    for (Commit commit : commits) {
      write(commit, last);
    }
    events.trim();
    memberEvents.trim();
    history.trim();
    plain.execute("COMMIT");
    prepared = true;
  }

  /** Undoes what was begun; nothing else may be called afterwards. */
  void undo() throws SQLException {
    close();
    try (Statement fresh = connection.createStatement()) {
      fresh.execute("ROLLBACK");
    }
  }

  private static long lastMemberEvent(List<Commit> commits) {
    for (Commit commit : commits.reversed()) {
      if (!commit.memberEvents().isEmpty()) {
        return commit.memberEvents().getLast().number();
      }
    }
    return 0;
  }

  /**
   * @param lastMember the number of the last membership event of all that is being written
   */
  private void write(Commit commit, long lastMember) throws SQLException {
    history.begin(commit);
    for (Change change : commit.changes()) {
      history.keep(change);
      if (change.after() == null) {
        remove.setString(1, change.id());
        remove.executeUpdate();
        if (change.kind() == Kind.JOB) {
          logs.remove(change.id());
        }
      } else {
        byte[] doc = Json.bytes(change.after());
        put.setString(1, change.id());
        put.setString(2, change.kind().word());
        put.setBytes(3, doc);
        put.setLong(4, Format.checksum(doc));
        put.setLong(5, history.event());
        put.setLong(6, history.dateMicros());
        put.executeUpdate();
      }
    }
    for (Event event : commit.events()) {
      log.setLong(1, event.number());
      log.setString(2, event.date().toString());
      log.setString(3, event.type().word());
      log.setString(4, event.kind().word());
      log.setString(5, event.id());
      log.setString(6, Json.text(Arr.from(event.names())));
      log.executeUpdate();
      events.wrote(event.number());
    }
    for (MemberEvent event : commit.memberEvents()) {
      if (memberEvents.stays(event.number(), lastMember)) {
        logMember.setLong(1, event.number());
        logMember.setString(2, event.date().toString());
        logMember.setString(3, Json.text(event.toDoc()));
        logMember.executeUpdate();
        memberEvents.wrote(event.number());
      }
    }
    history.keep(commit.memberEvents());
    for (LogPiece piece : commit.logs()) {
      logs.write(piece);
    }
  }

  void close() throws SQLException {
    for (PreparedStatement statement : statements) {
      statement.close();
    }
    plain.close();
  }
}
