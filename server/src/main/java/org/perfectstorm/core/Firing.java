package org.perfectstorm.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * Fires subscriptions, or holds firings back: until it was quiet for as long as a subscription
 * asks, and where one fires so often that its jobs probably cause the changes that fire it. What is
 * held back becomes one firing. All that this has to know is stored with the subscription.
 */
final class Firing {
  /** In this time a subscription may fire only so often. */
  static final Duration WINDOW = Duration.ofSeconds(60);

  /** Where it never becomes quiet, a subscription waits so many times longer at most. */
  private static final int QUIET_TIMES = 10;

  /** What a subscription keeps to itself: when it fired last, in milliseconds since 1970. */
  private static final String FIRED = "fired";

  /** The newest change that is held back, in the form of an event. */
  private static final String EVENT = "event";

  /** When what is held back is due, in milliseconds since 1970. */
  private static final String DUE = "due";

  /** Whether it is held back since it fired too often. */
  private static final String GUARDED = "guarded";

  private static final String HELD = "held";
  private static final String HELD_SINCE = "held_since";

  private final int most;

  /** How long firings may take in one commit: others wait for it. The rest is fired a bit later. */
  static final class Budget {
    private static final long NANOS = 500_000_000;

    private final long start = System.nanoTime();

    boolean isSpent() {
      return System.nanoTime() - start > NANOS;
    }
  }

  Firing(int most) {
    this.most = most;
  }

  /**
   * Fires a subscription once for each of some changes, as far as it may; the rest is held back.
   *
   * @param events the changes, in the form of events; at least one
   */
  void fire(Transaction transaction, Doc subscription, List<Doc> events, Budget budget) {
    Doc kept = transaction.state().hidden(subscription.text("id"));
    Duration quiet = Durations.read(subscription.get("quiet"));
    Instant now = transaction.date();
    List<Object> fired = recently(kept, now);
    int done = 0;
    if (quiet == null && !subscription.has(HELD)) {
      while (done < events.size() && fired.size() < most && !budget.isSpent()) {
        NewJobs.fire(transaction, subscription, events.get(done++));
        fired.add(now.toEpochMilli());
      }
    }
    Doc keeps = kept.with(FIRED, Arr.from(fired));
    if (done == events.size()) {
      transaction.hide(Kind.SUBSCRIPTION, subscription.text("id"), keeps);
    } else {
      int more = events.size() - done;
      hold(transaction, subscription, keeps.with(EVENT, events.getLast()), more, quiet);
    }
  }

  private void hold(
      Transaction transaction, Doc subscription, Doc keeps, int more, Duration quiet) {
    Instant now = transaction.date();
    int held = held(subscription);
    Doc holding =
        subscription
            .with(HELD, held + more)
            .with(HELD_SINCE, held == 0 ? now.toString() : subscription.text(HELD_SINCE));
    boolean guarded = keeps.arr(FIRED).size() >= most;
    Doc waits = guarded ? keeps.with(GUARDED, true) : keeps;
    if (quiet != null) {
      Instant latest =
          Instant.parse(holding.text(HELD_SINCE)).plus(quiet.multipliedBy(QUIET_TIMES));
      Instant due = now.plus(quiet).isBefore(latest) ? now.plus(quiet) : latest;
      waits = waits.with(DUE, due.toEpochMilli());
    } else if (held == 0) {
      waits = waits.with(DUE, guarded ? freeAt(keeps) : now.toEpochMilli());
    }
    transaction.putSilently(Kind.SUBSCRIPTION, holding);
    transaction.hide(Kind.SUBSCRIPTION, subscription.text("id"), waits);
  }

  /** Fires a subscription once for all that was held back, if that is due and it may. */
  void release(Transaction transaction, Doc subscription) {
    Doc kept = transaction.state().hidden(subscription.text("id"));
    Instant now = transaction.date();
    if (!subscription.has(HELD) || due(kept).isAfter(now)) {
      return;
    }
    String id = subscription.text("id");
    List<Object> fired = recently(kept, now);
    if (fired.size() >= most) {
      Doc keeps = kept.with(FIRED, Arr.from(fired)).with(GUARDED, true);
      transaction.hide(Kind.SUBSCRIPTION, id, keeps.with(DUE, freeAt(keeps)));
      return;
    }
    int held = held(subscription);
    Doc event = kept.doc(EVENT);
    NewJobs.fire(transaction, subscription, held == 1 ? event : event.with("merged", held));
    fired.add(now.toEpochMilli());
    transaction.putSilently(Kind.SUBSCRIPTION, subscription.without(HELD).without(HELD_SINCE));
    transaction.hide(
        Kind.SUBSCRIPTION,
        id,
        kept.with(FIRED, Arr.from(fired)).without(EVENT).without(DUE).without(GUARDED));
  }

  /** When held firings are due. */
  static Instant due(Doc kept) {
    return kept.get(DUE) instanceof Number millis
        ? Instant.ofEpochMilli(millis.longValue())
        : Instant.EPOCH;
  }

  /** Whether firings are held back since there were too many. */
  static boolean isGuarded(Doc kept) {
    return Boolean.TRUE.equals(kept.get(GUARDED));
  }

  private static int held(Doc subscription) {
    return subscription.get(HELD) instanceof Integer held ? held : 0;
  }

  /** When a subscription that fired too often may fire again. */
  private static long freeAt(Doc kept) {
    return ((Number) kept.arr(FIRED).getFirst()).longValue() + WINDOW.toMillis();
  }

  private static List<Object> recently(Doc kept, Instant now) {
    long since = now.minus(WINDOW).toEpochMilli();
    List<Object> recently = new ArrayList<>();
    for (Object fired : kept.arr(FIRED)) {
      if (fired instanceof Number millis && millis.longValue() > since) {
        recently.add(millis);
      }
    }
    return recently;
  }
}
