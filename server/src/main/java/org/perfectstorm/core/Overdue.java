package org.perfectstorm.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * Ends jobs whose agent should have ended them: their time is over, or they were cancelled, and the
 * agent did not say a word. An agent that is away altogether is {@link Expiry}'s.
 *
 * <p>Time that the server itself was away does not count against an agent. For one thread.
 */
final class Overdue {
  /** How much later than the agent the server ends a job. */
  static final Duration AFTER_TIMEOUT = Duration.ofSeconds(15);

  /** How long an agent may take to stop a job. */
  static final Duration AFTER_CANCEL = Duration.ofSeconds(30);

  private final Core core;
  private final Clock clock;
  private final Instant started;

  /** When each cancelled job that runs was first seen as such. */
  private final Map<String, Instant> cancelled = new HashMap<>();

  /** The end of a job that was begun at a time: meanwhile it may be another attempt. */
  private record End(String job, String started, Doc result) {}

  Overdue(Core core, Clock clock) {
    this.core = core;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Ends what is overdue; commits only if something is. */
  void check() {
    Instant now = clock.instant();
    List<Doc> running = running(core.state());
    cancelled.keySet().retainAll(running.stream().map(job -> job.text("id")).toList());
    List<End> ends = new ArrayList<>();
    for (Doc job : running) {
      String id = job.text("id");
      if (Jobs.isCancelled(job)
          && !cancelled.computeIfAbsent(id, _ -> now).plus(AFTER_CANCEL).isAfter(now)) {
        ends.add(new End(id, job.text("started"), Jobs.error("cancelled")));
      } else if (isTimedOut(job, now)) {
        ends.add(new End(id, job.text("started"), timedOut(job)));
      }
    }
    if (!ends.isEmpty()) {
      core.commit(transaction -> end(transaction, ends));
    }
  }

  private boolean isTimedOut(Doc job, Instant now) {
    Instant due = Jobs.due(job);
    if (due == null) {
      return false;
    }
    Instant counted = due.isAfter(started) ? due : started;
    return !counted.plus(AFTER_TIMEOUT).isAfter(now);
  }

  private static Doc timedOut(Doc job) {
    return Jobs.error("timed out after " + Durations.text(Durations.read(job.get("timeout"))));
  }

  private static Void end(Transaction transaction, List<End> ends) {
    for (End end : ends) {
      Doc job = transaction.state().table(Kind.JOB).get(end.job());
      if (Jobs.isRunning(job) && Objects.equals(end.started(), job.text("started"))) {
        Jobs.end(transaction, job, null, "error", end.result());
      }
    }
    return null;
  }

  /** A job runs while it has an owner, so that nobody has to look at all jobs. */
  private static List<Doc> running(State state) {
    List<Doc> running = new ArrayList<>();
    for (Doc agent : state.table(Kind.AGENT).list()) {
      for (String id : state.table(Kind.JOB).referring("owner", agent.text("id"))) {
        running.add(state.table(Kind.JOB).get(id));
      }
    }
    return running;
  }
}
