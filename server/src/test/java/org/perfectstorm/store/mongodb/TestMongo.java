package org.perfectstorm.store.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.perfectstorm.store.EmbeddedStore;

/** A server that speaks MongoDB's protocol over TCP, for tests, with any number of databases. */
public final class TestMongo implements AutoCloseable {
  private static final Duration WATCHING = Duration.ofMillis(20);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Kept here, since the system forgets loggers that nobody holds. */
  private static final List<Logger> TALKATIVE =
      List.of(Logger.getLogger("de.bwaldvogel"), Logger.getLogger("org.mongodb"));

  static {
    TALKATIVE.forEach(logger -> logger.setLevel(Level.SEVERE));
  }

  private final MongoServer server = new MongoServer(H2Backend.inMemory());
  private final String host;
  private final MongoClient client;

  /** Begins to listen on a free port. */
  public TestMongo() {
    host = "127.0.0.1:" + server.bind().getPort();
    client = MongoClients.create("mongodb://" + host);
  }

  /** Where it listens: {@code 127.0.0.1:1234}. */
  public String host() {
    return host;
  }

  /** The address of a database that nobody has used yet. */
  public String newDatabase() {
    return "mongodb://" + host + "/storm" + DATABASES.incrementAndGet();
  }

  /** A store that looks often for what others wrote, so that tests wait little. */
  public MongoStore open(String address) {
    return open(address, CommitForm.MOST);
  }

  /** As {@link #open(String)}, with documents of so many bytes at most. */
  MongoStore open(String address, int most) {
    return open(
        address, 10_000, new Habits(most, WATCHING, Duration.ofSeconds(1), Duration.ofMinutes(1)));
  }

  /**
   * A store that keeps only so many events, and only so many commits: it does not matter how old
   * they are.
   */
  public MongoStore openForgetful(String address, int kept) {
    return open(address, kept, new Habits(CommitForm.MOST, WATCHING, Duration.ZERO, Duration.ZERO));
  }

  private static MongoStore open(String address, int keptEvents, Habits habits) {
    return MongoStore.open(
        MongoAddress.parse(address), keptEvents, EmbeddedStore.KEPT_HISTORY, habits);
  }

  /** A store that does not look by itself for what others wrote. */
  public MongoStore openWithoutLooking(String address) {
    Duration never = Duration.ofHours(1);
    return open(address, 10_000, new Habits(CommitForm.MOST, never, never, Duration.ofHours(2)));
  }

  /** What another program sees of a database. */
  public MongoDatabase look(String address) {
    return client.getDatabase(address.substring(address.lastIndexOf('/') + 1));
  }

  @Override
  public void close() {
    client.close();
    server.shutdownNow();
  }
}
