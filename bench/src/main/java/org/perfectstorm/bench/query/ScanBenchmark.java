package org.perfectstorm.bench.query;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
import org.perfectstorm.mql.Batch;
import org.perfectstorm.mql.Query;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** One query over all tasks, in order: processor time a task. */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx4g", "-Xms4g", "-XX:+UseParallelGC", "-Xbatch"})
@Warmup(iterations = 30)
@Measurement(iterations = 10)
public class ScanBenchmark {
  private static final int TASKS = 100_000;
  private static final int TRIED = 30;

  /** The peer needs so much memory and time that fewer tasks do for it. */
  private static final int FOR_PEER = 20_000;

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

  /** The tasks as our documents, 64 together as stormd keeps them, and our query. */
  @State(Scope.Benchmark)
  public static class Engine {
    /** The query. */
    @Param public GroupQuery group;

    private final List<Batch> batches = new ArrayList<>();
    private Query query;

    /** Makes the tasks, and makes sure that some are found as by hand. */
    @Setup
    public void setUp() {
      Swarm swarm = new Swarm(1);
      for (int i = 0; i < TASKS; i += Batch.SIZE) {
        Batch batch = Batch.EMPTY;
        for (int place = 0; place < Math.min(Batch.SIZE, TASKS - i); place++) {
          batch = batch.with(place, swarm.task());
        }
        batches.add(batch);
      }
      System.gc();
      query = Query.compile(group.query());
      for (Batch batch : batches.subList(0, TRIED)) {
        long matching = query.among(batch);
        for (int i = 0; i < Batch.SIZE; i++) {
          boolean matches = (matching & 1L << i) != 0;
          if (matches != group.byHand().test(PlainTask.of(batch.get(i), text -> text))) {
            throw new IllegalStateException(group + ": " + batch.get(i));
          }
        }
      }
    }

    int count() {
      int count = 0;
      for (Batch batch : batches) {
        count += Long.bitCount(query.among(batch));
      }
      return count;
    }

    /** As if every task were another one each time. */
    int countAnew() {
      int count = 0;
      for (Batch batch : batches) {
        count += Long.bitCount(query.among(batch.with(0, batch.get(0))));
      }
      return count;
    }
  }

  /** The tasks as mongo-java-server's documents. */
  @State(Scope.Benchmark)
  public static class Peer {
    /** The query. */
    @Param public GroupQuery group;

    private final List<Document> tasks = new ArrayList<>(FOR_PEER);
    private final DefaultQueryMatcher matcher = new DefaultQueryMatcher();
    private Document query;

    /** Makes the tasks. */
    @Setup
    public void setUp() {
      Swarm swarm = new Swarm(1);
      for (int i = 0; i < FOR_PEER; i++) {
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
  public int byHand(ByHand byHand, ProcessorTime time) {
    return time.of(TASKS, () -> byHand.count(TASKS));
  }

  /** Our engine. */
  @Benchmark
  public int engine(Engine engine, ProcessorTime time) {
    return time.of(TASKS, engine::count);
  }

  /** Our engine, when it is the first question about what was not asked before. */
  @Benchmark
  public int engineFirst(Engine engine, ProcessorTime time) {
    return time.of(TASKS, engine::countAnew);
  }

  /** The matcher of mongo-java-server. */
  @Benchmark
  public int peer(Peer peer, ProcessorTime time) {
    return time.of(FOR_PEER, () -> peer.count(FOR_PEER));
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
