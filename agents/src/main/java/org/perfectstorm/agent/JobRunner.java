package org.perfectstorm.agent;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.perfectstorm.client.Change;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Deadlines;
import org.perfectstorm.client.EventFeed;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.client.Notice;
import org.perfectstorm.client.Refused;
import org.perfectstorm.client.Servers;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the jobs that wait for an agent: those of its type, on resources that it owns. The event
 * feed says when to look, and when a job that runs here was cancelled or given to somebody else;
 * the lists of stormd say what there is.
 *
 * <p>The agent says for whom it acts once it has registered. A thread of its own does the looking,
 * and one more each job.
 */
public final class JobRunner implements Duty {
  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
  private static final Deadlines QUICK =
      new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** How soon the end of a job, or of its time, is noticed. */
  private static final Duration TICK = Duration.ofMillis(100);

  /** Without any hint, all is looked at so often. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** How long jobs may take to stop when the agent ends. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** Beyond so many targets, we forget whose they are. */
  private static final int MOST_TARGETS = 10_000;

  private final Procedures procedures;
  private final String type;
  private final int most;
  private final Duration usual;
  private final Client client;

  /** Who we are, should another process act for the same agent. */
  private final String token = UUID.randomUUID().toString();

  private final Map<String, Run> runs = new ConcurrentHashMap<>();

  /** Targets that are this agent's, and that are not. */
  private final Set<String> ours = new HashSet<>();

  private final Set<String> strange = new HashSet<>();

  /** Jobs that were claimed without an answer: to claim them once more is no mistake. */
  private final Set<String> unsure = new LinkedHashSet<>();

  private final Backoff backoff = new Backoff(LOOK_AGAIN, RandomGenerator.getDefault());
  private final Thread thread = Thread.ofPlatform().daemon().name("jobs").unstarted(this::watch);

  /** The agent's key; null as long as it is not registered. */
  private volatile String agent;

  /** Whether it ever had an agent to act for. */
  private volatile boolean hasActed;

  private volatile boolean closed;

  /** Whether there may be jobs to take. */
  private boolean look = true;

  private long lookAt = System.nanoTime();

  /**
   * A runner that does nothing yet.
   *
   * @param type the type of its jobs
   * @param most how many jobs run at a time, 1 or more
   * @param usual how long a job may take that does not say; none may take for ever
   */
  public JobRunner(Procedures procedures, String type, Servers stormd, int most, Duration usual) {
    this.usual = usual;
    this.procedures = procedures;
    this.type = type;
    this.most = most;
    this.client = new Client(stormd, QUICK);
  }

  @Override
  public void start() {
    thread.start();
  }

  /**
   * Whether stormd believes that an agent runs jobs of which nothing is known here: those of a
   * process that died. Only asked before the first job is taken.
   */
  boolean hasLostJobs(String key) throws StormdException {
    try {
      Doc running = Doc.of("owner", key, "status", "running");
      return !hasActed && !client.list(Kind.JOB, running, List.of("id")).isEmpty();
    } catch (ClientException e) {
      throw new StormdException(e.getMessage(), e);
    }
  }

  @Override
  public void actsFor(String key) {
    hasActed = true;
    agent = key;
  }

  /** No new jobs until the agent is registered again; those that run go on. */
  @Override
  public void rests() {
    agent = null;
  }

  /** What runs was handed out again, or will be. */
  @Override
  public void yields() {
    rests();
    runs.values().forEach(run -> run.stop(Run.Stop.GONE));
  }

  private void watch() {
    try (EventFeed feed = new EventFeed(client)) {
      String actedFor = null;
      while (!closed) {
        hear(feed);
        runs.values().forEach(Run::checkTime);
        look |= runs.values().removeIf(Run::isOver);
        String key = agent;
        if (key != null && !key.equals(actedFor)) {
          look = true;
          actedFor = key;
          ours.clear();
          strange.clear();
          unsure.clear();
        }
        if (key != null && (look || isTime()) && isTimeAgain()) {
          look(key);
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** Takes all that the feed has to say, and waits for it at most a tick. */
  private void hear(EventFeed feed) throws InterruptedException {
    Set<String> changed = new HashSet<>();
    for (Notice notice = feed.poll(TICK); notice != null; notice = feed.poll(Duration.ZERO)) {
      switch (notice) {
        case Change change -> {
          if (change.entity().equals("job")) {
            changed.add(change.id());
            look |= !change.type().equals("deleted");
          }
        }
        case Notice.Connected _, Notice.Missed _ -> {
          changed.addAll(runs.keySet());
          look = true;
        }
        case Notice.Lost _ -> {
          // The feed comes back by itself.
        }
      }
    }
    changed.forEach(this::check);
  }

  /** Looks whether a job that runs here is still ours, and wanted. */
  private void check(String id) {
    Run run = runs.get(id);
    if (run == null) {
      return;
    }
    try {
      Doc job = client.get(Kind.JOB, id);
      if (!"running".equals(job.text("status")) || !run.isFor(job.text("owner"))) {
        run.stop(Run.Stop.GONE);
      } else if (Boolean.TRUE.equals(job.get("cancel"))) {
        run.stop(Run.Stop.CANCELLED);
      }
    } catch (NotFound e) {
      run.stop(Run.Stop.GONE);
    } catch (ClientException e) {
      log.debug("{} cannot be looked at now: {}", id, e.getMessage());
    }
  }

  private boolean isTime() {
    return System.nanoTime() - lookAt > LOOK_AGAIN.toNanos();
  }

  private boolean isTimeAgain() {
    return System.nanoTime() - lookAt >= 0 && runs.size() < most;
  }

  private void look(String key) throws InterruptedException {
    look = false;
    lookAt = System.nanoTime();
    List.copyOf(runs.keySet()).forEach(this::check);
    try {
      for (String id : List.copyOf(unsure)) {
        take(id, key);
      }
      takeWaiting(key);
      backoff.reset();
    } catch (ClientException e) {
      log.debug("No jobs for now: {}", e.getMessage());
      look = true;
      lookAt = System.nanoTime() + backoff.next().toNanos();
    }
  }

  /**
   * Takes as many as may run. Those that wait for others may stand in front, and for as long as
   * they like: when too few are ours, more are asked for, until these are all.
   */
  private void takeWaiting(String key) throws InterruptedException {
    boolean areAll = false;
    for (int limit = most - runs.size(); !areAll && runs.size() < most && !closed; limit *= 4) {
      List<Doc> waiting = waiting(limit);
      areAll = waiting.size() < limit;
      for (Doc job : waiting) {
        String id = job.text("id");
        if (runs.size() < most && !runs.containsKey(id) && isOurs(job.text("target"), key)) {
          take(id, key);
        }
      }
    }
  }

  /** The oldest jobs that wait for an agent of our type. */
  private List<Doc> waiting(int limit) {
    Doc query = Doc.of("type", type, "status", "pending");
    return client.list(Kind.JOB, query, List.of("id", "target"), limit);
  }

  /** Whether a job's target belongs to this agent. */
  private boolean isOurs(String target, String key) {
    if (ours.contains(target)) {
      return true;
    }
    boolean owned;
    try {
      owned = key.equals(client.get(Kind.RESOURCE, target).text("owner"));
    } catch (NotFound e) {
      owned = false;
    }
    Set<String> known = owned ? ours : strange;
    if (known.size() >= MOST_TARGETS) {
      known.clear();
    }
    known.add(target);
    return owned;
  }

  /** Claims a job and begins it, if it is to be had. */
  private void take(String id, String key) {
    unsure.add(id);
    Doc claimed;
    long logEnd;
    try {
      claimed = client.act(Kind.JOB, id, "claim", Doc.of("owner", key, "token", token));
      logEnd = client.addToLog(id, key, "", -1);
    } catch (NotFound e) {
      unsure.remove(id);
      return;
    } catch (Refused e) {
      unsure.remove(id);
      if (e.status() == 409) {
        return;
      }
      throw e;
    }
    unsure.remove(id);
    Run run = new Run(client, procedures, Job.of(claimed, usual), key, logEnd);
    runs.put(id, run);
    run.start();
  }

  /** Takes no more jobs, and stops those that run: stormd hands them out again. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    try {
      if (thread.isAlive()) {
        thread.join(FAREWELL);
      }
      runs.values().forEach(run -> run.stop(Run.Stop.CLOSING));
      for (Run run : runs.values()) {
        run.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
