package org.perfectstorm.store.mongodb;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.perfectstorm.model.Kind;

/** The collections of a database; docs/operation.md says what they hold. */
final class Tables {
  final MongoCollection<BsonDocument> commits;
  final MongoCollection<BsonDocument> commitParts;
  final MongoCollection<BsonDocument> applied;
  final MongoCollection<BsonDocument> events;
  final MongoCollection<BsonDocument> memberEvents;
  final MongoCollection<BsonDocument> jobLogs;
  final MongoCollection<RawBsonDocument> hidden;
  final MongoCollection<BsonDocument> deleted;
  final MongoCollection<BsonDocument> past;
  final MongoCollection<BsonDocument> pastMembers;
  final MongoCollection<BsonDocument> meta;
  private final Map<Kind, MongoCollection<RawBsonDocument>> objects = new EnumMap<>(Kind.class);

  Tables(MongoDatabase database) {
    commits = database.getCollection("commits", BsonDocument.class);
    commitParts = database.getCollection("commit_parts", BsonDocument.class);
    applied = database.getCollection("applied", BsonDocument.class);
    events = database.getCollection("events", BsonDocument.class);
    memberEvents = database.getCollection("member_events", BsonDocument.class);
    jobLogs = database.getCollection("job_logs", BsonDocument.class);
    hidden = database.getCollection("hidden", RawBsonDocument.class);
    deleted = database.getCollection("deleted", BsonDocument.class);
    past = database.getCollection("past", BsonDocument.class);
    pastMembers = database.getCollection("past_members", BsonDocument.class);
    meta = database.getCollection("meta", BsonDocument.class);
    for (Kind kind : Kind.values()) {
      objects.put(kind, database.getCollection(kind.path(), RawBsonDocument.class));
    }
  }

  /** The objects of a kind. */
  MongoCollection<RawBsonDocument> of(Kind kind) {
    return objects.get(kind);
  }

  /**
   * Makes the indexes that stormd needs and MongoDB does not have by itself; those that are there
   * stay.
   */
  void index() {
    index(commitParts, "commit");
    jobLogs.createIndex(new BsonDocument("job", new BsonInt32(1)).append("end", new BsonInt32(-1)));
    index(past, PastForm.ID, PastForm.COMMIT);
    index(past, PastForm.NAMES);
    index(past, PastForm.COMMIT);
    index(past, PastForm.UNTIL_MICROS);
    index(pastMembers, PastForm.GROUP, "_id");
    index(pastMembers, PastForm.MICROS);
  }

  private static void index(MongoCollection<?> collection, String... fields) {
    BsonDocument keys = new BsonDocument();
    for (String field : fields) {
      keys.append(field, new BsonInt32(1));
    }
    collection.createIndex(keys);
  }

  /** Writes in no particular order; what is there already, or newer, is left alone. */
  static <T> void write(MongoCollection<T> collection, List<? extends WriteModel<T>> writes) {
    if (writes.isEmpty()) {
      return;
    }
    try {
      collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      boolean known =
          e.getWriteConcernError() == null
              && e.getWriteErrors().stream()
                  .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
      if (!known) {
        throw e;
      }
    }
  }
}
