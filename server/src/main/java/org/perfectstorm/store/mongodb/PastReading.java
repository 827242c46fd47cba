package org.perfectstorm.store.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Projections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.PointInTime;
import org.perfectstorm.store.History;
import org.perfectstorm.store.MemberVersion;
import org.perfectstorm.store.StoreException;
import org.perfectstorm.store.Version;
import org.perfectstorm.value.Doc;

/** Reads what {@link PastWriting} keeps, once all that is in the log is there. */
final class PastReading implements History {
  /** Longer than it takes until somebody applies what a dead server committed. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private static final long LONGEST_PAUSE_MILLIS = 500;
  private static final int AT_ONCE = 1_000;

  /** All of a kind of versions, newest first. */
  private static final BsonDocument NEWEST_FIRST =
      new BsonDocument(PastForm.COMMIT, new BsonInt32(-1));

  private final Tables tables;
  private final Log log;
  private final MongoAddress address;

  PastReading(Tables tables, Log log, MongoAddress address) {
    this.tables = tables;
    this.log = log;
    this.address = address;
  }

  private interface Question<T> {
    T ask();
  }

  private <T> T read(Question<T> question) {
    try {
      awaitApplied();
      return question.ask();
    } catch (MongoException e) {
      throw MongoTrouble.of("read", address, e);
    }
  }

  /** Until the collections have all that the log has now. */
  private void awaitApplied() {
    long last = log.last();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (long pause = 10;
        !log.pending(last).isEmpty();
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      if (System.nanoTime() > deadline) {
        throw new StoreException(
            "The history in %s lags behind what is committed; try again later.".formatted(address),
            null);
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("Interrupted while waiting for " + address, e);
      }
    }
  }

  @Override
  public Begin begin() {
    return read(
        () -> {
          BsonDocument begin = tables.meta.find(PastWriting.BEGIN).first();
          return begin == null
              ? null
              : new Begin(
                  PastForm.number(begin, PastForm.EVENT),
                  PastForm.instant(PastForm.number(begin, PastForm.MICROS)));
        });
  }

  @Override
  public Map<String, Doc> at(Collection<String> ids, PointInTime moment) {
    return read(
        () -> {
          Map<String, Doc> found = new HashMap<>();
          List<String> all = List.copyOf(ids);
          for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            BsonDocument filter = then(moment).append(PastForm.ID, Filter.in(some));
            for (BsonDocument version :
                tables
                    .past
                    .find(filter)
                    .sort(new BsonDocument(PastForm.COMMIT, new BsonInt32(1)))) {
              found.put(version.getString(PastForm.ID).getValue(), PastForm.object(version));
            }
          }
          return found;
        });
  }

  /** What was so at a moment: it had begun, and had not ended. */
  private static BsonDocument then(PointInTime moment) {
    BsonInt64 place = place(moment);
    String until = until(moment);
    BsonDocument isStill = new BsonDocument(until, new BsonDocument("$exists", BsonBoolean.FALSE));
    return isThere()
        .append(since(moment), new BsonDocument("$lte", place))
        .append("$or", new BsonArray(List.of(isStill, Filter.compare(until, "$gt", place))));
  }

  private static BsonDocument isThere() {
    return new BsonDocument(PastForm.OBJECT, new BsonDocument("$exists", BsonBoolean.TRUE));
  }

  private static BsonInt64 place(PointInTime moment) {
    return new BsonInt64(moment.isDate() ? PastForm.micros(moment.date()) : moment.event());
  }

  private static String since(PointInTime moment) {
    return moment.isDate() ? PastForm.MICROS : PastForm.EVENT;
  }

  private static String until(PointInTime moment) {
    return moment.isDate() ? PastForm.UNTIL_MICROS : PastForm.UNTIL;
  }

  private static BsonDocument named(Kind kind, String name) {
    return new BsonDocument(PastForm.NAMES, new BsonString(name))
        .append(PastForm.KIND, new BsonString(kind.word()));
  }

  @Override
  public Set<String> lost(Kind kind, String name, PointInTime moment) {
    return read(
        () -> {
          Set<String> ids = new HashSet<>();
          BsonDocument ended =
              named(kind, name).append(until(moment), new BsonDocument("$gt", place(moment)));
          for (BsonDocument version : tables.past.find(ended)) {
            ids.add(version.getString(PastForm.ID).getValue());
          }
          return ids;
        });
  }

  @Override
  public String lastNamed(Kind kind, String name) {
    return read(
        () -> {
          BsonDocument ended =
              named(kind, name)
                  .append(PastForm.UNTIL, new BsonDocument("$exists", BsonBoolean.TRUE));
          BsonDocument last = tables.past.find(ended).sort(NEWEST_FIRST).first();
          return last == null ? null : last.getString(PastForm.ID).getValue();
        });
  }

  @Override
  public List<Version> versions(String id, int most) {
    return read(
        () -> {
          List<Version> versions = new ArrayList<>();
          BsonDocument filter = isThere().append(PastForm.ID, new BsonString(id));
          for (BsonDocument version : tables.past.find(filter).sort(NEWEST_FIRST).limit(most)) {
            versions.add(PastForm.version(version));
          }
          return versions;
        });
  }

  @Override
  public List<MemberVersion> members(String group, PointInTime after, long until, int most) {
    return read(
        () -> {
          BsonDocument filter = new BsonDocument(PastForm.GROUP, new BsonString(group));
          BsonDocument events = new BsonDocument("$lte", new BsonInt64(until));
          filter.append(PastForm.EVENT, events);
          if (after != null && after.isDate()) {
            filter.append(PastForm.MICROS, new BsonDocument("$gt", place(after)));
          } else if (after != null) {
            events.append("$gt", place(after));
          }
          FindIterable<BsonDocument> found =
              tables.pastMembers.find(filter).sort(Filter.BY_ID_DOWN);
          if (most < Integer.MAX_VALUE) {
            found = found.limit(most);
          }
          List<MemberVersion> changes = new ArrayList<>();
          for (BsonDocument change : found) {
            changes.add(PastForm.member(change));
          }
          return changes;
        });
  }

  @Override
  public List<List<String>> names(List<MemberVersion> changes) {
    if (changes.stream().allMatch(change -> change.names() != null)) {
      return changes.stream().map(MemberVersion::names).toList();
    }
    return read(
        () -> {
          List<List<String>> names = new ArrayList<>();
          for (MemberVersion change : changes) {
            if (change.names() != null) {
              names.add(change.names());
              continue;
            }
            // The latest version that had begun by then: what who went was, what others became.
            BsonDocument begun =
                isThere()
                    .append(PastForm.ID, new BsonString(change.resource()))
                    .append(
                        PastForm.EVENT, new BsonDocument("$lte", new BsonInt64(change.event())));
            BsonDocument version =
                tables
                    .past
                    .find(begun)
                    .projection(Projections.include(PastForm.NAMES))
                    .sort(NEWEST_FIRST)
                    .first();
            names.add(version == null ? List.of() : PastForm.names(version));
          }
          return names;
        });
  }
}
