package org.perfectstorm.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Json;

/**
 * Keeps what objects were before they are replaced or deleted, for a while. Part of {@link
 * Writing}.
 */
final class HistoryWriting {
  /** Old rows go in strokes: more at once than come in between. */
  private static final int BETWEEN = 500;

  private static final int AT_ONCE = 2_000;

  /** So many resources that join or leave a group at once are one row at most. */
  private static final int IN_A_ROW = 200;

  private final Statement plain;
  private final Duration kept;
  private final PreparedStatement past;
  private final PreparedStatement name;
  private final PreparedStatement members;
  private final PreparedStatement begin;
  private int written = BETWEEN;
  private long event;
  private Instant date;

  /**
   * @param kept how long what is past is kept; null to keep nothing
   */
  HistoryWriting(Writing.Prepare prepare, Statement plain, Duration kept) throws SQLException {
    this.plain = plain;
    this.kept = kept;
    this.past =
        prepare.of(
            "INSERT INTO past (id, kind, born, since, since_date, until, until_date, doc, crc)"
                + " SELECT id, kind, born, since, since_date, ?, ?, doc, crc FROM object"
                + " WHERE id = ?");
    this.name =
        prepare.of(
            "INSERT INTO past_name (name, kind, id, until, until_date) VALUES (?, ?, ?, ?, ?)");
    this.members =
        prepare.of(
            "INSERT INTO past_members (grp, joined, resources, event, date)"
                + " VALUES (?, ?, CAST(? AS TEXT), ?, ?)");
    this.begin =
        prepare.of(
            "INSERT INTO meta VALUES ('history', ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    try (ResultSet last =
        plain.executeQuery("SELECT number, date FROM event ORDER BY number DESC LIMIT 1")) {
      boolean found = last.next();
      this.event = found ? last.getLong(1) : 0;
      this.date = found ? Instant.parse(last.getString(2)) : Instant.EPOCH;
    }
  }

  /**
   * Makes sure that what is kept has no gap; once, in a transaction, before anything is written.
   */
  void prepare() throws SQLException {
    if (kept == null) {
      for (String table : List.of("past", "past_name", "past_members")) {
        plain.executeUpdate("DELETE FROM " + table);
      }
      plain.executeUpdate("DELETE FROM meta WHERE key = 'history'");
      return;
    }
    if (begin(plain) != null) {
      return;
    }
    // Before the first event there was nothing, and that is known.
    writeBegin(event, event == 0 ? 0 : micros(Instant.now()));
  }

  private void writeBegin(long beginEvent, long beginMicros) throws SQLException {
    begin.setString(1, beginEvent + " " + beginMicros);
    begin.executeUpdate();
  }

  /** What follows belongs to this commit. */
  void begin(Commit commit) {
    if (!commit.events().isEmpty()) {
      event = commit.events().getLast().number();
      date = commit.events().getLast().date();
    }
  }

  /** The number of the event after which what is written is so. */
  long event() {
    return event;
  }

  long dateMicros() {
    return micros(date);
  }

  /** Whether objects of a kind have a history. */
  static boolean isKept(Kind kind) {
    return kind == Kind.RESOURCE || kind == Kind.GROUP;
  }

  /** To be called before the object is changed. */
  void keep(Change change) throws SQLException {
    if (kept == null || change.before() == null || !isKept(change.kind())) {
      return;
    }
    past.setLong(1, event);
    past.setLong(2, micros(date));
    past.setString(3, change.id());
    past.executeUpdate();
    written++;
    List<String> left = change.after() == null ? List.of() : change.kind().names(change.after());
    for (String lost : change.kind().names(change.before())) {
      if (!left.contains(lost)) {
        name.setString(1, lost);
        name.setString(2, change.kind().word());
        name.setString(3, change.id());
        name.setLong(4, event);
        name.setLong(5, micros(date));
        name.executeUpdate();
      }
    }
  }

  /** Keeps who joined and left groups. */
  void keep(List<MemberEvent> changes) throws SQLException {
    if (kept == null || changes.isEmpty()) {
      return;
    }
    Map<Crossing, List<String>> resources = new LinkedHashMap<>();
    for (MemberEvent change : changes) {
      resources
          .computeIfAbsent(new Crossing(change.group(), change.type()), _ -> new ArrayList<>())
          .add(change.resource());
    }
    for (Map.Entry<Crossing, List<String>> crossing : resources.entrySet()) {
      List<String> all = crossing.getValue();
      for (int from = 0; from < all.size(); from += IN_A_ROW) {
        keep(crossing.getKey(), all.subList(from, Math.min(from + IN_A_ROW, all.size())));
      }
    }
  }

  /** A group, and which way its border is crossed. */
  private record Crossing(String group, MemberEvent.Type type) {}

  private void keep(Crossing crossing, List<String> resources) throws SQLException {
    members.setString(1, crossing.group());
    members.setInt(2, crossing.type() == MemberEvent.Type.JOINED ? 1 : 0);
    members.setBytes(3, Json.bytes(Arr.from(resources)));
    members.setLong(4, event);
    members.setLong(5, micros(date));
    members.executeUpdate();
    written++;
  }

  /** Lets go of what is older than what is kept, once enough has come together. */
  void trim() throws SQLException {
    if (kept == null || written < BETWEEN) {
      return;
    }
    written = 0;
    long horizon = micros(date.minus(kept));
    trim("past", "until", "until_date", horizon);
    trim("past_members", "event", "date", horizon);
    trim("past_name", "until", "until_date", horizon);
  }

  private void trim(String table, String number, String moment, long horizon) throws SQLException {
    long place =
        number(
            "SELECT max(place) FROM (SELECT place, %2$s FROM %1$s ORDER BY place LIMIT %3$d) WHERE %2$s < %4$d"
                .formatted(table, moment, AT_ONCE, horizon));
    if (place > 0) {
      String gone = " FROM " + table + " WHERE place <= " + place;
      long last = number("SELECT max(" + number + ")" + gone);
      long lastDate = number("SELECT max(" + moment + ")" + gone);
      plain.executeUpdate("DELETE" + gone);
      moveBegin(last, lastDate);
    }
  }

  private long number(String sql) throws SQLException {
    try (ResultSet row = plain.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** History begins where the last row ended that was let go of. */
  private void moveBegin(long last, long lastDate) throws SQLException {
    History.Begin before = begin(plain);
    writeBegin(
        before == null ? last : Math.max(before.event(), last),
        before == null ? lastDate : Math.max(micros(before.date()), lastDate));
  }

  /** Where history begins; null if none is kept. */
  static History.Begin begin(Statement plain) throws SQLException {
    try (ResultSet row = plain.executeQuery("SELECT value FROM meta WHERE key = 'history'")) {
      if (!row.next()) {
        return null;
      }
      String[] parts = row.getString(1).split(" ", 2);
      return new History.Begin(Long.parseLong(parts[0]), instant(Long.parseLong(parts[1])));
    }
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
