package org.perfectstorm.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * Reads everything back. One thread reads rows and hands over documents; parsing, which takes the
 * most time, happens beside it on the other cores.
 */
final class Loading {
  private static final int BATCH = 256;

  private Loading() {}

  static void load(Path folder, Connection connection, int keptEvents, Store.Contents contents)
      throws SQLException {
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService parsers = Executors.newFixedThreadPool(cores)) {
      try {
        objects(folder, connection, parsers, 2 * cores, contents);
      } finally {
        parsers.shutdownNow();
      }
    }
    events(folder, connection, keptEvents, contents);
    memberEvents(folder, connection, keptEvents, contents);
    LogReading.ends(connection, contents);
  }

  private static void objects(
      Path folder,
      Connection connection,
      ExecutorService parsers,
      int ahead,
      Store.Contents contents)
      throws SQLException {
    Queue<Future<List<Parsed>>> parsing = new ArrayDeque<>();
    long objects = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, kind, doc, crc FROM object")) {
      List<Row> batch = new ArrayList<>(BATCH);
      while (rows.next()) {
        objects++;
        long crc = rows.getLong(4);
        boolean unchecked = rows.wasNull();
        batch.add(
            new Row(rows.getString(1), rows.getString(2), rows.getBytes(3), unchecked ? -1 : crc));
        if (batch.size() == BATCH) {
          List<Row> full = batch;
          parsing.add(parsers.submit(() -> parse(folder, full)));
          batch = new ArrayList<>(BATCH);
          if (parsing.size() > ahead) {
            handOver(parsing.remove(), contents);
          }
        }
      }
      List<Row> last = batch;
      parsing.add(parsers.submit(() -> parse(folder, last)));
    }
    long listed = listed(connection);
    if (listed != objects) {
      throw damaged(
          folder, objects + " objects are there, and " + listed + " in the index of ids", null);
    }
    while (!parsing.isEmpty()) {
      handOver(parsing.remove(), contents);
    }
  }

  /** How many objects the index of ids has: where a page lost some, it does not say so itself. */
  private static long listed(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM object INDEXED BY sqlite_autoindex_object_1")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Parsed> parse(Path folder, List<Row> rows) {
    List<Parsed> parsed = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (row.crc() >= 0 && row.crc() != Format.checksum(row.doc())) {
        throw damaged(folder, "object " + row.id() + " does not match its checksum", null);
      }
      try {
        Doc doc = Json.readDoc(row.doc());
        if (!doc.text("id").equals(row.id())) {
          throw new IllegalArgumentException("its document is that of " + doc.text("id"));
        }
        parsed.add(new Parsed(kind(row.kind()), doc));
      } catch (RuntimeException e) {
        throw damaged(folder, "object " + row.id() + ": " + e.getMessage(), e);
      }
    }
    return parsed;
  }

  private static void handOver(Future<List<Parsed>> batch, Store.Contents contents) {
    try {
      for (Parsed parsed : batch.get()) {
        contents.object(parsed.kind(), parsed.doc());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException trouble) {
        throw trouble;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while the store was read.", e);
    }
  }

  private static void events(
      Path folder, Connection connection, int keptEvents, Store.Contents contents)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, date, type, kind, id, names FROM event"
                    + " WHERE number > (SELECT max(number) FROM event) - "
                    + keptEvents
                    + " ORDER BY number")) {
      long previous = 0;
      while (rows.next()) {
        long number = rows.getLong(1);
        if (previous != 0 && number != previous + 1) {
          throw damaged(folder, "event " + (previous + 1) + " is missing", null);
        }
        previous = number;
        try {
          contents.event(
              new Event(
                  number,
                  Instant.parse(rows.getString(2)),
                  Event.Type.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)),
                  kind(rows.getString(4)),
                  rows.getString(5),
                  texts(rows.getBytes(6))));
        } catch (RuntimeException e) {
          throw damaged(folder, "event " + number + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static void memberEvents(
      Path folder, Connection connection, int keptEvents, Store.Contents contents)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, date, doc FROM member_event"
                    + " WHERE number > (SELECT max(number) FROM member_event) - "
                    + keptEvents
                    + " ORDER BY number")) {
      while (rows.next()) {
        long number = rows.getLong(1);
        try {
          Instant date = Instant.parse(rows.getString(2));
          contents.memberEvent(MemberEvent.from(Json.readDoc(rows.getBytes(3)), number, date));
        } catch (RuntimeException e) {
          throw damaged(folder, "membership event " + number + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static List<String> texts(byte[] json) {
    if (Json.read(json) instanceof Arr names) {
      return names.stream().map(String.class::cast).toList();
    }
    throw new JsonException("Expected a JSON array");
  }

  private static Kind kind(String word) {
    return Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static StoreException damaged(Path folder, String what, Exception cause) {
    return new StoreException(
        "%s is damaged: %s. Restore a backup of the folder, or start with another one (--data); agents find their resources again."
            .formatted(folder.resolve(Database.FILE), what),
        cause);
  }

  /** An object as it is kept; a crc of -1 is not checked. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(String id, String kind, byte[] doc, long crc) {}

  private record Parsed(Kind kind, Doc doc) {}
}
