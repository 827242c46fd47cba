package org.perfectstorm.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * Keeps jobs from piling up: the ones that ended long ago are deleted, and where too many wait, the
 * oldest ones that wait are given up. For one thread.
 */
public final class Retention {
  /** The usual: 10,000 that ended, 30 days, 10,000 that wait. */
  public static final Retention.Limits DEFAULTS = new Limits(10_000, Duration.ofDays(30), 10_000);

  /** So many jobs are looked after in one commit, so that others wait little. */
  private static final int AT_ONCE = 500;

  /**
   * How many jobs are kept.
   *
   * @param ended how many of those that ended
   * @param age how long those are kept
   * @param waiting how many of those that wait for an agent
   */
  public record Limits(int ended, Duration age, int waiting) {}

  private final Core core;
  private final Clock clock;
  private final Limits limits;

  /** The jobs at the last look, and until when nothing was to be done with them. */
  private Table seen;

  private Instant restsUntil = Instant.MIN;

  Retention(Core core, Clock clock, Limits limits) {
    this.core = core;
    this.clock = clock;
    this.limits = limits;
  }

  /** Deletes and gives up what it is time for; commits only if there is something. */
  @SuppressWarnings("ReferenceEquality") // The same table has the same jobs.
  void check() {
    Instant now = clock.instant();
    Table jobs = core.state().table(Kind.JOB);
    if (jobs == seen && now.isBefore(restsUntil)) {
      return;
    }
    List<Doc> ended = new ArrayList<>();
    List<Doc> waiting = new ArrayList<>();
    for (Doc job : jobs.list()) {
      if (Jobs.hasEnded(job)) {
        ended.add(job);
      } else if (!Jobs.isRunning(job)) {
        waiting.add(job);
      }
    }
    ended.sort(Comparator.comparing(Retention::end));
    boolean deletes = delete(expired(ended, now));
    boolean givesUp = giveUp(waiting);
    seen = deletes || givesUp ? null : jobs;
    restsUntil = ended.isEmpty() ? Instant.MAX : end(ended.getFirst()).plus(limits.age());
  }

  private List<Doc> expired(List<Doc> ended, Instant now) {
    int tooMany = Math.max(0, ended.size() - limits.ended());
    int expired = tooMany;
    while (expired < ended.size() && !end(ended.get(expired)).plus(limits.age()).isAfter(now)) {
      expired++;
    }
    return ended.subList(0, Math.min(expired, AT_ONCE));
  }

  private boolean delete(List<Doc> jobs) {
    if (jobs.isEmpty()) {
      return false;
    }
    core.commit(
        transaction -> {
          jobs.forEach(job -> transaction.delete(Kind.JOB, job.text("id")));
          return null;
        });
    return true;
  }

  /** In list order, the oldest first. */
  private boolean giveUp(List<Doc> waiting) {
    int tooMany = Math.min(AT_ONCE, waiting.size() - limits.waiting());
    if (tooMany <= 0) {
      return false;
    }
    List<String> ids = waiting.subList(0, tooMany).stream().map(job -> job.text("id")).toList();
    core.commit(
        transaction -> {
          ids.forEach(id -> Jobs.giveUp(transaction, id, limits.waiting()));
          return null;
        });
    return true;
  }

  /** When a job ended; one of an older store, which does not say so, as early as can be. */
  private static Instant end(Doc job) {
    String ended = job.text("ended");
    return ended == null ? Instant.EPOCH : Instant.parse(ended);
  }
}
