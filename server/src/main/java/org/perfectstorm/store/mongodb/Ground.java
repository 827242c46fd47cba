package org.perfectstorm.store.mongodb;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * What a server stands on: which database this is, and how far its log of commits was dropped.
 *
 * <p>The number of a commit is unique only as long as the log has it. A server that slept while
 * others wrote on and dropped what it knows would find its next number free; as would one whose
 * database was emptied. So who has added a commit looks here whether that was on firm ground.
 */
final class Ground {
  private static final BsonDocument FORMAT = Filter.id("format");
  private static final BsonDocument DROPPED = Filter.id("dropped");

  private final Tables tables;

  /** How the database describes itself; another one has another description. */
  private volatile BsonDocument seen;

  Ground(Tables tables) {
    this.tables = tables;
  }

  /** The format of the database, and that it is this one; null if it is nobody's yet. */
  BsonDocument look() {
    seen = tables.meta.find(FORMAT).first();
    return seen;
  }

  /** Makes the database ours, unless somebody else does at the same time. */
  void claim(int format) {
    try {
      tables.meta.insertOne(
          FORMAT
              .clone()
              .append("version", new BsonInt32(format))
              .append("database", new BsonString(UUID.randomUUID().toString())));
    } catch (MongoWriteException | DuplicateKeyException e) {
      if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
    BsonDocument _ = look();
  }

  /** Says that the log will be dropped up to a commit; nobody may drop it before. */
  void drop(long commit) {
    raise(tables, DROPPED, commit);
  }

  /**
   * How far the log was dropped; 0 if it never was, and -1 if the database is no longer the one
   * that it was.
   */
  long dropped() {
    BsonDocument now = null;
    long dropped = 0;
    for (BsonDocument each : tables.meta.find(Filter.ids(List.of("format", "dropped")))) {
      if (each.getString("_id").getValue().equals("format")) {
        now = each;
      } else {
        dropped = each.getInt64("commit").getValue();
      }
    }
    return Objects.equals(now, seen) ? dropped : -1;
  }

  /** Writes the number of a commit to a document of {@code meta}; a larger one there stays. */
  static void raise(Tables tables, BsonDocument id, long commit) {
    BsonInt64 number = new BsonInt64(commit);
    BsonDocument older = id.clone().append("commit", new BsonDocument("$lt", number));
    Tables.write(
        tables.meta,
        List.of(
            new ReplaceOneModel<>(
                older, id.clone().append("commit", number), new ReplaceOptions().upsert(true))));
  }
}
