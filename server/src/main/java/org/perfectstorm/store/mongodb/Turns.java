package org.perfectstorm.store.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets servers that write all the time take turns. Who writes is always there first; so who loses
 * every race for some time says so, and the others pause until it has written. Only the unique key
 * decides who writes a number; this is politeness. For one thread.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  /** Who loses every race for so long asks for a turn; so long turns are, if all write. */
  private static final long LOSING_NANOS = Duration.ofMillis(200).toNanos();

  /** Who writes looks so often whether somebody asks. */
  private static final long LOOKING_NANOS = Duration.ofMillis(100).toNanos();

  /** The same if nobody else wrote for {@link #ALONE_NANOS}. */
  private static final long LOOKING_ALONE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long ALONE_NANOS = Duration.ofSeconds(10).toNanos();

  /** So long somebody who asks is waited for, and asks anew after. */
  private static final long WAIT_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long BREATH_NANOS = Duration.ofMillis(5).toNanos();
  private static final BsonDocument TURN = Filter.id("turn");

  private final Tables tables;

  /** What this server asked with, and when; null if it does not ask. */
  private BsonDocument wish;

  private long wished;

  /** When the first of the races was that were lost in a row; 0 if the last one was won. */
  private long losing;

  private long looked = System.nanoTime();
  private long others = System.nanoTime() - ALONE_NANOS;

  Turns(Tables tables) {
    this.tables = tables;
  }

  /** Others write, too. */
  void sawOthers() {
    others = System.nanoTime();
  }

  /** Pauses, if another server asks for a turn. */
  void pause() {
    long now = System.nanoTime();
    boolean isAlone = now - others > ALONE_NANOS;
    if (wish != null || now - looked < (isAlone ? LOOKING_ALONE_NANOS : LOOKING_NANOS)) {
      return;
    }
    BsonDocument asking = tables.meta.find(TURN).first();
    if (asking != null) {
      sawOthers();
      while (asking.equals(tables.meta.find(TURN).first())) {
        if (System.nanoTime() - now > WAIT_NANOS) {
          // It may be dead; if not, it asks again.
          tables.meta.deleteOne(asking);
          break;
        }
        LockSupport.parkNanos(BREATH_NANOS);
      }
    }
    looked = System.nanoTime();
  }

  /** A race is won; nothing is asked for any more. */
  void won() {
    losing = 0;
    if (wish != null) {
      BsonDocument granted = wish;
      wish = null;
      try {
        tables.meta.deleteOne(granted);
      } catch (MongoException e) {
        // What was written is written; the others wait for a moment in vain.
        LOG.debug("a turn is not given back", e);
      }
    }
  }

  /** A race is lost; asks for a turn if that goes on for some time. */
  void lost() {
    sawOthers();
    long now = System.nanoTime();
    losing = losing == 0 ? now : losing;
    boolean isForgotten = wish == null || now - wished > WAIT_NANOS;
    if (now - losing > LOSING_NANOS && isForgotten) {
      wish = TURN.clone().append("asked", new BsonString(UUID.randomUUID().toString()));
      wished = now;
      tables.meta.replaceOne(TURN, wish, new ReplaceOptions().upsert(true));
    }
  }
}
