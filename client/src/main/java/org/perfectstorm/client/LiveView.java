package org.perfectstorm.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * A list that stays true: it is read again whenever the event feed says that it may have changed,
 * never by a timer. For one thread.
 *
 * <p>Many changes at once make one reading; a list that is slow to read is read less often. While
 * stormd is away, the last list stays.
 */
public final class LiveView implements AutoCloseable {
  private static final Duration QUIET = Duration.ofMillis(20);
  private static final long SHORTEST_PAUSE = Duration.ofMillis(100).toNanos();
  private static final long RETRY = Duration.ofSeconds(1).toNanos();

  private final Supplier<List<Doc>> read;
  private final Concern concerns;
  private final Feed feed;

  private Picture told;
  private Picture now = new Picture(List.of(), null);
  private Set<String> listed = Set.of();
  private boolean stale;
  private boolean wasRead;

  /** Not to be read again before this moment of {@link System#nanoTime}. */
  private long notBefore = System.nanoTime();

  /**
   * What is known.
   *
   * @param docs the list as last read
   * @param problem why it may be out of date, or null if it is not
   */
  public record Picture(List<Doc> docs, ClientException problem) {
    private boolean same(Picture other) {
      return other != null && docs.equals(other.docs) && Objects.equals(message(), other.message());
    }

    private String message() {
      return problem == null ? null : problem.getMessage();
    }
  }

  /** Whether a change may change a list. */
  private interface Concern {
    boolean test(Change change, Set<String> listed);
  }

  /**
   * @param client whose stormd is followed
   * @param read reads the list
   * @param concerns whether a change may change the list
   */
  public LiveView(Client client, Supplier<List<Doc>> read, Predicate<Change> concerns) {
    this(read, (change, listed) -> concerns.test(change), new EventFeed(client));
  }

  private LiveView(Supplier<List<Doc>> read, Concern concerns, Feed feed) {
    this.read = read;
    this.concerns = concerns;
    this.feed = feed;
  }

  /**
   * The members of a group that match a query. Changes of others do not make it read anything,
   * unless the query may begin to match for them.
   *
   * @param fields the only fields of each that are wanted, {@code id} among them; all if none is
   *     named
   */
  public static LiveView members(Client client, String group, Doc query, List<String> fields) {
    return new LiveView(
        () -> client.members(group, query, fields),
        (change, listed) ->
            switch (change.entity()) {
              // Who joins and leaves is told on a feed that has nothing else.
              case "" -> true;
              case "resource" -> !query.isEmpty() || listed.contains(change.id());
              case "group" -> true;
              default -> false;
            },
        new MemberFeed(client, group));
  }

  /** A list that depends on the groups and on who is in which. */
  public static LiveView memberships(Client client, Supplier<List<Doc>> read) {
    return new LiveView(
        read,
        (change, listed) -> change.entity().isEmpty() || change.entity().equals("group"),
        new MembershipsFeed(client));
  }

  /** All objects of a kind. */
  public static LiveView all(Client client, Kind kind) {
    return new LiveView(
        client, () -> client.list(kind), change -> change.entity().equals(kind.word()));
  }

  /**
   * The next picture that differs from the one returned before; the first call returns as soon as
   * anything is known.
   *
   * @return null if there was none in that time
   */
  public Picture next(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      long at = System.nanoTime();
      if (stale && at - notBefore >= 0) {
        settle();
        readAgain();
      }
      if (told == null ? now.problem != null || wasRead : !now.same(told)) {
        told = now;
        return now;
      }
      long until = stale && notBefore - deadline < 0 ? notBefore : deadline;
      long left = until - System.nanoTime();
      if (left <= 0 && until == deadline) {
        return null;
      }
      note(feed.poll(Duration.ofNanos(Math.max(left, 0))));
    }
  }

  private void note(Notice notice) {
    switch (notice) {
      case null -> {}
      case Change change -> stale |= concerns.test(change, listed);
      case Notice.Connected c -> stale = true;
      case Notice.Missed m -> stale = true;
      case Notice.Lost lost -> now = new Picture(now.docs, lost.why());
    }
  }

  /** Waits until a burst of changes is over, or for as long as is decent. */
  private void settle() throws InterruptedException {
    long deadline = System.nanoTime() + SHORTEST_PAUSE;
    Notice notice;
    do {
      notice = feed.poll(QUIET);
      note(notice);
    } while (notice != null && System.nanoTime() - deadline < 0);
  }

  private void readAgain() {
    long before = System.nanoTime();
    try {
      List<Doc> docs = read.get();
      stale = false;
      wasRead = true;
      now = new Picture(docs, null);
      listed = ids(docs);
      long took = System.nanoTime() - before;
      notBefore = System.nanoTime() + Math.max(SHORTEST_PAUSE, 2 * took);
    } catch (NotFound e) {
      stale = false;
      now = new Picture(List.of(), e);
      listed = Set.of();
    } catch (ClientException e) {
      now = new Picture(now.docs, e);
      notBefore = System.nanoTime() + RETRY;
    }
  }

  private static Set<String> ids(List<Doc> docs) {
    Set<String> ids = new HashSet<>();
    for (Doc doc : docs) {
      ids.add(doc.text("id"));
    }
    return ids;
  }

  /** Ends it. */
  @Override
  public void close() {
    feed.close();
  }
}
