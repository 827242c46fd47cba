package org.perfectstorm.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.perfectstorm.value.Doc;

/**
 * Looks at a swarm, by a living manager's own lists, and at stormd, many times a second, side by
 * side, and remembers what changed. Safe to share between threads.
 */
final class Observation implements AutoCloseable {
  /** So long Swarm has to say the same before it counts as settled. */
  private static final Duration CALM = Duration.ofMillis(2500);

  private static final int PAUSE_MILLIS = 100;

  private final Swarm swarm;
  private final Stormd stormd;
  private final Feed feed;
  private final List<Thread> threads;
  private final List<Look<Picture>> saidBySwarm = new ArrayList<>();
  private final List<Look<Map<String, Doc>>> shownByStormd = new ArrayList<>();

  /** By Docker's ID, when the last look began that found it in the swarm. */
  private final Map<String, Instant> lastSeen = new HashMap<>();

  /** By Docker's ID, each of stormd's ids that it ever had. */
  private final Map<String, Set<String>> idsInStormd = new TreeMap<>();

  private final Set<String> reported = new HashSet<>();
  private volatile boolean closed;

  /** When the last look at the swarm began that found something. */
  private Instant lookedSwarm = Instant.MIN;

  /**
   * What somebody said from a moment on.
   *
   * @param what null if it did not answer
   */
  record Look<T>(Instant at, T what) {}

  /** How soon stormd was right: nothing was left to change in Swarm, and what stormd showed. */
  record Lag(Instant settled, Instant right) {
    Duration lag() {
      return right.isBefore(settled) ? Duration.ZERO : Duration.between(settled, right);
    }
  }

  private Observation(Swarm swarm, Stormd stormd) {
    this.swarm = swarm;
    this.stormd = stormd;
    this.feed = Feed.of(stormd);
    this.threads =
        List.of(
            Thread.ofVirtual().start(() -> look(saidBySwarm, this::swarm)),
            Thread.ofVirtual().start(() -> look(shownByStormd, this::stormd)));
  }

  /** Begins to look. */
  static Observation of(Swarm swarm, Stormd stormd) {
    return new Observation(swarm, stormd);
  }

  @SuppressWarnings({"BusyWait", "ThreadSleep"})
  private <T> void look(List<Look<T>> looks, Supplier<T> at) {
    while (!closed) {
      T what;
      try {
        what = at.get();
      } catch (RuntimeException | AssertionError e) {
        what = null; // That it does not answer is a finding.
      }
      synchronized (this) {
        if (looks.isEmpty() || !isSame(looks.getLast().what, what)) {
          looks.add(new Look<>(Instant.now(), what));
        }
        notifyAll();
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static boolean isSame(Object one, Object other) {
    return one == null ? other == null : one.equals(other);
  }

  private Picture swarm() {
    Instant began = Instant.now();
    Picture now = Picture.of(swarm);
    synchronized (this) {
      now.resources().keySet().forEach(id -> lastSeen.put(id, began));
      lookedSwarm = began;
      return saidBySwarm.isEmpty() || saidBySwarm.getLast().what == null
          ? now
          : new Picture(shared(saidBySwarm.getLast().what.resources(), now.resources()));
    }
  }

  private Map<String, Doc> stormd() {
    Map<String, Doc> now = Picture.shownBy(stormd);
    synchronized (this) {
      now.forEach(
          (nativeId, resource) ->
              idsInStormd
                  .computeIfAbsent(nativeId, id -> new HashSet<>())
                  .add(resource.text("id")));
      return shownByStormd.isEmpty() || shownByStormd.getLast().what == null
          ? now
          : shared(shownByStormd.getLast().what, now);
    }
  }

  /** Equal to the second, with all from the first that is equal: minutes of this are to be kept. */
  private static Map<String, Doc> shared(Map<String, Doc> before, Map<String, Doc> now) {
    now.replaceAll((id, doc) -> doc.equals(before.get(id)) ? before.get(id) : doc);
    return now;
  }

  /** What Swarm said since a moment, and what it had said last before. */
  synchronized List<Look<Picture>> saidBySwarm(Instant from) {
    return since(from, saidBySwarm);
  }

  /** What stormd showed since a moment, and what it had shown last before. */
  synchronized List<Look<Map<String, Doc>>> shownByStormd(Instant from) {
    return since(from, shownByStormd);
  }

  private static <T> List<Look<T>> since(Instant from, List<Look<T>> looks) {
    int first = 0;
    while (first + 1 < looks.size() && !looks.get(first + 1).at.isAfter(from)) {
      first++;
    }
    return List.copyOf(looks.subList(first, looks.size()));
  }

  /**
   * Waits until Swarm says what is wanted and nothing else any more, and stormd shows it.
   *
   * @param since what was settled or right before does not count
   * @throws AssertionError if that takes too long; it says what is missing
   */
  synchronized Lag settle(Instant since, Duration within, Predicate<Picture> wanted)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(within);
    while (true) {
      Look<Picture> last = saidBySwarm.isEmpty() ? null : saidBySwarm.getLast();
      boolean settled =
          last != null
              && last.what != null
              && later(last.at, since).plus(CALM).isBefore(Instant.now())
              && wanted.test(last.what);
      Instant right = settled ? rightSince(last.what) : null;
      if (right != null) {
        return new Lag(later(last.at, since), later(right, since));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(
            settled
                ? "stormd is not right: " + last.what.wrongIn(shownByStormd.getLast().what)
                : "Swarm has not settled within " + within);
      }
      wait(PAUSE_MILLIS);
    }
  }

  /** Waits until Swarm says what is wanted, whatever stormd shows. */
  synchronized void awaitSwarm(Duration within, Predicate<Picture> wanted)
      throws InterruptedException {
    Instant began = Instant.now();
    while (!saysSince(began, wanted)) {
      if (Instant.now().isAfter(began.plus(within))) {
        throw new AssertionError("Swarm does not say within " + within + " what is wanted");
      }
      wait(PAUSE_MILLIS);
    }
  }

  private boolean saysSince(Instant began, Predicate<Picture> wanted) {
    Picture last = saidBySwarm.isEmpty() ? null : saidBySwarm.getLast().what;
    return last != null && lookedSwarm.isAfter(began) && wanted.test(last);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Since when stormd has shown nothing but what it should; null if it does not now. */
  private Instant rightSince(Picture picture) {
    Instant right = null;
    for (int i = shownByStormd.size() - 1; i >= 0; i--) {
      Look<Map<String, Doc>> look = shownByStormd.get(i);
      if (look.what == null || !picture.wrongIn(look.what).isEmpty()) {
        break;
      }
      right = look.at;
    }
    return right;
  }

  /**
   * What went wrong since the last time that this was asked: what stormd deleted though a later
   * look found it in the swarm, what it made anew under another id, gaps in the feed.
   */
  synchronized List<String> harm() {
    List<String> harm = new ArrayList<>(feed.failures());
    for (Feed.Event event : feed.events()) {
      if (event.isDeletedResource()) {
        for (String name : event.doc().texts("entity_names")) {
          Instant seen = lastSeen.get(name);
          if (seen != null && seen.isAfter(event.at())) {
            harm.add(event.doc() + " came at " + event.at() + ", and it was there at " + seen);
          }
        }
      }
    }
    idsInStormd.forEach(
        (nativeId, ids) -> {
          if (ids.size() > 1) {
            harm.add(nativeId + " was made anew: " + ids);
          }
        });
    harm.removeIf(one -> !reported.add(one));
    return harm;
  }

  /** How many of stormd's events told of a resource that is deleted. */
  long deleted(Instant from) {
    return feed.events().stream()
        .filter(event -> event.isDeletedResource() && event.at().isAfter(from))
        .count();
  }

  /**
   * How many resources there are of each type, with their statuses: {@code 8 nodes (8 running)}.
   */
  static String words(Map<String, Doc> resources) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    Function<Doc, String> type = resource -> resource.text("type").replace("swarm-", "");
    resources
        .values()
        .forEach(
            resource ->
                counts
                    .computeIfAbsent(type.apply(resource), t -> new TreeMap<>())
                    .merge(resource.text("status"), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    for (String one : List.of("node", "service", "task")) {
      StringBuilder part = new StringBuilder();
      Map<String, Integer> statuses = counts.getOrDefault(one, Map.of());
      part.append(statuses.values().stream().mapToInt(Integer::intValue).sum());
      part.append(' ').append(one).append('s');
      List<String> each = new ArrayList<>();
      statuses.forEach((status, count) -> each.add(count + " " + status));
      parts.add(part + (each.isEmpty() ? "" : " (" + String.join(", ", each) + ")"));
    }
    return String.join(", ", parts);
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    feed.close();
  }
}
