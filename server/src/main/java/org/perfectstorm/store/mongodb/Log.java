package org.perfectstorm.store.mongodb;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.perfectstorm.store.StoreException;

/** The log of commits: the truth, and the order of everything. */
final class Log {
  private final Tables tables;
  private final String server;
  private final int most;

  /**
   * @param server what this server is called in it
   * @param most about so many bytes go into one document
   */
  Log(Tables tables, String server, int most) {
    this.tables = tables;
    this.server = server;
    this.most = most;
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

  /** The number of the last commit; 0 if there is none. */
  long last() {
    BsonDocument last =
        tables.commits.find().projection(Filter.ID_ONLY).sort(Filter.BY_ID_DOWN).first();
    return last == null ? 0 : last.getInt64("_id").getValue();
  }

  /** The numbers of the commits that may not be in the collections yet, in order. */
  List<Long> pending() {
    TreeSet<Long> numbers = new TreeSet<>();
    for (BsonDocument log : tables.commits.find(Filter.PENDING).projection(Filter.ID_ONLY)) {
      numbers.add(log.getInt64("_id").getValue());
    }
    return new ArrayList<>(numbers);
  }

  /**
   * The commits that follow one that is known.
   *
   * @param known its number; 0 for none
   * @param most how many at most
   * @throws StoreException if the log is not the one that it was, or that part of it is gone
   */
  List<Logged> after(long known, int most) {
    // The known one is asked for, too: that it is there says that nothing between is missing.
    List<Long> numbers = new ArrayList<>();
    for (BsonDocument log :
        tables
            .commits
            .find(Filter.compare("_id", "$gte", new BsonInt64(known)))
            .projection(Projections.include("_id"))
            .sort(Filter.BY_ID)
            .limit(most + 1)) {
      numbers.add(log.getInt64("_id").getValue());
    }
    if (known == 0 ? !startsWithOne(numbers) : !numbers.contains(known)) {
      throw new StoreException(
          "The log of commits in MongoDB does not go on from commit "
              + known
              + ": this stormd was away for too long, or the database is another one. Start it"
              + " again.",
          null);
    }
    List<Logged> logged = new ArrayList<>();
    if (!numbers.isEmpty() && numbers.getLast() > known) {
      read(known + 1, numbers.getLast(), logged::add);
    }
    return logged;
  }

  private static boolean startsWithOne(List<Long> numbers) {
    return numbers.isEmpty() || numbers.getFirst() == 1;
  }

  /** Reads commits in order, both ends included; what is not there is left out. */
  void read(long first, long last, Consumer<Logged> reader) {
    BsonDocument range = Filter.compare("_id", "$gte", new BsonInt64(first));
    range.getDocument("_id").append("$lte", new BsonInt64(last));
    try (MongoCursor<BsonDocument> logs =
        tables.commits.find(range).sort(Filter.BY_ID).iterator()) {
      while (logs.hasNext()) {
        BsonDocument log = logs.next();
        reader.accept(CommitForm.read(log, parts(log)));
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

  /** Drops what is older than the newest commits, as far as it is in the collections. */
  void trim(long kept) {
    long bound = last() - kept;
    List<Long> pending = pending();
    if (!pending.isEmpty()) {
      bound = Math.min(bound, pending.getFirst() - 1);
    }
    if (bound > 0) {
      tables.commits.deleteMany(Filter.compare("_id", "$lte", new BsonInt64(bound)));
      tables.commitParts.deleteMany(Filter.compare("commit", "$lte", new BsonInt64(bound)));
    }
  }
}
