package org.perfectstorm.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Masking;
import org.perfectstorm.value.Doc;

/**
 * The life of a job, once there is one ({@link NewJobs}): pending, then running, then done or
 * error. Each method is one step inside of a transaction, and tells it by an event.
 */
public final class Jobs {
  /** After so many agents that went away with it, a job is not handed out once more. */
  static final int MOST_ATTEMPTS = 10;

  /** What a job keeps to itself: who took it. */
  private static final String TOKEN = "token";

  private static final String STATUS = "status";

  private Jobs() {}

  /** A step that the job's state does not allow now. */
  public static final class Conflict extends RuntimeException {
    private final String field;

    Conflict(String field, String message) {
      super(message, null, false, false);
      this.field = field;
    }

    /** The field that stands in the way. */
    public String field() {
      return field;
    }
  }

  /**
   * An agent takes a job that waits. To take it once more is no mistake: the first answer may have
   * been lost.
   *
   * @param token who it is of several that act for the agent: only who took the job with it may
   *     take it once more; null if there is one only
   * @return the job as it is now
   * @throws Conflict if it does not wait
   */
  public static Doc take(Transaction transaction, Doc job, String agent, String token) {
    String id = job.text("id");
    Doc hidden = transaction.state().hidden(id);
    if (is(job, "running")
        && agent.equals(job.text("owner"))
        && Objects.equals(token, hidden.text(TOKEN))) {
      return job;
    }
    if (!is(job, "pending")) {
      throw new Conflict(STATUS, "Job is not in 'pending' state");
    }
    Doc taken =
        job.with(STATUS, "running")
            .with("owner", agent)
            .with("started", transaction.date().toString());
    transaction.put(Kind.JOB, taken);
    transaction.hide(
        Kind.JOB, id, token == null ? hidden.without(TOKEN) : hidden.with(TOKEN, token));
    return taken;
  }

  /**
   * As {@link #take}, for who does not ask for secrets.
   *
   * @throws Conflict if it does not wait, or has secrets
   */
  public static Doc handle(Transaction transaction, Doc job, String agent) {
    if (job.has("secrets") && is(job, "pending")) {
      throw new Conflict(
          STATUS,
          "Job has secret parameters, which 'handle' does not hand over: take it by 'claim'");
    }
    return take(transaction, job, agent, null);
  }

  /** A job with its secrets in the clear, for the agent that took it and for nobody else. */
  public static Doc inTheClear(State state, Doc job) {
    Doc clear = job;
    Doc hidden = state.hidden(job.text("id"));
    for (String secret : List.of("content", "params")) {
      if (hidden.has(secret)) {
        clear = clear.with(secret, hidden.get(secret));
      }
    }
    return clear;
  }

  /**
   * A running job ends.
   *
   * @param agent who says so; null if anybody may
   * @param status {@code done} or {@code error}
   * @param result what came of it; secrets in it are masked
   * @throws Conflict if it does not run, or another agent runs it
   */
  public static Doc end(Transaction transaction, Doc job, String agent, String status, Doc result) {
    expectRunning(job, agent);
    return close(transaction, job, status, result);
  }

  /**
   * Adds to a running job's log; secrets in the text are masked.
   *
   * @param agent who says so; null if anybody may
   * @param start where the text begins, if the caller knows: what is there already is not added
   *     again; null to add it all
   * @return the end of the log
   * @throws Conflict if it does not run, another agent runs it, or the log ends before {@code
   *     start}
   */
  public static long log(Transaction transaction, Doc job, String agent, String text, Long start) {
    expectRunning(job, agent);
    String id = job.text("id");
    String masked = masking(transaction.state(), job).mask(text);
    if (start == null) {
      transaction.log(id, masked);
      return transaction.state().logEnd(id);
    }
    long known = transaction.state().logEnd(id) - start;
    if (known < 0) {
      throw new Conflict("start", "The log ends before that, at " + transaction.state().logEnd(id));
    }
    transaction.log(id, Pieces.after(masked, known));
    return transaction.state().logEnd(id);
  }

  /**
   * Stops a job: at once if it waits, else the agent is asked to (and {@link Overdue} looks after
   * that).
   *
   * @throws Conflict if it has ended
   */
  public static Doc cancel(Transaction transaction, Doc job) {
    if (is(job, "pending")) {
      return close(transaction, job, "error", error("cancelled"));
    }
    if (!is(job, "running")) {
      throw new Conflict(STATUS, "Job has ended already");
    }
    if (isCancelled(job)) {
      return job;
    }
    Doc asked = job.with("cancel", true);
    transaction.put(Kind.JOB, asked);
    return asked;
  }

  /**
   * The agent is away: its jobs wait again for any agent, or are lost where they must not run
   * twice.
   */
  public static void handBack(Transaction transaction, String agent) {
    Doc known = transaction.state().table(Kind.AGENT).get(agent);
    String name = known == null || known.text("name") == null ? agent : known.text("name");
    for (String id : List.copyOf(transaction.state().table(Kind.JOB).referring("owner", agent))) {
      handBack(transaction, transaction.state().table(Kind.JOB).get(id), name);
    }
  }

  private static void handBack(Transaction transaction, Doc job, String agent) {
    int attempt = job.get("attempt") instanceof Integer made ? made + 1 : 2;
    if (isCancelled(job)) {
      close(transaction, job, "error", error("cancelled"));
    } else if ("never".equals(job.text("retry"))) {
      close(transaction, job, "error", error("lost: agent " + agent + " went away"));
    } else if (attempt > MOST_ATTEMPTS) {
      String lost = "lost: agent " + agent + " went away, as others before: attempt ";
      close(transaction, job, "error", error(lost + (attempt - 1)));
    } else {
      transaction.put(
          Kind.JOB,
          job.with(STATUS, "pending")
              .with("owner", null)
              .with("attempt", attempt)
              .without("started"));
      transaction.log(
          job.text("id"),
          "[stormd: agent " + agent + " went away; handed out again, attempt " + attempt + "]\n");
    }
  }

  /** Ends a job that waits behind too many others. */
  static void giveUp(Transaction transaction, String id, int most) {
    Doc job = transaction.state().table(Kind.JOB).get(id);
    if (job != null && is(job, "pending")) {
      String why = "given up: no agent took it, and more than " + most + " jobs wait";
      close(transaction, job, "error", error(why));
    }
  }

  private static Doc close(Transaction transaction, Doc job, String status, Doc result) {
    Doc ended =
        job.with("owner", null)
            .with(STATUS, status)
            .with("result", masking(transaction.state(), job).mask(result))
            .with("ended", transaction.date().toString())
            .without("cancel");
    transaction.put(Kind.JOB, ended);
    transaction.hide(Kind.JOB, job.text("id"), Doc.EMPTY);
    return ended;
  }

  /** Takes the secrets of a job that has not ended out of what everybody may see. */
  private static Masking masking(State state, Doc job) {
    return Masking.of(state.hidden(job.text("id")).doc("params"), job.texts("secrets"));
  }

  private static void expectRunning(Doc job, String agent) {
    if (!is(job, "running")) {
      throw new Conflict(STATUS, "Job is not in 'running' state");
    }
    if (agent != null && !agent.equals(job.text("owner"))) {
      throw new Conflict("owner", "Another agent runs the job");
    }
  }

  /** Whether a job runs. */
  static boolean isRunning(Doc job) {
    return job != null && is(job, "running");
  }

  /** Whether a job has ended, well or badly. */
  public static boolean hasEnded(Doc job) {
    return is(job, "done") || is(job, "error");
  }

  static boolean isCancelled(Doc job) {
    return Boolean.TRUE.equals(job.get("cancel"));
  }

  /** When a job must have ended; null if it may take as long as it likes, or does not run. */
  static Instant due(Doc job) {
    Duration timeout = Durations.read(job.get("timeout"));
    String started = job.text("started");
    return timeout == null || started == null ? null : Instant.parse(started).plus(timeout);
  }

  /** The result of a job that went wrong. */
  static Doc error(String why) {
    return Doc.of("error", why);
  }

  private static boolean is(Doc job, String status) {
    return status.equals(job.text(STATUS));
  }
}
