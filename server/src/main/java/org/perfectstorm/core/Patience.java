package org.perfectstorm.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.perfectstorm.model.Durations;
import org.perfectstorm.mql.Stopwatch;

/**
 * How long the queries of groups may take in one commit, since everybody who writes waits for it.
 *
 * <p>What one query may take for one document is bounded by the query engine; here is the bound for
 * all documents together. Only queries that may take long are measured. The time is the
 * processor's, so that a busy machine is no reason to lose patience. For one thread.
 */
public final class Patience implements Stopwatch<String> {
  /** For one query. */
  static final Duration FOR_ONE = Duration.ofSeconds(2);

  /** For all of them, as far as they take {@link #MUCH} for a document. */
  static final Duration FOR_ALL = Duration.ofSeconds(6);

  /**
   * So many times longer things may take where only one client waits; it is the clock's time then,
   * since nobody knows what the processor did for a virtual thread.
   */
  static final int FOR_ONE_CLIENT = 3;

  private static final long MUCH = Duration.ofNanos(50_000).toNanos();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long forOne;
  private final long forAll;
  private final Map<String, Spent> spent = new HashMap<>();
  private final Set<String> over = new HashSet<>();
  private int times = 1;
  private Consumer<String> slow = _ -> {};
  private long total;
  private long began;
  private long worked;
  private long started;

  /** What a query took so far. */
  private static final class Spent {
    private long nanos;
    private long documents;
    private boolean isSlow;
  }

  /** It takes too long to find out who belongs to a group. */
  public static final class Lost extends RuntimeException {
    /**
     * @param times how many times longer it might have taken
     */
    Lost(String what, int times) {
      super(
          "%s: more than %s for all resources"
              .formatted(what, Durations.text(FOR_ONE.multipliedBy(times))));
    }

    /** A group that is saved. */
    Lost(LiveGroup group) {
      super(
          "the query of %s takes too long: more than %s for all resources, or %s together with others"
              .formatted(group.called(), Durations.text(FOR_ONE), Durations.text(FOR_ALL)));
    }
  }

  Patience() {
    this(FOR_ONE, FOR_ALL);
  }

  Patience(Duration forOne, Duration forAll) {
    this.forOne = forOne.toNanos();
    this.forAll = forAll.toNanos();
  }

  /** A commit begins. */
  void begin() {
    begin(1);
  }

  /**
   * Begins anew.
   *
   * @param times how many times longer things may take
   */
  void begin(int times) {
    begin(times, _ -> {});
  }

  /**
   * As {@link #begin(int)}.
   *
   * @param slow is told, once each, which queries take longer than they may in a commit
   */
  void begin(int times, Consumer<String> slow) {
    this.times = times;
    this.slow = slow;
    spent.clear();
    over.clear();
    total = 0;
    began = System.nanoTime();
    worked = processorTime();
  }

  @Override
  public void start() {
    started = System.nanoTime();
  }

  @Override
  public void stop(String group, int documents) {
    long now = System.nanoTime();
    Spent all = spent.computeIfAbsent(group, _ -> new Spent());
    all.nanos += now - started;
    all.documents += documents;
    total += now - started;
    boolean isMuch = all.nanos / all.documents > MUCH;
    if (all.nanos > forOne && !all.isSlow) {
      all.isSlow = true;
      slow.accept(group);
    }
    if (isTooMuch(all.nanos, isMuch, 1)) {
      double share = worked < 0 ? 1 : (processorTime() - worked) / (double) (now - began);
      if (isTooMuch(all.nanos, isMuch, share)) {
        over.add(group);
      }
    }
  }

  /**
   * @param nanos what one query took
   * @param share how much of the clock's time the processor worked for us
   */
  private boolean isTooMuch(long nanos, boolean isMuch, double share) {
    return nanos * share > times * forOne || (isMuch && total * share > times * forAll);
  }

  /** How many times longer than in a commit things may take. */
  int times() {
    return times;
  }

  /** What work answers, whose time counts. */
  boolean measured(String group, BooleanSupplier work) {
    start();
    try {
      return work.getAsBoolean();
    } finally {
      stop(group, 1);
    }
  }

  /** Whether a group's query took too long. */
  boolean isOver(String group) {
    return over.contains(group);
  }

  /** The groups whose queries took too long. */
  Set<String> over() {
    return over;
  }

  /** What the thread has worked, or a negative number if nobody knows. */
  private static long processorTime() {
    return Thread.currentThread().isVirtual() || !THREADS.isCurrentThreadCpuTimeSupported()
        ? -1
        : THREADS.getCurrentThreadCpuTime();
  }
}
