package org.perfectstorm.bench.query;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryIndex;
import org.perfectstorm.value.Doc;

/** One task changed: which of many groups have to know? Microseconds a change. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-Xms2g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReverseBenchmark {
  private static final int TASKS = 1_000;

  /** How many groups there are. */
  @Param({"10", "100", "1000", "10000"})
  public int groups;

  private final List<Doc> docs = new ArrayList<>();
  private final List<Doc> touched = new ArrayList<>();
  private List<Query> queries;
  private final QueryIndex<Integer> index = new QueryIndex<>();
  private int found;

  /** Makes the tasks, and the groups from what the tasks hold. */
  @Setup
  public void setUp() {
    Swarm swarm = new Swarm(3);
    for (int i = 0; i < TASKS; i++) {
      docs.add(swarm.task());
      touched.add(swarm.touched(docs.get(i)));
    }
    queries = new Groups(docs).make(groups);
    for (int i = 0; i < queries.size(); i++) {
      index.put(i, queries.get(i));
    }
    int all = everyQuery();
    found = 0;
    newTask();
    if (found != all) {
      throw new IllegalStateException("index " + found + ", all queries " + all);
    }
    System.out.println("a task is in " + all / (double) TASKS + " of " + groups + " groups");
  }

  /** A new task, by asking every query. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int everyQuery() {
    int count = 0;
    for (Doc doc : docs) {
      for (Query query : queries) {
        count += query.matches(doc) ? 1 : 0;
      }
    }
    return count;
  }

  /** A new task, by the index, each candidate asked. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int newTask() {
    found = 0;
    for (Doc doc : docs) {
      index.candidates(null, doc, key -> found += queries.get(key).matches(doc) ? 1 : 0);
    }
    return found;
  }

  /** A task of which only times and versions changed. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int touchedTask() {
    found = 0;
    for (int i = 0; i < TASKS; i++) {
      Doc after = touched.get(i);
      index.candidates(docs.get(i), after, key -> found += queries.get(key).matches(after) ? 1 : 0);
    }
    return found;
  }
}
