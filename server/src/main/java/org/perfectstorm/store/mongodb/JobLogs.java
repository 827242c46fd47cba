package org.perfectstorm.store.mongodb;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.store.LogBounds;
import org.perfectstorm.store.LogPiece;
import org.perfectstorm.store.Store;

/** Reads jobs' logs back. */
final class JobLogs {
  private static final BsonDocument IN_COMMITS =
      new BsonDocument("logs", new BsonInt32(1))
          .append("parts", new BsonInt32(1))
          .append("batch", new BsonInt32(1));

  private final Tables tables;
  private final Log log;

  JobLogs(Tables tables, Log log) {
    this.tables = tables;
    this.log = log;
  }

  /** The pieces of a log that end after a place, up to another one. */
  static BsonDocument pieces(String job, long after, long until) {
    // What follows the slash is the end, and 0 is the character after the slash.
    BsonDocument range =
        after < 0
            ? new BsonDocument("$gte", new BsonString(job + "/"))
            : new BsonDocument("$gt", new BsonString(CommitForm.pieceId(job, after)));
    return new BsonDocument(
        "_id",
        until == Long.MAX_VALUE
            ? range.append("$lt", new BsonString(job + "0"))
            : range.append("$lte", new BsonString(CommitForm.pieceId(job, until))));
  }

  /** Where the log of each job ends, as far as the collection goes. */
  Map<String, Long> ends() {
    Map<String, Long> ends = new HashMap<>();
    // In this form one look into the index a job is enough; no output is read.
    BsonDocument lastFirst =
        new BsonDocument("job", new BsonInt32(1)).append("end", new BsonInt32(-1));
    BsonDocument group =
        new BsonDocument("_id", new BsonString("$job"))
            .append("end", new BsonDocument("$first", new BsonString("$end")));
    for (BsonDocument log :
        tables.jobLogs.aggregate(
            List.of(new BsonDocument("$sort", lastFirst), new BsonDocument("$group", group)))) {
      ends.put(log.getString("_id").getValue(), log.getInt64("end").getValue());
    }
    return ends;
  }

  /**
   * What {@link Store#log} promises.
   *
   * @param dropped pieces that end up to there are not kept, but for those of the beginning
   */
  LogPart read(String job, long start, int most, long dropped) {
    LogPart part;
    try (MongoCursor<BsonDocument> kept = kept(job, start).iterator()) {
      part = read(pieces(kept), start, most, dropped);
    }
    if (part.text().length > 0 && part.start() == start) {
      return part;
    }
    // Maybe it is in the log of commits still. Looked at in this order, nothing is between.
    TreeMap<Long, LogPiece> pieces = new TreeMap<>();
    pending(job).forEach(piece -> pieces.put(piece.end(), piece));
    int bytes = 0;
    try (MongoCursor<BsonDocument> kept = kept(job, start).iterator()) {
      while (kept.hasNext() && bytes < most + LogPiece.MOST) {
        LogPiece piece = CommitForm.piece(kept.next());
        bytes += piece.text().length;
        pieces.put(piece.end(), piece);
      }
    }
    return read(pieces.tailMap(start, false).values().iterator(), start, most, dropped);
  }

  private FindIterable<BsonDocument> kept(String job, long start) {
    BsonDocument asked = pieces(job, start, Long.MAX_VALUE);
    return tables.jobLogs.find(asked).sort(Filter.BY_ID).batchSize(16);
  }

  private List<LogPiece> pending(String job) {
    BsonDocument hasLog = new BsonDocument("logs.job", new BsonString(job));
    BsonDocument hasParts = Filter.compare("parts", "$gt", new BsonInt32(0));
    BsonDocument asked = Filter.numbers(log.pending());
    asked.append("$or", new BsonArray(List.of(hasLog, hasParts)));
    List<LogPiece> pieces = new ArrayList<>();
    for (BsonDocument log : tables.commits.find(asked).projection(IN_COMMITS)) {
      add(log, job, pieces);
      List<String> parts = CommitForm.partIds(log);
      if (!parts.isEmpty()) {
        BsonDocument ours = Filter.ids(parts).append("logs.job", new BsonString(job));
        for (BsonDocument part : tables.commitParts.find(ours).projection(IN_COMMITS)) {
          add(part, job, pieces);
        }
      }
    }
    return pieces;
  }

  private static void add(BsonDocument document, String job, List<LogPiece> pieces) {
    for (var each : document.getArray("logs", new BsonArray())) {
      LogPiece piece = CommitForm.piece(each.asDocument());
      if (piece.job().equals(job)) {
        pieces.add(piece);
      }
    }
  }

  private static Iterator<LogPiece> pieces(MongoCursor<BsonDocument> cursor) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return cursor.hasNext();
      }

      @Override
      public LogPiece next() {
        return CommitForm.piece(cursor.next());
      }
    };
  }

  /** Of pieces in order, the first bytes from a place on, without a gap inside. */
  private static LogPart read(Iterator<LogPiece> pieces, long from, int most, long dropped) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long start = from;
    while (text.size() < most && pieces.hasNext()) {
      LogPiece piece = pieces.next();
      if (piece.start() >= LogBounds.HEAD && piece.end() <= dropped) {
        continue;
      }
      long next = start + text.size();
      if (piece.start() > next && text.size() > 0) {
        break;
      }
      start = Math.max(start, text.size() == 0 ? piece.start() : start);
      int skip =
          (int) Math.max(0, Math.min(piece.text().length, start + text.size() - piece.start()));
      text.write(piece.text(), skip, Math.min(piece.text().length - skip, most - text.size()));
    }
    return new LogPart(start, text.toByteArray());
  }
}
