package org.perfectstorm.agent;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.client.Refused;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job that this agent has taken, from then on until stormd knows how it ended. */
final class Run {
  private static final Logger log = LoggerFactory.getLogger(Run.class);

  /** Why a job was told to stop. */
  enum Stop {
    /** Somebody asked for it. */
    CANCELLED,
    /** It took too long. */
    TIMED_OUT,
    /** Stormd has ended it, or given it to another. */
    GONE,
    /** The agent ends: stormd hands its jobs out again. */
    CLOSING
  }

  private final Client client;
  private final Procedures procedures;
  private final Job job;
  private final String agent;
  private final JobLog output;
  private final long began = System.nanoTime();
  private final Thread thread;
  private Stop stop;

  /** How far it is. */
  private enum Phase {
    WAITING,
    WORKING,
    REPORTING
  }

  private Phase phase = Phase.WAITING;

  /**
   * A job that has not begun.
   *
   * @param agent the agent's key
   * @param logEnd where the job's log ends now; -1 if that is not known
   */
  Run(Client client, Procedures procedures, Job job, String agent, long logEnd) {
    this.client = client;
    this.procedures = procedures;
    this.job = job;
    this.agent = agent;
    this.thread = Thread.ofPlatform().daemon().name(job.toString()).unstarted(this::run);
    this.output = new JobLog(client, job, agent, logEnd, () -> stop(Stop.GONE));
  }

  void start() {
    thread.start();
  }

  /** Whether it is the agent with this key that has taken it. */
  boolean isFor(String key) {
    return agent.equals(key);
  }

  /** Whether it is over, and stormd knows. */
  boolean isOver() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  /** Stops it if its time is over. */
  void checkTime() {
    if (System.nanoTime() - began > job.timeout().toNanos()) {
      stop(Stop.TIMED_OUT);
    }
  }

  /** Stops it, unless it is over already; the first reason counts, but for {@link Stop#GONE}. */
  synchronized void stop(Stop why) {
    if (phase == Phase.REPORTING && why != Stop.GONE) {
      return;
    }
    boolean first = stop == null;
    if (first || isPointless(why)) {
      stop = why;
    }
    if (isPointless(why)) {
      output.close();
      thread.interrupt();
    } else if (first && phase == Phase.WORKING) {
      thread.interrupt();
    }
  }

  /** Waits for the end, so long at most. */
  void join(Duration within) throws InterruptedException {
    thread.join(within);
  }

  private void run() {
    log.info("{} begins", job);
    String status = "complete";
    Doc result;
    try {
      begin();
      result = procedures.run(job, output);
    } catch (ProcedureException e) {
      status = "fail";
      result = e.result();
    } catch (InterruptedException e) {
      status = "fail";
      result = stopped();
    } catch (RuntimeException e) {
      // Its text may hold anything, so it is not shown.
      log.error(
          "{} failed by a mistake of this agent: {} at {}",
          job,
          e.getClass().getName(),
          List.of(e.getStackTrace()).stream().limit(3).toList());
      status = "fail";
      result = Doc.of("error", "internal error of the agent: " + e.getClass().getSimpleName());
    }
    if (!end()) {
      log.info("{} is left: it is no longer ours", job);
      return;
    }
    try {
      output.finish();
      report(status, job.masking().mask(result));
    } catch (InterruptedException e) {
      log.info("{} is left", job);
    } finally {
      output.close();
    }
  }

  private synchronized void begin() throws InterruptedException {
    if (stop != null) {
      throw new InterruptedException("stopped");
    }
    phase = Phase.WORKING;
  }

  /** The procedure has ended; whether anybody wants to know how. */
  private synchronized boolean end() {
    phase = Phase.REPORTING;
    if (isPointless(stop)) {
      return false;
    }
    // What interrupted the procedure must not interrupt the report.
    Thread.interrupted();
    return true;
  }

  /** Whether nobody wants to know any more what becomes of it. */
  private static boolean isPointless(Stop why) {
    return why == Stop.GONE || why == Stop.CLOSING;
  }

  private synchronized Doc stopped() {
    return Doc.of(
        "error",
        stop == Stop.TIMED_OUT ? "timed out after " + Durations.text(job.timeout()) : "cancelled");
  }

  private void report(String status, Doc result) throws InterruptedException {
    Backoff backoff = new Backoff(Duration.ofSeconds(5), RandomGenerator.getDefault());
    Doc said = result;
    boolean isWhole = true;
    while (true) {
      try {
        client.act(Kind.JOB, job.id(), status, Doc.of("owner", agent, "result", said));
        log.info("{}: {}, after {} s", job, status, seconds());
        return;
      } catch (NotFound e) {
        log.info("{} was deleted meanwhile", job);
        return;
      } catch (Refused e) {
        if (e.status() == 409 || !isWhole) {
          log.info("{} ended otherwise meanwhile: {}", job, e.getMessage());
          return;
        }
        // Rather a result without content than a job without end.
        isWhole = false;
        said = Doc.of("error", "stormd refuses the result: " + e.getMessage());
      } catch (ClientException e) {
        Thread.sleep(backoff.next());
      }
    }
  }

  private long seconds() {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }
}
