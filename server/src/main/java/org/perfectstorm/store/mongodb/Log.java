package org.perfectstorm.store.mongodb;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.LeftBehind;
import org.perfectstorm.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of commits: the truth, and the order of everything. */
final class Log {
  private static final Logger LOG = LoggerFactory.getLogger(Log.class);

  /** The document that says up to which commit everything is in the collections. */
  private static final BsonDocument MARK = Filter.id("applied");

  private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();

  private final Tables tables;
  private final Ground ground;
  private final String server;
  private final int most;
  private final Duration keptAtLeast;

  /**
   * @param server what this server is called in it
   */
  Log(Tables tables, Ground ground, String server, Habits habits) {
    this.tables = tables;
    this.ground = ground;
    this.server = server;
    this.most = habits.most();
    this.keptAtLeast = habits.keptAtLeast();
  }

  /**
   * Adds a commit; all of it is kept, by a majority of the database's servers, or nothing.
   *
   * @return whether it is there; not, if somebody else has written that number
   */
  boolean add(Logged logged) {
    CommitForm.Written written = CommitForm.write(logged, server, Instant.now(), most);
    for (BsonDocument part : written.parts()) {
      tables.commitParts.insertOne(part);
    }
    try {
      tables.commits.insertOne(written.log());
      return true;
    } catch (MongoWriteException | DuplicateKeyException e) {
      if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      // The driver may have tried twice.
      BsonDocument there = tables.commits.find(Filter.id(logged.number())).first();
      if (there != null && there.getString("batch").getValue().equals(logged.batch())) {
        return true;
      }
      if (!written.parts().isEmpty()) {
        tables.commitParts.deleteMany(Filter.ids(CommitForm.partIds(written.log())));
      }
      return false;
    }
  }

  /** Goes on with the number after this one, as if there had been a commit of nothing. */
  void skipTo(long number) {
    LOG.warn(
        "MongoDB: the log of commits ends at {}, objects are of commit {}: was a backup restored"
            + " that is not of one moment?",
        last(),
        number);
    boolean _ = add(new Logged(number, UUID.randomUUID().toString(), Commit.joined(List.of())));
  }

  /** The number of the last commit; 0 if there is none. */
  long last() {
    BsonDocument last =
        tables.commits.find().projection(Filter.ID_ONLY).sort(Filter.BY_ID_DOWN).first();
    return last == null ? 0 : last.getInt64("_id").getValue();
  }

  /** The number of the first commit that is kept; 0 if there is none. */
  long first() {
    BsonDocument first =
        tables.commits.find().projection(Filter.ID_ONLY).sort(Filter.BY_ID).first();
    return first == null ? 0 : first.getInt64("_id").getValue();
  }

  /** The number after which the next commit comes, as far as the log itself does not say that. */
  long floor() {
    return Math.max(mark(), ground.dropped());
  }

  /** Takes out a commit that was added in the wrong place. */
  void remove(Logged logged) {
    tables.commits.deleteOne(
        Filter.id(logged.number()).append("batch", new BsonString(logged.batch())));
    tables.commitParts.deleteMany(Filter.compare("commit", "$eq", new BsonInt64(logged.number())));
  }

  /** That a commit that is known is no longer in the log, nor what came after it. */
  LeftBehind leftBehind(long known) {
    return new LeftBehind(
        "the log of commits in MongoDB has commits %d to %d, and commit %d is the last that is known here"
            .formatted(first(), last(), known));
  }

  /** That the log is not the one that it was. */
  static StoreException isAnother(long known) {
    return new StoreException(
        "The log of commits in MongoDB does not go on from commit "
            + known
            + ": the database is another one, or was emptied. Start this stormd again.",
        null);
  }

  /** The numbers of the commits that may not be in the collections yet, in order. */
  List<Long> pending() {
    return pending(Long.MAX_VALUE);
  }

  /** As {@link #pending()}, up to a number. */
  List<Long> pending(long last) {
    // The mark first: who moves it on, drops what is below it only afterwards. So some may seem to
    // be pending that are not, which does no harm; never the other way round.
    BsonDocument after = Filter.after(mark());
    after.getDocument("_id").append("$lte", new BsonInt64(last));
    Set<Long> applied = new HashSet<>(ids(tables.applied.find(after)));
    List<Long> pending = ids(tables.commits.find(after).projection(Filter.ID_ONLY));
    pending.removeAll(applied);
    return pending;
  }

  /** All commits up to this one are in the collections. */
  private long mark() {
    BsonDocument mark = tables.meta.find(MARK).first();
    return mark == null ? 0 : mark.getInt64("commit").getValue();
  }

  /** Moves the mark on, and drops what is older than the newest commits. */
  void trim(long kept) {
    long last = last();
    List<Long> pending = pending();
    long applied = pending.isEmpty() ? last : pending.getFirst() - 1;
    if (applied > mark()) {
      Ground.raise(tables, MARK, applied);
      tables.applied.deleteMany(Filter.compare("_id", "$lte", new BsonInt64(applied)));
    }
    long bound = old(Math.min(last - kept, applied));
    if (bound > 0) {
      ground.drop(bound);
      tables.commits.deleteMany(Filter.compare("_id", "$lte", new BsonInt64(bound)));
      tables.commitParts.deleteMany(Filter.compare("commit", "$lte", new BsonInt64(bound)));
    }
  }

  /** The last one, up to a number, that need not be kept for its age; 0 if there is none. */
  private long old(long number) {
    BsonDateTime moment = new BsonDateTime(System.currentTimeMillis() - keptAtLeast.toMillis());
    BsonDocument old = Filter.compare("date", "$lte", moment);
    BsonDocument last =
        tables
            .commits
            .find(old.append("_id", new BsonDocument("$lte", new BsonInt64(number))))
            .projection(Filter.ID_ONLY)
            .sort(Filter.BY_ID_DOWN)
            .first();
    return last == null ? 0 : last.getInt64("_id").getValue();
  }

  private static List<Long> ids(FindIterable<BsonDocument> found) {
    List<Long> ids = new ArrayList<>();
    for (BsonDocument each : found.sort(Filter.BY_ID)) {
      ids.add(each.getInt64("_id").getValue());
    }
    return ids;
  }

  /**
   * The commits that follow one that is known: the next ones, as many as fit into memory with ease,
   * at least one if there is any.
   *
   * @param known its number; 0 for none
   * @param most how many at most
   * @throws LeftBehind if part of it is gone
   * @throws StoreException if the log is not the one that it was
   */
  List<Logged> after(long known, int most) {
    // The known one is asked for, too: that it is there says that nothing between is missing.
    // There are no gaps, so the numbers that come next are known.
    List<Long> next = LongStream.rangeClosed(Math.max(1, known), known + most).boxed().toList();
    List<Long> numbers = ids(tables.commits.find(Filter.numbers(next)).projection(Filter.ID_ONLY));
    if (known == 0 ? !startsWithOne(numbers) : !numbers.contains(known)) {
      throw last() > known ? leftBehind(known) : isAnother(known);
    }
    List<Logged> logged = new ArrayList<>();
    if (!numbers.isEmpty() && numbers.getLast() > known) {
      numbers.remove(known);
      read(Filter.numbers(numbers), 3L * this.most, logged::add);
    }
    return logged;
  }

  private boolean startsWithOne(List<Long> numbers) {
    return numbers.isEmpty() ? last() == 0 : numbers.getFirst() == 1;
  }

  /** Reads commits in order, both ends included; what is not there is left out. */
  void read(long first, long last, Consumer<Logged> reader) {
    BsonDocument range = Filter.compare("_id", "$gte", new BsonInt64(first));
    range.getDocument("_id").append("$lte", new BsonInt64(last));
    read(range, Long.MAX_VALUE, reader);
  }

  /** Reads until so many bytes were read. */
  private void read(BsonDocument asked, long bytes, Consumer<Logged> reader) {
    long left = bytes;
    try (MongoCursor<RawBsonDocument> logs =
        tables.commits.find(asked, RawBsonDocument.class).sort(Filter.BY_ID).iterator()) {
      while (left > 0 && logs.hasNext()) {
        RawBsonDocument raw = logs.next();
        BsonDocument log = raw.decode(DOCUMENTS);
        List<BsonDocument> parts = parts(log);
        left -= raw.getByteBuffer().remaining() + (long) parts.size() * most;
        reader.accept(CommitForm.read(log, parts));
      }
    }
  }

  private List<BsonDocument> parts(BsonDocument log) {
    List<String> ids = CommitForm.partIds(log);
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, BsonDocument> parts = new TreeMap<>();
    for (BsonDocument part : tables.commitParts.find(Filter.ids(ids))) {
      parts.put(part.getString("_id").getValue(), part);
    }
    if (parts.size() != ids.size()) {
      throw new StoreException(
          "Commit %d in MongoDB is damaged: %d of its %d parts are there."
              .formatted(log.getInt64("_id").getValue(), parts.size(), ids.size()),
          null);
    }
    return new ArrayList<>(parts.values());
  }
}
