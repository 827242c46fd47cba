package org.perfectstorm.bench.query;

import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Counts the processor time that work takes: unlike the clock it does not go on while others have
 * the processor, so figures of a busy machine say something, too.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ProcessorTime {
  /** Processor time in nanoseconds. */
  public long nanos;

  /** How many tasks were looked at meanwhile. */
  public long tasks;

  int of(int count, IntSupplier work) {
    long start = now();
    int result = work.getAsInt();
    nanos += now() - start;
    tasks += count;
    return result;
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
