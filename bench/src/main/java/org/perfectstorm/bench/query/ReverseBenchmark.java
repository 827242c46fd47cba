package org.perfectstorm.bench.query;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryIndex;
import org.perfectstorm.value.Doc;

/** One task changed: which of many groups is it in now? Processor time a change. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-Xms2g", "-XX:+UseParallelGC", "-Xbatch"})
@Warmup(iterations = 30)
@Measurement(iterations = 10)
public class ReverseBenchmark {
  private static final int TASKS = 1_000;

  /** Asking every query takes so long that fewer tasks do. */
  private static final int ASKED_EVERY = 100;

  /** How many groups there are. */
  @Param({"10", "100", "1000", "10000"})
  public int groups;

  private final List<Doc> docs = new ArrayList<>();
  private final List<Doc> touched = new ArrayList<>();
  private List<Query> queries;
  private final QueryIndex<Integer> index = new QueryIndex<>();

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
    int all = everyQuery(TASKS);
    int found = newTasks();
    if (found != all) {
      throw new IllegalStateException("index " + found + ", all queries " + all);
    }
    System.out.println("a task is in " + all / (double) TASKS + " of " + groups + " groups");
  }

  /** A new task, by asking every query. */
  @Benchmark
  public int everyQuery(ProcessorTime time) {
    return time.of(ASKED_EVERY, () -> everyQuery(ASKED_EVERY));
  }

  /** A new task, by the index. */
  @Benchmark
  public int newTask(ProcessorTime time) {
    return time.of(TASKS, this::newTasks);
  }

  /** A task of which only times and versions changed. */
  @Benchmark
  public int touchedTask(ProcessorTime time) {
    return time.of(TASKS, this::touchedTasks);
  }

  private int everyQuery(int tasks) {
    int count = 0;
    for (Doc doc : docs.subList(0, tasks)) {
      for (Query query : queries) {
        count += query.matches(doc) ? 1 : 0;
      }
    }
    return count;
  }

  private int newTasks() {
    int[] count = new int[1];
    for (Doc doc : docs) {
      index.verdicts(null, doc, (_, matches) -> count[0] += matches ? 1 : 0);
    }
    return count[0];
  }

  private int touchedTasks() {
    int[] count = new int[1];
    for (int i = 0; i < TASKS; i++) {
      index.verdicts(docs.get(i), touched.get(i), (_, matches) -> count[0] += matches ? 1 : 0);
    }
    return count[0];
  }
}
