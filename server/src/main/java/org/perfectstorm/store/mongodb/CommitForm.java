package org.perfectstorm.store.mongodb;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.LogPiece;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Commits as documents of the log. Objects in them are JSON text, exactly what the embedded store
 * keeps, with what an object keeps to itself: the log is for stormd, and has it all in one piece.
 *
 * <p>MongoDB takes documents of 16 MB. What is larger is written in parts first; the document of
 * the log, which comes last and says how many there are, makes them count.
 */
final class CommitForm {
  /** About so many bytes go into one document. */
  static final int MOST = 12_000_000;

  private static final List<String> LISTS = List.of("changes", "events", "member_events", "logs");

  private CommitForm() {}

  /**
   * A commit in one or more documents.
   *
   * @param parts what has to be written first; usually nothing
   * @param log the document of the log
   */
  record Written(List<BsonDocument> parts, BsonDocument log) {}

  static Written write(Logged logged, String server, Instant now, int most) {
    List<BsonDocument> parts = new ArrayList<>();
    Part part = new Part(most);
    Commit commit = logged.commit();
    for (Change change : commit.changes()) {
      BsonDocument written =
          new BsonDocument("kind", new BsonString(change.kind().word()))
              .append("id", new BsonString(change.id()));
      int size = 0;
      if (change.after() != null) {
        byte[] json = Json.bytes(change.after());
        size = json.length;
        written.append("object", new BsonString(new String(json, StandardCharsets.UTF_8)));
      }
      part = part.add("changes", written, size, parts);
    }
    for (Event event : commit.events()) {
      part = part.add("events", event(event), letters(event.names()), parts);
    }
    for (MemberEvent event : commit.memberEvents()) {
      part = part.add("member_events", event(event), letters(event.resourceNames()), parts);
    }
    for (LogPiece piece : commit.logs()) {
      part = part.add("logs", piece(piece), piece.text().length, parts);
    }
    BsonDocument log =
        new BsonDocument("_id", new BsonInt64(logged.number()))
            .append("server", new BsonString(server))
            .append("batch", new BsonString(logged.batch()))
            .append("date", new BsonDateTime(now.toEpochMilli()));
    if (parts.isEmpty()) {
      log.putAll(part.lists);
      return new Written(List.of(), log);
    }
    parts.add(part.lists);
    for (int i = 0; i < parts.size(); i++) {
      BsonDocument named =
          new BsonDocument("_id", new BsonString(partId(logged.batch(), i)))
              .append("commit", new BsonInt64(logged.number()));
      named.putAll(parts.get(i));
      parts.set(i, named);
    }
    return new Written(parts, log.append("parts", new BsonInt32(parts.size())));
  }

  /** How the parts of a commit are called. */
  static List<String> partIds(BsonDocument log) {
    List<String> ids = new ArrayList<>();
    int parts = log.getInt32("parts", new BsonInt32(0)).getValue();
    for (int i = 0; i < parts; i++) {
      ids.add(partId(log.getString("batch").getValue(), i));
    }
    return ids;
  }

  private static String partId(String batch, int part) {
    return "%s/%05d".formatted(batch, part);
  }

  /**
   * What was written.
   *
   * @param log the document of the log
   * @param parts its parts, in order
   */
  static Logged read(BsonDocument log, List<BsonDocument> parts) {
    List<Change> changes = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    List<MemberEvent> memberEvents = new ArrayList<>();
    List<LogPiece> logs = new ArrayList<>();
    for (BsonDocument part : parts.isEmpty() ? List.of(log) : parts) {
      documents(part, "changes").forEach(each -> changes.add(change(each)));
      documents(part, "events").forEach(each -> events.add(event(each)));
      documents(part, "member_events").forEach(each -> memberEvents.add(memberEvent(each)));
      documents(part, "logs").forEach(each -> logs.add(piece(each)));
    }
    return new Logged(
        log.getInt64("_id").getValue(),
        log.getString("batch").getValue(),
        new Commit(changes, events, memberEvents, logs));
  }

  /** An event as it stands in the log, and by itself as the API shows it. */
  static BsonDocument event(Event event) {
    return new BsonDocument("_id", new BsonInt64(event.number()))
        .append("date", new BsonString(event.date().toString()))
        .append("event_type", new BsonString(event.type().word()))
        .append("entity_type", new BsonString(event.kind().word()))
        .append("entity_id", new BsonString(event.id()))
        .append("entity_names", texts(event.names()));
  }

  static Event event(BsonDocument written) {
    return new Event(
        written.getInt64("_id").getValue(),
        Instant.parse(written.getString("date").getValue()),
        Event.Type.valueOf(upper(written, "event_type")),
        Kind.valueOf(upper(written, "entity_type")),
        written.getString("entity_id").getValue(),
        texts(written, "entity_names"));
  }

  /** As {@link #event(Event)}. */
  static BsonDocument event(MemberEvent event) {
    BsonDocument written =
        new BsonDocument("_id", new BsonInt64(event.number()))
            .append("date", new BsonString(event.date().toString()))
            .append("event_type", new BsonString(event.type().word()))
            .append("group", new BsonString(event.group()));
    if (event.groupName() != null) {
      written.append("group_name", new BsonString(event.groupName()));
    }
    return written
        .append("resource", new BsonString(event.resource()))
        .append("resource_names", texts(event.resourceNames()))
        .append("cause", new BsonInt64(event.cause()));
  }

  static MemberEvent memberEvent(BsonDocument written) {
    return new MemberEvent(
        written.getInt64("_id").getValue(),
        Instant.parse(written.getString("date").getValue()),
        MemberEvent.Type.valueOf(upper(written, "event_type")),
        written.getString("group").getValue(),
        written.containsKey("group_name") ? written.getString("group_name").getValue() : null,
        written.getString("resource").getValue(),
        texts(written, "resource_names"),
        written.getInt64("cause").getValue());
  }

  /** A piece of a job's log, as it stands in the log of commits and by itself. */
  static BsonDocument piece(LogPiece piece) {
    return new BsonDocument("_id", new BsonString(pieceId(piece.job(), piece.end())))
        .append("job", new BsonString(piece.job()))
        .append("start", new BsonInt64(piece.start()))
        .append("end", new BsonInt64(piece.end()))
        .append("text", new BsonString(new String(piece.text(), StandardCharsets.UTF_8)));
  }

  /** What a piece is called that ends at a place: ids are in the order of the pieces. */
  static String pieceId(String job, long end) {
    return "%s/%015d".formatted(job, end);
  }

  static LogPiece piece(BsonDocument written) {
    return new LogPiece(
        written.getString("job").getValue(),
        written.getInt64("start").getValue(),
        written.getString("text").getValue().getBytes(StandardCharsets.UTF_8));
  }

  private static Change change(BsonDocument written) {
    Doc after =
        written.containsKey("object") ? Json.readDoc(written.getString("object").getValue()) : null;
    return new Change(
        Kind.valueOf(upper(written, "kind")), written.getString("id").getValue(), null, after);
  }

  private static List<BsonDocument> documents(BsonDocument part, String list) {
    return part.getArray(list, new BsonArray()).stream().map(BsonValue::asDocument).toList();
  }

  private static String upper(BsonDocument written, String field) {
    return written.getString(field).getValue().toUpperCase(Locale.ROOT);
  }

  private static BsonArray texts(List<String> texts) {
    return new BsonArray(texts.stream().map(BsonString::new).toList());
  }

  private static List<String> texts(BsonDocument written, String field) {
    return written.getArray(field).stream().map(text -> text.asString().getValue()).toList();
  }

  private static int letters(List<String> names) {
    int letters = 0;
    for (String name : names) {
      letters += 3 * name.length() + 16;
    }
    return letters;
  }

  /** A document that is being filled. */
  private static final class Part {
    /** What an element takes besides its text, at most. */
    private static final int OVERHEAD = 512;

    private final int most;
    private final BsonDocument lists = new BsonDocument();
    private int size;

    Part(int most) {
      this.most = most;
      LISTS.forEach(list -> lists.append(list, new BsonArray()));
    }

    /** Adds here, or to a new part if this one is full, which then goes to the others. */
    Part add(String list, BsonDocument element, int letters, List<BsonDocument> full) {
      int more = letters + OVERHEAD;
      Part part = this;
      if (size > 0 && size + more > most) {
        full.add(lists);
        part = new Part(most);
      }
      part.lists.getArray(list).add(element);
      part.size += more;
      return part;
    }
  }
}
