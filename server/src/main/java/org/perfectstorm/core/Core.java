package org.perfectstorm.core;

import java.nio.channels.FileChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreException;

/**
 * The one door through which everything changes.
 *
 * <p>Work from any thread queues up; one thread takes all that waits, does each piece on the state
 * left by the one before, hands the commits to the store as one batch, and only when they are
 * durable shows the new state, appends the events and answers. While the disk is busy the next
 * batch gathers, so many writers share one flush.
 */
public final class Core implements AutoCloseable {
  /** How often a subscription may fire in a minute, unless said. */
  public static final int FIRINGS = 30;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long to wait for what other servers did. They are asked five times a second. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(3);

  private final Store store;
  private final Clock clock;
  private final LiveGroups groups = new LiveGroups();
  private final EventLog<Event> log;
  private final EventLog<MemberEvent> memberLog;
  private final Subscriptions subscriptions;
  private final JobNews jobNews = new JobNews();
  private final Health health;
  private final Writer writer;
  private volatile State state;
  private volatile boolean closed;

  private Core(Store store, Clock clock, int events, int firings) {
    this.store = store;
    this.clock = clock;
    this.subscriptions = new Subscriptions(firings);
    this.log = new EventLog<>(events);
    this.memberLog = new EventLog<>(events);
    load();
    this.health = new Health(clock, store.trouble());
    this.writer = new Writer(store, clock, groups, subscriptions, health, new Showing());
  }

  /** Takes over all that the store has, at start and whenever it cannot be told what changed. */
  private void load() {
    Loading loading = new Loading();
    store.load(loading);
    state = groups.reset(loading.state());
    log.restart(loading.events);
    memberLog.restart(loading.memberEvents);
  }

  /**
   * Reads a store's contents and begins to take work. The store is closed with the core.
   *
   * @param events how many events the log keeps
   * @throws StoreException if the store cannot be read
   */
  public static Core open(Store store, Clock clock, int events) {
    return open(store, clock, events, FIRINGS);
  }

  /**
   * As {@link #open(Store, Clock, int)}.
   *
   * @param firings how often a subscription may fire in a minute
   */
  public static Core open(Store store, Clock clock, int events, int firings) {
    Core core = new Core(store, clock, events, firings);
    core.writer.start();
    return core;
  }

  /** What is now; never waits. */
  public State state() {
    return state;
  }

  /** Whether it takes work. */
  public boolean isOpen() {
    return !closed;
  }

  /** Why writes cannot be kept at the moment; null if they can. */
  public String trouble() {
    return health.trouble();
  }

  /** When something could not be kept last; long ago if that never was. */
  Instant lastTrouble() {
    return health.failed();
  }

  /** The newest events. */
  public EventLog<Event> events() {
    return log;
  }

  /** The newest events of resources that joined and left groups. */
  public EventLog<MemberEvent> memberEvents() {
    return memberLog;
  }

  /** Drops events, of both kinds, that are older than an age. */
  public void expireEvents(Duration age) {
    Instant before = clock.instant().minus(age);
    log.expire(before);
    memberLog.expire(before);
  }

  /** Tells who waits for something new about a job. */
  public JobNews jobNews() {
    return jobNews;
  }

  /**
   * Reads a job's log; never waits for the writer. What a transaction added can be read as soon as
   * it is committed.
   *
   * @param start the place of the first byte that is wanted
   * @param most the most bytes that are wanted
   * @return empty at the end; begins later than asked for where the middle is not kept
   * @throws Unavailable if the store cannot read now
   */
  public LogPart log(String job, long start, int most) {
    try {
      return store.log(job, start, most);
    } catch (StoreException e) {
      throw new Unavailable(e.getMessage(), e);
    }
  }

  /** What was. */
  public Past past() {
    return new Past(this, store.history());
  }

  /**
   * A copy of the whole store, as it is now; to be closed.
   *
   * @throws Unavailable if it cannot be made now
   */
  public FileChannel backup() {
    try {
      return store.backup();
    } catch (StoreException e) {
      throw new Unavailable(e.getMessage(), e);
    }
  }

  /**
   * Does a piece of work, all or nothing, and waits until it is durable.
   *
   * @param work what to do. It runs on the committing thread, so it must not wait for anything; and
   *     maybe more than once, where another server was first, so it must do nothing but in its
   *     transaction. What it throws is thrown here, and nothing of it is kept
   * @return what the work returns
   * @throws TooLarge if it is more than the store can keep
   * @throws Unavailable if it could not be made durable, or not in time
   */
  public <T> T commit(Function<Transaction, T> work) {
    Work<T> queued = new Work<>(work);
    if (!writer.offer(queued)) {
      throw new Unavailable(closed ? "stormd is stopping" : "too many writes are waiting", null);
    }
    try {
      return queued.outcome().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException lost) {
        throw new Unavailable(lost.getMessage(), lost);
      }
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new Unavailable(
          "the store did not answer within "
              + PATIENCE.toSeconds()
              + " s; the write may still happen",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(
          "interrupted while waiting for the store; the write may still happen", e);
    }
  }

  /**
   * Does a piece of work on what is now, and throws away what it did. Runs here and now; nobody
   * waits for it.
   *
   * @return what the work returns, and what would have been told
   */
  public <T> Rehearsal<T> rehearse(Function<Transaction, T> work) {
    Transaction transaction = new Transaction(state, clock.instant());
    T answer = work.apply(transaction);
    return new Rehearsal<>(answer, List.copyOf(transaction.events()));
  }

  /**
   * What came of work that was thrown away.
   *
   * @param answer what it returned
   * @param events what it would have told, without what follows from it in groups and subscriptions
   */
  public record Rehearsal<T>(T answer, List<Event> events) {}

  /**
   * Waits until an event is known, should it have happened: another server may have told of it.
   * Afterwards it is known, or it is none of this store's.
   *
   * @param event its number
   * @throws Unavailable if that cannot be found out now
   */
  public void catchUp(long event) {
    if (event <= log.last()) {
      return;
    }
    try {
      if (writer.catchUp(CATCHING_UP)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String why = closed ? "stormd is stopping" : health.trouble();
    throw new Unavailable(why == null ? "event " + event + " is not known here yet" : why, null);
  }

  /** Fires what subscriptions held back and is due. */
  void release(List<String> subscriptionIds) {
    commit(
        transaction -> {
          subscriptions.release(transaction, subscriptionIds);
          return null;
        });
  }

  /** Ends the feed's readers, finishes what is queued and closes the store. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    log.close();
    memberLog.close();
    jobNews.close();
    writer.close(PATIENCE);
    store.close();
  }

  /** Lets everybody see what is kept. */
  private final class Showing implements Writer.Shown {
    @Override
    public State state() {
      return state;
    }

    @Override
    public void load() {
      Core.this.load();
      jobNews.tellAll();
    }

    @Override
    public void show(State next, List<Commit> commits) {
      state = next;
      List<Event> events = new ArrayList<>();
      List<MemberEvent> memberEvents = new ArrayList<>();
      for (Commit commit : commits) {
        events.addAll(commit.events());
        memberEvents.addAll(commit.memberEvents());
      }
      log.append(events);
      memberLog.append(memberEvents);
      jobNews.tell(commits);
    }
  }

  /** A write that the store can never keep. */
  public static final class TooLarge extends RuntimeException {
    TooLarge(String message) {
      super(message, null, false, false);
    }
  }

  /** A write that could not be made durable now. */
  public static final class Unavailable extends RuntimeException {
    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
