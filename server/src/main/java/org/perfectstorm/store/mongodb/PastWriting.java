package org.perfectstorm.store.mongodb;

import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.WriteModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;
import org.perfectstorm.value.Doc;

/**
 * Keeps what resources and groups were, and who joined and left, for a while. Like all of the
 * collections it is written after the log, any number of times, in any order: a version that comes
 * late finds the one that ended it.
 */
final class PastWriting {
  private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

  /** The document that says where history begins. */
  static final BsonDocument BEGIN = Filter.id("history");

  /** Old versions go in strokes. */
  private static final int BETWEEN = 500;

  private static final int AT_ONCE = 1_000;

  private final Tables tables;

  /** Null to keep nothing. */
  private final Duration kept;

  private int written;
  private long newest;

  /**
   * @param kept how long what is past is kept; null to keep nothing
   */
  PastWriting(Tables tables, Duration kept) {
    this.tables = tables;
    this.kept = kept;
  }

  private static boolean isKept(Kind kind) {
    return kind == Kind.RESOURCE || kind == Kind.GROUP;
  }

  /** Makes sure that what is kept has no gap; before anything is written. */
  void prepare() {
    if (kept == null) {
      tables.meta.deleteOne(BEGIN);
      tables.past.deleteMany(new BsonDocument());
      tables.pastMembers.deleteMany(new BsonDocument());
    } else if (tables.meta.find(BEGIN).first() == null) {
      BsonDocument last = tables.events.find().sort(Filter.BY_ID_DOWN).first();
      keepPresent();
      // Before the first event there was nothing, and that is known.
      long micros = last == null ? 0 : PastForm.micros(CommitForm.event(last).date());
      begin(last == null ? 0 : PastForm.number(last, "_id"), micros);
    }
  }

  /** What is there already when history begins. */
  private void keepPresent() {
    for (Kind kind : Kind.values()) {
      if (isKept(kind)) {
        List<WriteModel<BsonDocument>> writes = new ArrayList<>();
        for (RawBsonDocument present : tables.of(kind).find().batchSize(AT_ONCE)) {
          ObjectForm.Kept object = ObjectForm.read(present);
          writes.add(upsert(PastForm.older(kind, object.object(), object.commit())));
          if (writes.size() == AT_ONCE) {
            Tables.write(tables.past, writes);
            writes.clear();
          }
        }
        Tables.write(tables.past, writes);
      }
    }
  }

  private void begin(long event, long micros) {
    BsonDocument older =
        BEGIN.clone().append(PastForm.EVENT, new BsonDocument("$lt", new BsonInt64(event)));
    BsonDocument begin =
        BEGIN
            .clone()
            .append(PastForm.EVENT, new BsonInt64(event))
            .append(PastForm.MICROS, new BsonInt64(micros));
    Tables.write(tables.meta, List.of(new ReplaceOneModel<>(older, begin, UPSERT)));
  }

  /** Writes what some commits made of objects; before it is said that they are applied. */
  void write(List<Logged> commits) {
    if (kept == null) {
      return;
    }
    List<WriteModel<BsonDocument>> versions = new ArrayList<>();
    List<WriteModel<BsonDocument>> ends = new ArrayList<>();
    List<WriteModel<BsonDocument>> members = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Logged logged : commits) {
      Commit commit = logged.commit();
      PastForm.Place place = place(logged);
      Set<String> created = new HashSet<>();
      for (Event event : commit.events()) {
        if (event.type() == Event.Type.CREATED) {
          created.add(event.id());
        }
      }
      for (Change change : commit.changes()) {
        if (isKept(change.kind())) {
          ids.add(change.id());
          boolean isFirst = created.contains(change.id());
          Doc after = change.after() == null ? null : change.after().without(Change.HIDDEN);
          versions.add(upsert(PastForm.version(change.kind(), change.id(), after, isFirst, place)));
          ends.add(new UpdateManyModel<>(endedBy(change.id(), place), set(PastForm.end(place))));
        }
      }
      for (MemberEvent event : commit.memberEvents()) {
        members.add(upsert(PastForm.member(event, place)));
      }
    }
    Tables.write(tables.past, versions);
    Tables.write(tables.past, ends);
    endLate(ids, commits.getFirst().number());
    Tables.write(tables.pastMembers, members);
    written += versions.size() + members.size();
    if (written >= BETWEEN) {
      written = 0;
      trim();
    }
  }

  private PastForm.Place place(Logged logged) {
    List<Event> events = logged.commit().events();
    Event last = events.isEmpty() ? lastEvent() : events.getLast();
    long micros = last == null ? 0 : PastForm.micros(last.date());
    newest = Math.max(newest, micros);
    return new PastForm.Place(logged.number(), last == null ? 0 : last.number(), micros);
  }

  /** Of a commit that tells nobody. */
  private Event lastEvent() {
    BsonDocument last = tables.events.find().sort(Filter.BY_ID_DOWN).first();
    return last == null ? null : CommitForm.event(last);
  }

  /** The versions before a commit that have not ended, or that ended later for all one knew. */
  private static BsonDocument endedBy(String id, PastForm.Place place) {
    BsonInt64 commit = new BsonInt64(place.commit());
    return new BsonDocument(PastForm.ID, new BsonString(id))
        .append(PastForm.COMMIT, new BsonDocument("$lt", commit))
        .append(
            "$or",
            new BsonArray(
                List.of(
                    new BsonDocument(
                        PastForm.UNTIL_COMMIT, new BsonDocument("$exists", BsonBoolean.FALSE)),
                    Filter.compare(PastForm.UNTIL_COMMIT, "$gt", commit))));
  }

  /** Others may have written later versions before ours. */
  private void endLate(Set<String> ids, long first) {
    BsonDocument later = Filter.compare(PastForm.COMMIT, "$gt", new BsonInt64(first));
    if (ids.isEmpty() || tables.past.find(later).projection(Filter.ID_ONLY).first() == null) {
      return;
    }
    List<WriteModel<BsonDocument>> ends = new ArrayList<>();
    for (BsonDocument version :
        tables.past.find(later.append(PastForm.ID, Filter.in(List.copyOf(ids))))) {
      PastForm.Place place = PastForm.since(version);
      String id = version.getString(PastForm.ID).getValue();
      ends.add(new UpdateManyModel<>(endedBy(id, place), set(PastForm.end(place))));
    }
    Tables.write(tables.past, ends);
  }

  /** Lets go of what ended before what is kept; first of all it says so. */
  private void trim() {
    BsonInt64 horizon = new BsonInt64(newest - kept.toNanos() / 1_000);
    BsonDocument ended = Filter.compare(PastForm.UNTIL_MICROS, "$lt", horizon);
    BsonDocument old = Filter.compare(PastForm.MICROS, "$lt", horizon);
    BsonDocument last =
        tables.past.find(ended).sort(new BsonDocument(PastForm.UNTIL, new BsonInt32(-1))).first();
    BsonDocument lastMember = tables.pastMembers.find(old).sort(Filter.BY_ID_DOWN).first();
    if (last != null) {
      begin(PastForm.number(last, PastForm.UNTIL), PastForm.number(last, PastForm.UNTIL_MICROS));
    }
    if (lastMember != null) {
      begin(
          PastForm.number(lastMember, PastForm.EVENT),
          PastForm.number(lastMember, PastForm.MICROS));
    }
    tables.past.deleteMany(ended);
    tables.past.deleteMany(
        old.clone().append(PastForm.OBJECT, new BsonDocument("$exists", BsonBoolean.FALSE)));
    tables.pastMembers.deleteMany(old);
  }

  private static BsonDocument set(BsonDocument fields) {
    return new BsonDocument("$set", fields);
  }

  private static ReplaceOneModel<BsonDocument> upsert(BsonDocument document) {
    return new ReplaceOneModel<>(new BsonDocument("_id", document.get("_id")), document, UPSERT);
  }
}
