package org.perfectstorm.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps stormd in step with one cloud: lists, compares with what stormd last acknowledged, sends
 * the difference, rests until the provider rings or the interval is over.
 *
 * <p>Whoever fails, nothing is deleted by it: a failed listing sends nothing, and after a failed
 * call to stormd everything is sent anew, since nobody knows what arrived. One thread {@link #run
 * runs} it, another may {@link #close} it.
 */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);

  /** How long stopping may take, each for the last round and for the farewell. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  /** How soon it is noticed that another process of this name has stopped. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Longer than all of it together. */
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final Provider provider;
  private final Stormd stormd;
  private final Tempo tempo;
  private final Pace pace;
  private final Backoff cloudBackoff;
  private final Backoff stormdBackoff;
  private final Outage cloudOutage = new Outage(log);
  private final Outage stormdOutage = new Outage(log);
  private final Bell bell = new Bell();
  private final Pulse pulse = Pulse.ofEnvironment();
  private final Heart heart;

  /** Null if it takes no jobs; else one of the duties. */
  private final JobRunner jobs;

  private final List<Duty> duties;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean isClosing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private final Standby standby;

  /** The process that we stand by for, as the log says; null for none. */
  private String waitsFor;

  private boolean forget;

  /** Null when the agent has to register (again) and send everything. */
  private volatile Session session;

  private volatile Thread runner;

  /** One registration, and what stormd acknowledged since. */
  private record Session(String key, World world, long fullAt) {}

  /**
   * An agent that does nothing yet.
   *
   * @param forget whether stormd is to forget this agent's resources first, so that they are made
   *     anew
   */
  public Agent(Provider provider, Stormd stormd, Tempo tempo, boolean forget) {
    this(provider, stormd, tempo, forget, List.of());
  }

  /**
   * An agent that does nothing yet.
   *
   * @param forget whether stormd is to forget this agent's resources first
   * @param duties what it does besides; they begin and end with it
   */
  public Agent(
      Provider provider, Stormd stormd, Tempo tempo, boolean forget, List<? extends Duty> duties) {
    this.duties = List.copyOf(duties);
    this.jobs =
        this.duties.stream()
            .filter(JobRunner.class::isInstance)
            .map(JobRunner.class::cast)
            .findFirst()
            .orElse(null);
    this.provider = provider;
    this.stormd = stormd;
    this.tempo = tempo;
    this.forget = forget;
    this.pace = new Pace(tempo.interval());
    RandomGenerator random = RandomGenerator.getDefault();
    this.cloudBackoff = new Backoff(tempo.patience(), random);
    this.stormdBackoff = new Backoff(tempo.patience(), random);
    // One beat may come late.
    this.standby = new Standby(tempo.heartbeat().multipliedBy(3).dividedBy(2));
    this.heart = new Heart(stormd, tempo.heartbeat(), this::lost, this::answered);
  }

  /** Runs until it is closed. */
  public void run() {
    runner = Thread.currentThread();
    heart.start();
    duties.forEach(Duty::start);
    provider.watch(bell);
    try {
      while (closing.getCount() > 0) {
        round();
      }
    } catch (InterruptedException e) {
      // Closed; nobody else interrupts.
      if (closing.getCount() > 0) {
        Thread.currentThread().interrupt();
      }
    } finally {
      ended.countDown();
    }
  }

  private void round() throws InterruptedException {
    bell.hush();
    pulse.beat();
    World world;
    try {
      long began = System.nanoTime();
      world = provider.list();
      pace.took(Duration.ofNanos(System.nanoTime() - began));
    } catch (CloudException e) {
      cloudOutage.begins(e.getMessage());
      heart.says(e.getMessage());
      pause(cloudBackoff.next());
      return;
    }
    cloudBackoff.reset();
    cloudOutage.ends(provider.toString());
    heart.says("");
    try {
      tell(world);
      stormdBackoff.reset();
    } catch (StormdException e) {
      lost(e);
      pause(e.anotherActs() ? LOOK_AGAIN : stormdBackoff.next());
      return;
    }
    if (pulse.rest(bell, pace.rest())) {
      pause(pace.settle());
    }
  }

  private void tell(World world) throws StormdException {
    Session now = session;
    if (now != null && !now.world.agent().equals(world.agent())) {
      log.info("Another cloud: {} instead of {}", world.agent().name(), now.world.agent().name());
      stormd.offline(now.key, now.world.agent());
      now = null;
    }
    if (now == null) {
      String key = register(world.agent());
      if (forget) {
        Doc counts = stormd.sync(key, Difference.full(List.of()).body());
        log.info("Forgot {} resources", counts.get("deleted"));
        forget = false;
      }
      everything(key, world);
      waitsFor = null;
      heart.beatsFor(key);
      duties.forEach(duty -> duty.actsFor(key));
    } else if (System.nanoTime() - now.fullAt > tempo.refresh().toNanos()
        || !now.world.unknown().equals(world.unknown())) {
      everything(now.key, world);
    } else {
      Map<String, Doc> known = now.world.resources();
      Difference difference = Difference.between(known, world.resources()).keeping(world.unknown());
      if (!difference.isEmpty()) {
        Doc counts = send(now.key, difference);
        log.debug("Sent {}: {}", world.summary(), counts);
      }
      session = new Session(now.key, world, now.fullAt);
    }
    answered();
  }

  /** Registers; jobs of a process of this name that died are handed out again. */
  private String register(Identity agent) throws StormdException {
    String key = takePlace(agent);
    if (jobs != null && jobs.hasLostJobs(key)) {
      log.info("The last {} died with jobs; stormd hands them out again", agent.name());
      stormd.offline(key, agent);
      return stormd.register(agent);
    }
    return key;
  }

  /** Registers, if no other process acts for the agent, or the one that did has died. */
  private String takePlace(Identity agent) throws StormdException {
    try {
      return stormd.register(agent);
    } catch (StormdException e) {
      Doc known = e.anotherActs() ? stormd.known(agent.name()) : Doc.EMPTY;
      String other = known.text("instance");
      if (other == null) {
        throw e;
      }
      if (!standby.isOver(known, System.nanoTime())) {
        if (!other.equals(waitsFor)) {
          log.info(
              "{} acts for agent {}; standing by until it stops",
              Instance.forPeople(other),
              agent.name());
          waitsFor = other;
        }
        throw e;
      }
      log.info("{} gives no sign of life any more", Instance.forPeople(other));
      stormd.release(agent, other);
      return stormd.register(agent);
    }
  }

  private void everything(String key, World world) throws StormdException {
    Difference all = Difference.full(world.resources().values()).keeping(world.unknown());
    Doc counts = send(key, all);
    boolean first = session == null;
    session = new Session(key, world, System.nanoTime());
    if (first) {
      log.info(
          "{}: {}; {} as agent {}: {}",
          provider,
          world.summary(),
          stormd,
          world.agent().name(),
          counts);
    }
  }

  /** How many were created, updated, deleted, left alone. */
  private Doc send(String key, Difference difference) throws StormdException {
    Doc counts = null;
    for (Difference part : difference.parts()) {
      counts = sum(counts, stormd.sync(key, part.body()));
    }
    return counts;
  }

  private static Doc sum(Doc one, Doc other) {
    if (one == null) {
      return other;
    }
    Doc sum = one;
    for (Map.Entry<String, Object> count : one) {
      long both = ((Number) count.getValue()).longValue();
      both += other.get(count.getKey()) instanceof Number more ? more.longValue() : 0;
      sum = sum.with(count.getKey(), both);
    }
    return sum;
  }

  /** A call to stormd failed, here or in the heart: begin again with everything. */
  private void lost(StormdException e) {
    if (e.isUnknownAgent()) {
      log.info("{}; registering again", e.getMessage());
    } else if (e.anotherActs()) {
      answered();
      duties.forEach(Duty::yields);
    } else {
      stormdOutage.begins(e.getMessage());
    }
    session = null;
    heart.rests();
    duties.forEach(Duty::rests);
    bell.ring();
  }

  private void answered() {
    stormdOutage.ends(stormd.toString());
  }

  /** Waits, whatever rings; a close ends it. */
  private void pause(Duration wait) throws InterruptedException {
    if (closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("closing");
    }
  }

  /** Stops within some seconds, and says so to stormd; whoever comes second waits for that. */
  @Override
  public void close() {
    if (isClosing.compareAndSet(false, true)) {
      try {
        end();
      } finally {
        closed.countDown();
      }
      return;
    }
    try {
      // What it needs for its farewell must not be closed before.
      if (!closed.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("Somebody else is still closing the agent");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    closing.countDown();
    Thread running = runner;
    if (running != null) {
      running.interrupt();
    }
    duties.forEach(Duty::close);
    provider.close();
    heart.close();
    try {
      if (running != null && !ended.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("The last round has not ended in {} s; leaving it", FAREWELL.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Session last = session;
    if (last == null) {
      return;
    }
    try {
      stormd.offline(last.key, last.world.agent());
      log.info("Stopped; what is known stays in {}", stormd);
    } catch (StormdException e) {
      log.warn("Could not say farewell: {}", e.getMessage());
    }
  }
}
