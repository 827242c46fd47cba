package org.perfectstorm.bench.query;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** One query over all tasks, one after the other: nanoseconds a task. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx6g", "-Xms6g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScanBenchmark {
  private static final int TASKS = 100_000;
  private static final int TRIED = 2_000;

  /** The tasks as plain objects with shared strings, and the predicate for them. */
  @State(Scope.Benchmark)
  public static class ByHand {
    /** The query. */
    @Param public GroupQuery group;

    private final List<PlainTask> tasks = new ArrayList<>(TASKS);
    private Predicate<PlainTask> predicate;

    /** Makes the tasks. */
    @Setup
    public void setUp() {
      Swarm swarm = new Swarm(1);
      Map<String, String> strings = new HashMap<>();
      for (int i = 0; i < TASKS; i++) {
        tasks.add(
            PlainTask.of(
                swarm.task(),
                text -> text == null ? null : strings.computeIfAbsent(text, same -> same)));
      }
      System.gc();
      predicate = group.byHand();
    }

    int count(int tasksAsked) {
      int count = 0;
      for (int i = 0; i < tasksAsked; i++) {
        count += predicate.test(tasks.get(i)) ? 1 : 0;
      }
      return count;
    }
  }

  /** The tasks as our documents, and our query. */
  @State(Scope.Benchmark)
  public static class Engine {
    /** The query. */
    @Param public GroupQuery group;

    private final List<Doc> tasks = new ArrayList<>(TASKS);
    private Query query;

    /** Makes the tasks, and makes sure that some are found as by hand. */
    @Setup
    public void setUp() {
      Swarm swarm = new Swarm(1);
      for (int i = 0; i < TASKS; i++) {
        tasks.add(swarm.task());
      }
      System.gc();
      query = Query.compile(group.query());
      int expected = 0;
      for (int i = 0; i < TRIED; i++) {
        expected += group.byHand().test(PlainTask.of(tasks.get(i), text -> text)) ? 1 : 0;
      }
      if (count(TRIED) != expected) {
        throw new IllegalStateException(group + ": " + count(TRIED) + ", by hand " + expected);
      }
    }

    int count(int tasksAsked) {
      int count = 0;
      for (int i = 0; i < tasksAsked; i++) {
        count += query.matches(tasks.get(i)) ? 1 : 0;
      }
      return count;
    }
  }

  /** The tasks as mongo-java-server's documents. */
  @State(Scope.Benchmark)
  public static class Peer {
    /** The query. */
    @Param public GroupQuery group;

    private final List<Document> tasks = new ArrayList<>(TASKS);
    private final DefaultQueryMatcher matcher = new DefaultQueryMatcher();
    private Document query;

    /** Makes the tasks. */
    @Setup
    public void setUp() {
      Swarm swarm = new Swarm(1);
      for (int i = 0; i < TASKS; i++) {
        tasks.add((Document) peer(swarm.task()));
      }
      System.gc();
      query = (Document) peer(group.query());
    }

    int count(int tasksAsked) {
      int count = 0;
      for (int i = 0; i < tasksAsked; i++) {
        count += matcher.matches(tasks.get(i), query) ? 1 : 0;
      }
      return count;
    }
  }

  /** Predicates written by hand on plain objects. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int byHand(ByHand byHand) {
    return byHand.count(TASKS);
  }

  /** Our engine. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int engine(Engine engine) {
    return engine.count(TASKS);
  }

  /** The matcher of mongo-java-server. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int peer(Peer peer) {
    return peer.count(TASKS);
  }

  private static Object peer(Object value) {
    return switch (value) {
      case Doc doc -> {
        Document document = new Document();
        doc.forEach(entry -> document.put(entry.getKey(), peer(entry.getValue())));
        yield document;
      }
      case Arr arr -> {
        List<Object> list = new ArrayList<>(arr.size());
        arr.forEach(element -> list.add(peer(element)));
        yield list;
      }
      case null, default -> value;
    };
  }
}
