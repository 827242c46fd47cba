package org.perfectstorm.store.mongodb;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDateTime;
import org.bson.BsonInt64;
import org.perfectstorm.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the collections up to date, on a thread of its own, right after each commit of this
 * server. What a server did not do, because it was killed or the database was away, any server does
 * after a while: the log says what is still to be done.
 */
final class Applier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

  private static final int WAITING = 500;
  private static final int AT_ONCE = 100;
  private static final int OBJECTS_AT_ONCE = 5_000;

  /** Later than this, a commit is not applied by itself, but with all that came after it. */
  private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

  /** So long a commit is left to the server that made it; who reads the past waits for that. */
  private static final long RIPE_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long LOOKING_NANOS = Duration.ofSeconds(2).toNanos();

  /** So seldom at last, if something goes wrong that does not pass by itself. */
  private static final long LOOKING_LATER_NANOS = Duration.ofMinutes(1).toNanos();

  /** So long it is remembered that something was deleted: far longer than anybody is late. */
  private static final long GRAVES_MILLIS = Duration.ofHours(1).toMillis();

  private static final long CLOSING_MILLIS = 10_000;

  private final Tables tables;
  private final Log log;
  private final PastWriting past;
  private final int keptEvents;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = Thread.ofPlatform().name("mongodb").unstarted(this::run);

  /** When each commit was seen first that waits to be applied by somebody. */
  private final Map<Long, Long> seen = new HashMap<>();

  /** Commits that are ours to apply, and that could not be. */
  private final Set<Long> left = ConcurrentHashMap.newKeySet();

  private long looked = System.nanoTime() - LOOKING_NANOS;
  private long looking = LOOKING_NANOS;
  private long events;
  private long trimmedEvents;
  private long memberEvents;
  private long trimmedMemberEvents;
  private long commits;
  private long trimmedCommits;
  private boolean isBehind;
  private volatile boolean closed;

  private record Waiting(Logged logged, long since) {}

  Applier(Tables tables, Log log, PastWriting past, int keptEvents) {
    this.tables = tables;
    this.log = log;
    this.past = past;
    this.keptEvents = keptEvents;
  }

  /** Begins. */
  void start() {
    thread.start();
  }

  /** Takes commits that were found in the log, and that nobody may have applied. */
  void addFound(List<Long> numbers) {
    left.addAll(numbers);
  }

  /** Takes a commit that was made; waits if there are many already. */
  void add(Logged logged) {
    try {
      // If not, it is found in the log.
      boolean _ = queue.offer(new Waiting(logged, System.nanoTime()), 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Applies what waits, for 10 s at most. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSING_MILLIS);
      thread.interrupt();
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed || !queue.isEmpty()) {
        Waiting first = queue.poll(closed ? 0 : 100, TimeUnit.MILLISECONDS);
        try {
          if (first != null) {
            apply(first);
          }
          if (System.nanoTime() - looked >= looking && !closed) {
            looked = System.nanoTime();
            looking = Math.min(2 * looking, LOOKING_LATER_NANOS);
            repair();
            trim();
            looking = LOOKING_NANOS;
            isBehind = false;
          }
        } catch (MongoException | StoreException e) {
          if (closed) {
            return;
          }
          behind(e);
          looking = LOOKING_NANOS;
          Thread.sleep(500);
        } catch (RuntimeException | StackOverflowError e) {
          // Something that this version cannot read or write, maybe. What else waits is applied.
          if (closed) {
            return;
          }
          unexpected(e);
        }
      }
    } catch (InterruptedException stopping) {
      // What is left is found in the log.
    }
  }

  private void behind(RuntimeException why) {
    if (!isBehind) {
      LOG.warn(
          "MongoDB: the collections lag behind the log of commits until that is over: {}",
          MongoTrouble.reason(why));
    }
    isBehind = true;
  }

  private void unexpected(Throwable why) {
    if (!isBehind) {
      LOG.error("MongoDB: the collections lag behind the log of commits, it is tried again", why);
    }
    isBehind = true;
  }

  private void apply(Waiting first) {
    Round round = new Round(tables, past);
    for (Waiting next = first; next != null; next = queue.poll()) {
      Logged logged = next.logged;
      // Until it is done: then it is found again in the log, whatever happens here.
      left.add(logged.number());
      if (System.nanoTime() - next.since <= FRESH_NANOS) {
        round.add(logged);
      }
      commits = Math.max(commits, logged.number());
      if (!logged.commit().events().isEmpty()) {
        events = Math.max(events, logged.commit().events().getLast().number());
      }
      if (!logged.commit().memberEvents().isEmpty()) {
        memberEvents = Math.max(memberEvents, logged.commit().memberEvents().getLast().number());
      }
      if (round.numbers().size() >= AT_ONCE || round.size() >= OBJECTS_AT_ONCE) {
        break;
      }
    }
    write(round);
  }

  private void write(Round round) {
    if (round.numbers().isEmpty()) {
      return;
    }
    left.addAll(round.numbers());
    round.write();
    left.removeAll(Set.copyOf(round.numbers()));
  }

  /** Applies what others should have applied, or we, together with all that came after it. */
  private void repair() {
    List<Long> pending = log.pending();
    long now = System.nanoTime();
    seen.keySet().retainAll(Set.copyOf(pending));
    left.retainAll(Set.copyOf(pending));
    List<Long> ripe = new ArrayList<>();
    for (Long number : pending) {
      long since = seen.computeIfAbsent(number, _ -> now);
      if (left.contains(number) || now - since >= RIPE_NANOS) {
        ripe.add(number);
      }
    }
    if (ripe.isEmpty()) {
      return;
    }
    Set<Long> ours = Set.copyOf(ripe.subList(0, Math.min(ripe.size(), AT_ONCE)));
    Round round = new Round(tables, past);
    log.read(
        ripe.getFirst(),
        log.last(),
        logged -> {
          if (ours.contains(logged.number())) {
            round.add(logged);
          } else {
            round.addLater(logged);
          }
        });
    write(round);
    LOG.info(
        "MongoDB: brought {} commits into the collections, from commit {} on",
        ours.size(),
        ripe.getFirst());
    if (ours.size() < ripe.size()) {
      looked -= LOOKING_NANOS;
    }
  }

  private void trim() {
    int slack = Math.max(1, keptEvents / 10);
    if (events - trimmedEvents >= slack) {
      tables.events.deleteMany(Filter.compare("_id", "$lte", new BsonInt64(events - keptEvents)));
      trimmedEvents = events;
    }
    if (memberEvents - trimmedMemberEvents >= slack) {
      tables.memberEvents.deleteMany(
          Filter.compare("_id", "$lte", new BsonInt64(memberEvents - keptEvents)));
      trimmedMemberEvents = memberEvents;
    }
    log.trim(keptEvents);
    if (commits - trimmedCommits >= slack) {
      tables.deleted.deleteMany(
          Filter.compare(
              "date", "$lt", new BsonDateTime(System.currentTimeMillis() - GRAVES_MILLIS)));
      trimmedCommits = commits;
    }
  }
}
