package org.perfectstorm.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.PointInTime;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/** Reads what {@link HistoryWriting} keeps. */
final class HistoryReading implements History {
  private final Path folder;
  private final Supplier<Readers> readers;

  HistoryReading(Path folder, Supplier<Readers> readers) {
    this.folder = folder;
    this.readers = readers;
  }

  /** Asks, all of it of one moment of the store. */
  private <T> T read(Readers.Question<T> question) {
    return readers
        .get()
        .read(
            connection -> {
              try (Statement plain = connection.createStatement()) {
                plain.execute("BEGIN");
                try {
                  return question.ask(connection);
                } finally {
                  plain.execute("ROLLBACK");
                }
              }
            });
  }

  @Override
  public Begin begin() {
    return read(
        connection -> {
          try (Statement plain = connection.createStatement()) {
            return HistoryWriting.begin(plain);
          }
        });
  }

  @Override
  public Map<String, Doc> at(Collection<String> ids, PointInTime moment) {
    String since = moment.isDate() ? "since_date" : "since";
    String until = moment.isDate() ? "until_date" : "until";
    // The versions follow one another, so the first that ends later is the one, if it has begun.
    String was =
        "SELECT doc, crc, coalesce(%s, 0) FROM past WHERE id = ? AND %s > ? ORDER BY place LIMIT 1"
            .formatted(since, until);
    String is = "SELECT doc, crc, coalesce(%s, 0) FROM object WHERE id = ?".formatted(since);
    long place = place(moment);
    return read(
        connection -> {
          Map<String, Doc> found = new HashMap<>();
          try (PreparedStatement past = connection.prepareStatement(was);
              PreparedStatement present = connection.prepareStatement(is)) {
            for (String id : ids) {
              past.setString(1, id);
              past.setLong(2, place);
              try (ResultSet row = past.executeQuery()) {
                if (row.next()) {
                  add(found, id, row, place);
                  continue;
                }
              }
              present.setString(1, id);
              try (ResultSet row = present.executeQuery()) {
                if (row.next()) {
                  add(found, id, row, place);
                }
              }
            }
          }
          return found;
        });
  }

  private void add(Map<String, Doc> found, String id, ResultSet row, long place)
      throws SQLException {
    if (row.getLong(3) <= place) {
      found.put(id, doc(id, row, 1));
    }
  }

  private static long place(PointInTime moment) {
    return moment.isDate() ? HistoryWriting.micros(moment.date()) : moment.event();
  }

  @Override
  public Set<String> lost(Kind kind, String name, PointInTime moment) {
    String sql =
        "SELECT DISTINCT id FROM past_name WHERE name = ? AND kind = ? AND %s > ?"
            .formatted(moment.isDate() ? "until_date" : "until");
    return read(
        connection -> {
          Set<String> ids = new HashSet<>();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.setString(2, kind.word());
            statement.setLong(3, place(moment));
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                ids.add(rows.getString(1));
              }
            }
          }
          return ids;
        });
  }

  @Override
  public String lastNamed(Kind kind, String name) {
    return read(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT id FROM past_name WHERE name = ? AND kind = ? ORDER BY place DESC"
                      + " LIMIT 1")) {
            statement.setString(1, name);
            statement.setString(2, kind.word());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? row.getString(1) : null;
            }
          }
        });
  }

  @Override
  public List<Version> versions(String id, int most) {
    return read(
        connection -> {
          List<Version> versions = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT since, since_date, born, -1, 0, doc, crc FROM object WHERE id = ?")) {
            statement.setString(1, id);
            addVersions(versions, id, statement);
          }
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT since, since_date, born, until, until_date, doc, crc FROM past"
                      + " WHERE id = ? ORDER BY place DESC LIMIT ?")) {
            statement.setString(1, id);
            statement.setInt(2, most - versions.size());
            addVersions(versions, id, statement);
          }
          return versions;
        });
  }

  private void addVersions(List<Version> versions, String id, PreparedStatement statement)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        long since = rows.getLong(1);
        boolean isKnown = !rows.wasNull();
        long date = rows.getLong(2);
        boolean isFirst = isKnown && rows.getLong(3) == since;
        long until = rows.getLong(4);
        versions.add(
            new Version(
                since,
                isKnown ? HistoryWriting.instant(date) : null,
                isFirst,
                until,
                until < 0 ? null : HistoryWriting.instant(rows.getLong(5)),
                doc(id, rows, 6)));
      }
    }
  }

  @Override
  public List<MemberVersion> members(String group, PointInTime after, long until, int most) {
    String later = after == null ? "" : " AND %s > ?4".formatted(after.isDate() ? "date" : "event");
    String sql =
        "SELECT event, date, joined, resources FROM past_members"
            + " WHERE grp = ?1 AND event <= ?2"
            + later
            + " ORDER BY place DESC LIMIT ?3";
    return read(
        connection -> {
          List<MemberVersion> changes = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, group);
            statement.setLong(2, until);
            statement.setInt(3, most);
            if (after != null) {
              statement.setLong(4, place(after));
            }
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next() && changes.size() < most) {
                long event = rows.getLong(1);
                Instant date = HistoryWriting.instant(rows.getLong(2));
                boolean joined = rows.getInt(3) != 0;
                for (String resource : texts(rows.getBytes(4)).reversed()) {
                  changes.add(new MemberVersion(event, date, joined, resource));
                }
              }
            }
          }
          return changes.subList(0, Math.min(most, changes.size()));
        });
  }

  @Override
  public List<List<String>> names(List<MemberVersion> changes) {
    // The latest version that had begun by then: what somebody was who went, what others became.
    String is =
        "SELECT json_extract(doc, '$.names') FROM object"
            + " WHERE id = ?1 AND coalesce(since, 0) <= ?2";
    String was =
        "SELECT json_extract(doc, '$.names') FROM past"
            + " WHERE id = ?1 AND coalesce(since, 0) <= ?2 ORDER BY place DESC LIMIT 1";
    return read(
        connection -> {
          List<List<String>> names = new ArrayList<>();
          try (PreparedStatement present = connection.prepareStatement(is);
              PreparedStatement past = connection.prepareStatement(was)) {
            for (MemberVersion change : changes) {
              List<String> found = names(present, change);
              names.add(found == null ? names(past, change) : found);
            }
          }
          names.replaceAll(found -> found == null ? List.of() : found);
          return names;
        });
  }

  /** The names in the version that a statement finds; null if it finds none. */
  private List<String> names(PreparedStatement statement, MemberVersion change)
      throws SQLException {
    statement.setString(1, change.resource());
    statement.setLong(2, change.event());
    try (ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      byte[] names = row.getBytes(1);
      return names == null ? List.of() : texts(names);
    }
  }

  private List<String> texts(byte[] json) {
    try {
      return ((Arr) Json.read(json)).stream().map(String.class::cast).toList();
    } catch (JsonException | ClassCastException e) {
      throw damaged("who joined and left groups", e);
    }
  }

  /** The document and its checksum, which stands in the next column. */
  private Doc doc(String id, ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    long crc = row.getLong(column + 1);
    if (!row.wasNull() && crc != Format.checksum(bytes)) {
      throw damaged("what " + id + " was does not match its checksum", null);
    }
    try {
      return Json.readDoc(bytes);
    } catch (JsonException e) {
      throw damaged("what " + id + " was: " + e.getMessage(), e);
    }
  }

  private StoreException damaged(String what, Exception cause) {
    return new StoreException(
        "%s is damaged: %s.".formatted(folder.resolve(Database.FILE), what), cause);
  }
}
