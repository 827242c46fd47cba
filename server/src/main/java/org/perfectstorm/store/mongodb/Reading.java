package org.perfectstorm.store.mongodb;

import com.mongodb.client.MongoCollection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.RawBsonDocument;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.model.Numbered;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.LogPiece;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreException;
import org.perfectstorm.value.Doc;

/**
 * Reads everything back: the collections, and what the log has beyond them, while other servers go
 * on writing. The outcome is exactly what was after the last commit that was read.
 */
final class Reading {
  private final Tables tables;
  private final Log log;
  private final int keptEvents;
  private final Map<String, Found> objects = new HashMap<>();
  private final TreeMap<Long, Event> events = new TreeMap<>();
  private final TreeMap<Long, MemberEvent> memberEvents = new TreeMap<>();
  private final Map<String, Long> logEnds = new HashMap<>();
  private List<Long> pending = List.of();
  private long last;

  /** An object, what it keeps to itself, and the number of its last commit. */
  private record Found(Kind kind, Doc object, long commit) {}

  Reading(Tables tables, Log log, int keptEvents) {
    this.tables = tables;
    this.log = log;
    this.keptEvents = keptEvents;
  }

  /** The number of the last commit that was read. */
  long last() {
    return last;
  }

  /** The commits that may not have been in the collections. */
  List<Long> pending() {
    return pending;
  }

  /** Reads it all; whether that is done, and not to be done anew, since others were too quick. */
  boolean read() {
    // What is not pending now, and not later than this, is in the collections when they are read.
    last = log.last();
    pending = log.pending();
    long from = pending.isEmpty() ? last + 1 : Math.min(pending.getFirst(), last + 1);
    readObjects();
    readEvents();
    logEnds.putAll(new JobLogs(tables, log).ends());
    log.read(from, Long.MAX_VALUE, this::repeat);
    if (log.first() > from) {
      return false;
    }
    long newest =
        Math.max(log.floor(), objects.values().stream().mapToLong(Found::commit).max().orElse(0));
    if (newest > last) {
      // As a backup may be that was made bit by bit: go on after all that there is.
      log.skipTo(newest);
      last = newest;
    }
    return true;
  }

  void handOver(Store.Contents contents) {
    objects.values().forEach(found -> contents.object(found.kind, found.object));
    newest(events).forEach(contents::event);
    newest(memberEvents).forEach(contents::memberEvent);
    logEnds.forEach(contents::log);
  }

  private void readObjects() {
    Map<String, ObjectForm.Kept> hidden = new HashMap<>();
    for (RawBsonDocument written : tables.hidden.find().batchSize(1_000)) {
      ObjectForm.Kept kept = ObjectForm.read(written);
      hidden.put(kept.object().text("id"), kept);
    }
    for (Kind kind : Kind.values()) {
      for (RawBsonDocument written : tables.of(kind).find().batchSize(1_000)) {
        ObjectForm.Kept kept = read(kind, written);
        String id = kept.object().text("id");
        ObjectForm.Kept secret = hidden.get(id);
        // Of another commit it is a thing of the past, or the log has both.
        boolean isNow = secret != null && secret.commit() == kept.commit();
        Doc object =
            isNow
                ? kept.object().with(Change.HIDDEN, secret.object().get(Change.HIDDEN))
                : kept.object();
        objects.put(id, new Found(kind, object, kept.commit()));
      }
    }
    for (BsonDocument grave : tables.deleted.find()) {
      String id = grave.getString("_id").getValue();
      Found found = objects.get(id);
      if (found != null && found.commit < grave.getInt64("commit").getValue()) {
        objects.remove(id);
      }
    }
  }

  private static ObjectForm.Kept read(Kind kind, RawBsonDocument written) {
    try {
      return ObjectForm.read(written);
    } catch (RuntimeException e) {
      throw new StoreException(
          "Document %s in the collection %s of MongoDB is not ours, or was changed: %s. Remove it or restore a backup."
              .formatted(written.get("_id"), kind.path(), e.getMessage()),
          e);
    }
  }

  private void readEvents() {
    for (BsonDocument event : newest(tables.events)) {
      Event read = CommitForm.event(event);
      events.put(read.number(), read);
    }
    for (BsonDocument event : newest(tables.memberEvents)) {
      MemberEvent read = CommitForm.memberEvent(event);
      memberEvents.put(read.number(), read);
    }
  }

  private Iterable<BsonDocument> newest(MongoCollection<BsonDocument> numbered) {
    BsonDocument newest =
        numbered.find().projection(Filter.ID_ONLY).sort(Filter.BY_ID_DOWN).first();
    long number = newest == null ? 0 : newest.getInt64("_id").getValue();
    return numbered
        .find(Filter.compare("_id", "$gt", new BsonInt64(number - keptEvents)))
        .sort(Filter.BY_ID);
  }

  /** Does what a commit did, where the collections do not know it yet. */
  private void repeat(Logged logged) {
    for (Change change : logged.commit().changes()) {
      Found found = objects.get(change.id());
      // Of this commit the object may be there already, but not yet what it keeps to itself.
      if (found != null && found.commit > logged.number()) {
        continue;
      }
      if (change.after() == null) {
        objects.remove(change.id());
        logEnds.remove(change.id());
      } else {
        objects.put(change.id(), new Found(change.kind(), change.after(), logged.number()));
      }
    }
    logged.commit().events().forEach(event -> events.put(event.number(), event));
    logged.commit().memberEvents().forEach(event -> memberEvents.put(event.number(), event));
    for (LogPiece piece : logged.commit().logs()) {
      logEnds.merge(piece.job(), piece.end(), Math::max);
    }
    last = Math.max(last, logged.number());
  }

  /** The newest ones, without a gap. */
  private <E extends Numbered> Iterable<E> newest(NavigableMap<Long, E> numbered) {
    if (numbered.isEmpty()) {
      return List.of();
    }
    long from = numbered.lastKey();
    long oldest = numbered.lastKey() - keptEvents + 1;
    while (from > oldest && numbered.containsKey(from - 1)) {
      from--;
    }
    return numbered.tailMap(from, true).values();
  }
}
