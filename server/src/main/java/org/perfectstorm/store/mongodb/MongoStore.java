package org.perfectstorm.store.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.EmbeddedStore;
import org.perfectstorm.store.History;
import org.perfectstorm.store.LostRace;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreException;

/**
 * A store in MongoDB, for any number of servers: standalone, replica set or sharded.
 *
 * <p>A batch of commits becomes one document of the collection {@code commits}, whose {@code _id}
 * is one more than that of the last one this server knows. Who loses the race for a number is told
 * ({@link LostRace}) and reads what came first ({@link #others}). The collections of objects,
 * events and output follow right afterwards ({@link Applier}).
 *
 * <p>Every operation has a deadline, waits for a majority, and is one of the simplest that MongoDB
 * has; transactions, change streams and sessions are not needed.
 */
public final class MongoStore implements Store {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int ANSWER_MILLIS = 20_000;
  private static final int MAJORITY_MILLIS = 10_000;

  /** So many commits of others are read at once. */
  private static final int AT_ONCE = 100;

  /** So often it is tried to read everything while others write. */
  private static final int READINGS = 5;

  private static final int FORMAT = 1;

  private final Habits habits;
  private final MongoAddress address;
  private final MongoClient client;
  private final Tables tables;
  private final Ground ground;
  private final Log log;
  private final PastWriting past;
  private final History history;
  private final Turns turns;
  private final Applier applier;
  private final KnownLogs logs = new KnownLogs();
  private final int keptEvents;
  private long last;

  /** When this was known to be the database that it was. */
  private Moment stood = Moment.now();

  /** By two clocks: one of them stands still while the machine sleeps, the other one may be set. */
  private record Moment(long nanos, long millis) {
    static Moment now() {
      return new Moment(System.nanoTime(), System.currentTimeMillis());
    }

    boolean isOlderThan(Duration age) {
      Moment now = now();
      return now.nanos - nanos >= age.toNanos() || now.millis - millis >= age.toMillis();
    }
  }

  private MongoStore(MongoAddress address, int keptEvents, Duration keptHistory, Habits habits) {
    this.habits = habits;
    this.address = address;
    this.keptEvents = keptEvents;
    this.client = MongoClients.create(settings(address.connection()));
    this.tables = new Tables(client.getDatabase(address.database()));
    this.ground = new Ground(tables);
    this.log = new Log(tables, ground, server(), habits);
    this.turns = new Turns(tables);
    this.past = new PastWriting(tables, keptHistory);
    this.history = new PastReading(tables, log, address);
    this.applier = new Applier(tables, log, past, keptEvents);
  }

  /** As {@link #open(MongoAddress, int, Duration)}, with the usual history. */
  public static MongoStore open(MongoAddress address, int keptEvents) {
    return open(address, keptEvents, EmbeddedStore.KEPT_HISTORY);
  }

  /**
   * Connects; makes what is missing in the database.
   *
   * @param keptEvents how many of the newest events are kept, and about how many commits, 1 or more
   * @param keptHistory how long it is kept what resources and groups were; null for no history
   * @throws StoreException if it cannot be reached, or holds something that is not ours
   */
  public static MongoStore open(MongoAddress address, int keptEvents, Duration keptHistory) {
    return open(address, keptEvents, keptHistory, Habits.USUAL);
  }

  /** As {@link #open(MongoAddress, int, Duration)}, with other habits. */
  static MongoStore open(
      MongoAddress address, int keptEvents, Duration keptHistory, Habits habits) {
    MongoStore store = new MongoStore(address, keptEvents, keptHistory, habits);
    try {
      store.asked(
          "use",
          () -> {
            store.prepare();
            store.past.prepare();
            return null;
          });
      store.applier.start();
    } catch (RuntimeException | Error e) {
      store.client.close();
      throw e;
    }
    return store;
  }

  @Override
  public void load(Contents contents) {
    asked(
        "read",
        () -> {
          Reading reading = new Reading(tables, log, keptEvents);
          for (int i = 1; !reading.read(); i++) {
            if (i == READINGS) {
              throw new StoreException(
                  "The log of commits in %s is cut off faster than it can be read: --keep-events is too small."
                      .formatted(address),
                  null);
            }
            reading = new Reading(tables, log, keptEvents);
          }
          reading.handOver(contents);
          last = reading.last();
          applier.addFound(reading.pending());
          return null;
        });
  }

  @Override
  public String refusal(Commit commit) {
    for (Change change : commit.changes()) {
      if (change.after() != null && ObjectForm.isTooLarge(change.after())) {
        return "The %s %s is too large: MongoDB takes 16 MB at most."
            .formatted(change.kind().word(), change.id());
      }
    }
    return null;
  }

  @Override
  public void append(List<Commit> commits) {
    Commit commit = Commit.joined(commits);
    if (commit.isEmpty()) {
      return;
    }
    Logged logged = new Logged(last + 1, UUID.randomUUID().toString(), commit);
    boolean won =
        asked(
            "write",
            () -> {
              turns.pause();
              boolean isFirst = log.add(logged);
              if (!isFirst) {
                turns.lost();
              } else {
                expectFirmGround(logged);
              }
              return isFirst;
            });
    if (!won) {
      throw new LostRace();
    }
    last = logged.number();
    logs.add(commit);
    applier.add(logged);
    turns.won();
  }

  /**
   * Whether this database is still what it was, and the number of a commit was nobody else's
   * before: looked at from time to time, since {@link Habits#keptAtLeast} says that nothing that
   * was so a moment ago can be otherwise.
   */
  private void expectFirmGround(Logged added) {
    Moment begin = Moment.now();
    if (!stood.isOlderThan(habits.standing())) {
      return;
    }
    long dropped = ground.dropped();
    if (dropped >= 0 && (added == null || added.number() > dropped)) {
      stood = begin;
      return;
    }
    if (added != null) {
      log.remove(added);
    }
    throw dropped < 0 ? Log.isAnother(last) : log.leftBehind(last);
  }

  @Override
  public Duration watching() {
    return habits.watching();
  }

  @Override
  public List<Commit> others() {
    List<Logged> found =
        asked(
            "read",
            () -> {
              expectFirmGround(null);
              return log.after(last, AT_ONCE);
            });
    if (!found.isEmpty()) {
      last = found.getLast().number();
      found.forEach(logged -> logs.add(logged.commit()));
      turns.sawOthers();
    }
    return found.stream().map(Logged::commit).toList();
  }

  @Override
  public LogPart log(String job, long start, int most) {
    return logs.isGone(job)
        ? new LogPart(start, new byte[0])
        : asked(
            "read", () -> new JobLogs(tables, log).read(job, start, most, logs.droppedUntil(job)));
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public FileChannel backup() {
    throw new StoreException("The store is in MongoDB: back it up with mongodump.", null);
  }

  /** Where it is, without name and password. */
  @Override
  public String toString() {
    return "MongoDB at " + address;
  }

  @Override
  public void close() {
    applier.close();
    client.close();
  }

  private void prepare() {
    BsonDocument format = ground.look();
    if (format == null) {
      for (Kind kind : Kind.values()) {
        if (tables.of(kind).find().projection(Filter.ID_ONLY).first() != null) {
          throw new StoreException(
              "The database %s has a collection %s that is not ours. Name another database: mongodb://HOST/NAME."
                  .formatted(address, kind.path()),
              null);
        }
      }
      ground.claim(FORMAT);
    } else if (format.getInt32("version").getValue() > FORMAT) {
      throw new StoreException(
          "The database %s was written by a newer stormd. Use that version or a newer one."
              .formatted(address),
          null);
    }
    // Those that a newer stormd wants are missing in a database that is there already.
    tables.index();
  }

  private <T> T asked(String verb, Supplier<T> question) {
    try {
      return question.get();
    } catch (MongoException e) {
      throw MongoTrouble.of(verb, address, e);
    }
  }

  /** What the log calls us, for people. */
  private static String server() {
    String host = System.getenv("HOSTNAME");
    return "%s/%d/%s"
        .formatted(
            host == null ? "stormd" : host,
            ProcessHandle.current().pid(),
            UUID.randomUUID().toString().substring(0, 8));
  }

  /** What the address says; where it says nothing, short deadlines. Majority in any case. */
  private static MongoClientSettings settings(ConnectionString connection) {
    return MongoClientSettings.builder()
        .applicationName("stormd")
        .applyConnectionString(connection)
        .applyToClusterSettings(
            cluster -> {
              if (connection.getServerSelectionTimeout() == null) {
                cluster.serverSelectionTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
              }
            })
        .applyToSocketSettings(
            socket -> {
              if (connection.getConnectTimeout() == null) {
                socket.connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
              }
              if (connection.getSocketTimeout() == null) {
                socket.readTimeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
              }
            })
        .applyToConnectionPoolSettings(
            pool -> pool.maxWaitTime(ANSWER_MILLIS, TimeUnit.MILLISECONDS))
        .readPreference(ReadPreference.primary())
        .readConcern(ReadConcern.MAJORITY)
        .writeConcern(
            WriteConcern.MAJORITY
                .withJournal(true)
                .withWTimeout(MAJORITY_MILLIS, TimeUnit.MILLISECONDS))
        .build();
  }
}
