package org.perfectstorm.store.mongodb;

import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.RawBsonDocument;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.LogBounds;
import org.perfectstorm.store.LogPiece;
import org.perfectstorm.value.Doc;

/**
 * Brings the collections up to date with some commits of the log. May be done any number of times,
 * by several servers at once, early or late: each object carries the number of its last commit, and
 * what is older never overwrites what is newer. What is deleted leaves its number in {@code
 * deleted}, so that who comes late with something older does not bring it back.
 */
final class Round {
  private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
  private static final BsonDocument COMMIT_ONLY =
      new BsonDocument(ObjectForm.COMMIT, new BsonInt32(1));

  private final Tables tables;
  private final PastWriting past;
  private final List<Logged> commits = new ArrayList<>();
  private final Map<String, Last> changes = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<MemberEvent> memberEvents = new ArrayList<>();
  private final List<LogPiece> logs = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();

  /**
   * What became of an object.
   *
   * @param mayHide whether it may have kept something to itself before
   */
  private record Last(Change change, long number, boolean mayHide) {}

  Round(Tables tables, PastWriting past) {
    this.tables = tables;
    this.past = past;
  }

  /** The numbers of its commits. */
  List<Long> numbers() {
    return numbers;
  }

  /** How many objects it is about. */
  int size() {
    return changes.size();
  }

  /** Adds a commit; in the order of their numbers. */
  void add(Logged logged) {
    numbers.add(logged.number());
    commits.add(logged);
    for (Change change : logged.commit().changes()) {
      put(change, logged.number());
    }
    events.addAll(logged.commit().events());
    memberEvents.addAll(logged.commit().memberEvents());
    logs.addAll(logged.commit().logs());
  }

  /** What a later commit, which is none of these, made of their objects. */
  void addLater(Logged logged) {
    for (Change change : logged.commit().changes()) {
      if (changes.containsKey(change.id())) {
        put(change, logged.number());
      }
    }
  }

  private void put(Change change, long number) {
    Last earlier = changes.get(change.id());
    boolean mayHide =
        change.before() == null
            ? change.kind() == Kind.JOB || change.kind() == Kind.SUBSCRIPTION
            : change.before().has(Change.HIDDEN);
    changes.put(
        change.id(), new Last(change, number, mayHide || (earlier != null && earlier.mayHide)));
  }

  /** Writes it all. */
  void write() {
    bury();
    writeObjects();
    writeHidden();
    Tables.write(
        tables.events,
        events.stream().map(event -> new InsertOneModel<>(CommitForm.event(event))).toList());
    Tables.write(
        tables.memberEvents,
        memberEvents.stream().map(event -> new InsertOneModel<>(CommitForm.event(event))).toList());
    writeLogs();
    removeWhatIsDeleted();
    past.write(commits);
    Tables.write(
        tables.applied,
        numbers.stream().map(number -> new InsertOneModel<>(Filter.id(number))).toList());
  }

  /** Before anything is deleted: who writes later, looks here afterwards. */
  private void bury() {
    List<WriteModel<BsonDocument>> writes = new ArrayList<>();
    BsonDateTime now = new BsonDateTime(System.currentTimeMillis());
    changes.forEach(
        (id, last) -> {
          if (last.change.after() == null) {
            BsonDocument grave =
                Filter.id(id).append("commit", new BsonInt64(last.number)).append("date", now);
            writes.add(new ReplaceOneModel<>(older(id, "commit", last.number), grave, UPSERT));
          }
        });
    Tables.write(tables.deleted, writes);
  }

  private void writeObjects() {
    for (Kind kind : Kind.values()) {
      List<WriteModel<RawBsonDocument>> writes = new ArrayList<>();
      changes.forEach(
          (id, last) -> {
            if (last.change.kind() == kind) {
              BsonDocument older = older(id, ObjectForm.COMMIT, last.number);
              Doc after = last.change.after();
              writes.add(
                  after == null
                      ? new DeleteOneModel<>(older)
                      : new ReplaceOneModel<>(
                          older,
                          ObjectForm.write(after.without(Change.HIDDEN), last.number),
                          UPSERT));
            }
          });
      Tables.write(tables.of(kind), writes);
    }
  }

  private void writeHidden() {
    List<WriteModel<RawBsonDocument>> writes = new ArrayList<>();
    changes.forEach(
        (id, last) -> {
          Doc after = last.change.after();
          BsonDocument older = older(id, ObjectForm.COMMIT, last.number);
          if (after != null && after.has(Change.HIDDEN)) {
            Doc hidden = Doc.of("id", id, Change.HIDDEN, after.get(Change.HIDDEN));
            writes.add(new ReplaceOneModel<>(older, ObjectForm.write(hidden, last.number), UPSERT));
          } else if (last.mayHide) {
            writes.add(new DeleteOneModel<>(older));
          }
        });
    Tables.write(tables.hidden, writes);
    removeWhatIsNoLongerHidden();
  }

  /**
   * A later commit, by which an object keeps nothing to itself any more, may have been on the way
   * at the same time, and found nothing to remove.
   */
  private void removeWhatIsNoLongerHidden() {
    for (Kind kind : Kind.values()) {
      List<String> ids = new ArrayList<>();
      changes.forEach(
          (id, last) -> {
            Doc after = last.change.after();
            if (last.change.kind() == kind && after != null && after.has(Change.HIDDEN)) {
              ids.add(id);
            }
          });
      if (ids.isEmpty()) {
        continue;
      }
      List<WriteModel<RawBsonDocument>> late = new ArrayList<>();
      for (RawBsonDocument object :
          tables.of(kind).find(Filter.ids(ids)).projection(COMMIT_ONLY).batchSize(1_000)) {
        String id = object.getString("_id").getValue();
        long commit = object.getInt64(ObjectForm.COMMIT).getValue();
        if (commit > changes.get(id).number) {
          late.add(new DeleteOneModel<>(older(id, ObjectForm.COMMIT, commit)));
        }
      }
      Tables.write(tables.hidden, late);
    }
  }

  private void writeLogs() {
    Tables.write(
        tables.jobLogs,
        logs.stream().map(piece -> new InsertOneModel<>(CommitForm.piece(piece))).toList());
    Map<String, Long> ends = new HashMap<>();
    logs.forEach(piece -> ends.merge(piece.job(), piece.end(), Math::max));
    ends.forEach(
        (job, end) -> {
          long dropped = LogBounds.droppedUntil(end);
          if (dropped > LogBounds.HEAD) {
            tables.jobLogs.deleteMany(
                JobLogs.pieces(job, -1, dropped)
                    .append("start", new BsonDocument("$gte", new BsonInt64(LogBounds.HEAD))));
          }
        });
    changes.forEach(
        (id, last) -> {
          if (last.change.kind() == Kind.JOB && last.change.after() == null) {
            tables.jobLogs.deleteMany(JobLogs.pieces(id, -1, Long.MAX_VALUE));
          }
        });
  }

  /** Something may have been deleted while we were on the way with something older. */
  private void removeWhatIsDeleted() {
    Set<String> ids = new HashSet<>();
    changes.forEach(
        (id, last) -> {
          if (last.change.after() != null) {
            ids.add(id);
          }
        });
    logs.forEach(piece -> ids.add(piece.job()));
    if (ids.isEmpty()) {
      return;
    }
    for (BsonDocument grave : tables.deleted.find(Filter.ids(ids))) {
      String id = grave.getString("_id").getValue();
      Last last = changes.get(id);
      long commit = grave.getInt64("commit").getValue();
      if (last != null && last.number < commit && last.change.after() != null) {
        BsonDocument older = older(id, ObjectForm.COMMIT, commit);
        tables.of(last.change.kind()).deleteOne(older);
        tables.hidden.deleteOne(older);
      }
      if (last == null || last.number < commit) {
        tables.jobLogs.deleteMany(JobLogs.pieces(id, -1, Long.MAX_VALUE));
      }
    }
  }

  private static BsonDocument older(String id, String field, long number) {
    return Filter.id(id).append(field, new BsonDocument("$lt", new BsonInt64(number)));
  }
}
