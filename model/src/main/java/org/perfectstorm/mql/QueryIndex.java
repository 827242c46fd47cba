package org.perfectstorm.mql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.value.Doc;

/**
 * Many queries, and the reverse question: a document changed, which of them have to be asked again?
 *
 * <p>Each query stands at what it requires of a document (see {@link Requirement}), so that a
 * document's values lead to the few queries that may match it. A query that requires nothing in
 * particular is a candidate for every document, and a query that reads nothing of what changed is
 * none.
 *
 * <p>For one thread.
 *
 * @param <K> what queries are called by
 */
public final class QueryIndex<K> {
  /**
   * A path that is merely there tells little: it weighs as much as so many queries at one value.
   */
  private static final int PRESENCE = 1_000;

  private final Map<K, Entry<K>> byKey = new HashMap<>();
  private final List<Entry<K>> bySlot = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private final Map<List<String>, PathAnchors> anchors = new HashMap<>();
  private final Slots everywhere = new Slots();
  private final ReadPaths reads = new ReadPaths();
  private final Collect collect = new Collect();
  private final Requirement requirement = new Requirement(this::cost);
  private final SharedClauses clauses = new SharedClauses();
  private final Stopwatch<K> stopwatch;

  /** Slots that were found for the document in question, marked by its number. */
  private int[] seen = new int[16];

  private int question;

  /** How many queries may read anything. */
  private int readingAnything;

  /**
   * A query in the index.
   *
   * @param anchors where it stands; null if everywhere
   * @param reads the numbers of the paths that it reads; null if it may read anything
   * @param clause what it asks
   * @param isCostly whether asking it is measured
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry<K>(
      K key,
      int slot,
      List<Anchor> anchors,
      int[] reads,
      SharedClauses.Node clause,
      boolean isCostly) {}

  /** An index that does not say what asking takes. */
  public QueryIndex() {
    this(Stopwatch.none());
  }

  /**
   * @param stopwatch is told what asking takes; while a question is answered it must not change the
   *     index
   */
  public QueryIndex(Stopwatch<K> stopwatch) {
    this.stopwatch = stopwatch;
  }

  /** Is told whether a query matches. */
  public interface Verdict<K> {
    /** The query of this key matches the later version of the document, or not. */
    void on(K key, boolean matches);
  }

  /** Adds a query, or puts it in the place of the one with its key. */
  public void put(K key, Query query) {
    remove(key);
    List<Anchor> required = requirement.of(query.root());
    Set<List<String>> paths = ReadPaths.of(query.root());
    int slot = free.isEmpty() ? bySlot.size() : free.pop();
    Entry<K> entry =
        new Entry<>(
            key,
            slot,
            required == null ? null : List.copyOf(new HashSet<>(required)),
            paths == null ? null : paths.stream().mapToInt(reads::add).toArray(),
            clauses.add(query.root()),
            query.isCostly());
    byKey.put(key, entry);
    readingAnything += paths == null ? 1 : 0;
    if (slot == bySlot.size()) {
      bySlot.add(entry);
      if (slot == seen.length) {
        seen = Arrays.copyOf(seen, slot * 2);
      }
    } else {
      bySlot.set(slot, entry);
    }
    if (entry.anchors == null) {
      everywhere.add(slot);
    } else {
      for (Anchor anchor : entry.anchors) {
        anchors
            .computeIfAbsent(
                anchor.path().keys(), keys -> new PathAnchors(anchor.path(), reads.add(keys)))
            .add(anchor, slot);
      }
    }
  }

  /** Takes a query out, if it is there. */
  public void remove(K key) {
    Entry<K> entry = byKey.remove(key);
    if (entry == null) {
      return;
    }
    clauses.remove(entry.clause);
    bySlot.set(entry.slot, null);
    free.push(entry.slot);
    if (entry.anchors == null) {
      everywhere.remove(entry.slot);
    } else {
      for (Anchor anchor : entry.anchors) {
        PathAnchors there = anchors.get(anchor.path().keys());
        there.remove(anchor, entry.slot);
        if (there.isEmpty()) {
          anchors.remove(anchor.path().keys());
          reads.remove(there.number());
        }
      }
    }
    if (entry.reads == null) {
      readingAnything--;
    } else {
      for (int path : entry.reads) {
        reads.remove(path);
      }
    }
  }

  /** How many queries there are. */
  public int size() {
    return byKey.size();
  }

  /**
   * Tells each query, once, that may match one version of a document and not the other. All other
   * queries match both or neither.
   *
   * @param before the document as it was; null if it is new
   * @param after the document as it is; null if it is gone
   */
  public void candidates(Doc before, Doc after, Consumer<K> candidate) {
    find(before, after, entry -> candidate.accept(entry.key));
  }

  /**
   * As {@link #candidates}, with an answer: whether each candidate matches the later version. What
   * several queries ask alike is evaluated once. Where it cannot be computed, a query does not
   * match, and nobody who is gone matches.
   */
  public void verdicts(Doc before, Doc after, Verdict<K> verdict) {
    verdicts(before, after, _ -> true, verdict);
  }

  /**
   * As {@link #verdicts(Doc, Doc, Verdict)}, where not all answers are wanted.
   *
   * @param isAsked the queries that are evaluated; of another candidate it is said that it does not
   *     match
   */
  public void verdicts(Doc before, Doc after, Predicate<K> isAsked, Verdict<K> verdict) {
    clauses.nextDocument();
    find(
        before,
        after,
        entry ->
            verdict.on(entry.key, after != null && isAsked.test(entry.key) && holds(entry, after)));
  }

  /** Is told which documents match a query. */
  public interface Found<K> {
    /** The query of this key matches these of the documents, each a bit; at least one. */
    void on(K key, long matching);
  }

  /**
   * Tells the queries that match some documents, quicker than asking about one after the other. A
   * query may be told several times, about other documents.
   */
  public void matching(Batch batch, Found<K> found) {
    Block block = new Block(batch);
    for (int i = 0; i < everywhere.size(); i++) {
      Entry<K> entry = bySlot.get(everywhere.get(i));
      tell(entry, matching(entry, batch, block), found);
    }
    for (long rest = batch.present(); rest != 0; rest &= rest - 1) {
      long bit = Long.lowestOneBit(rest);
      Doc doc = batch.get(Long.numberOfTrailingZeros(rest));
      clauses.nextDocument();
      question++;
      IntConsumer ask =
          slot -> offer(slot, null, entry -> tell(entry, holds(entry, doc) ? bit : 0, found));
      for (PathAnchors there : anchors.values()) {
        there.find(doc, collect, ask);
      }
    }
  }

  private long matching(Entry<K> entry, Batch batch, Block block) {
    if (!entry.isCostly) {
      return block.matching(entry.clause.clause());
    }
    stopwatch.start();
    try {
      return block.matching(entry.clause.clause());
    } finally {
      stopwatch.stop(entry.key, Long.bitCount(batch.present()));
    }
  }

  private static <K> void tell(Entry<K> entry, long matching, Found<K> found) {
    if (matching != 0) {
      found.on(entry.key, matching);
    }
  }

  private boolean holds(Entry<K> entry, Doc doc) {
    if (!entry.isCostly) {
      return holds(entry.clause, doc);
    }
    stopwatch.start();
    try {
      return holds(entry.clause, doc);
    } finally {
      stopwatch.stop(entry.key, 1);
    }
  }

  private boolean holds(SharedClauses.Node clause, Doc doc) {
    try {
      return clauses.holds(clause, doc);
    } catch (Flaw flaw) {
      return false;
    }
  }

  private void find(Doc before, Doc after, Consumer<Entry<K>> candidate) {
    BitSet touched = null;
    if (before != null && after != null) {
      touched = reads.touched(before, after);
      if (touched.isEmpty() && (readingAnything == 0 || before.equals(after))) {
        return;
      }
    }
    question++;
    BitSet changed = touched;
    for (int i = 0; i < everywhere.size(); i++) {
      offer(everywhere.get(i), changed, candidate);
    }
    for (PathAnchors there : anchors.values()) {
      // Where the path leads to the same in both, the anchor is found in the later one.
      if (before != null && (changed == null || changed.get(there.number()))) {
        there.find(before, collect, slot -> offer(slot, changed, candidate));
      }
      if (after != null) {
        there.find(after, collect, slot -> offer(slot, changed, candidate));
      }
    }
  }

  private void offer(int slot, BitSet touched, Consumer<Entry<K>> candidate) {
    if (seen[slot] == question) {
      return;
    }
    seen[slot] = question;
    Entry<K> entry = bySlot.get(slot);
    if (touched == null || entry.reads == null || anyTouched(entry.reads, touched)) {
      candidate.accept(entry);
    }
  }

  private static boolean anyTouched(int[] paths, BitSet touched) {
    for (int path : paths) {
      if (touched.get(path)) {
        return true;
      }
    }
    return false;
  }

  private int cost(Anchor anchor) {
    PathAnchors there = anchors.get(anchor.path().keys());
    int crowd = there == null ? 0 : there.crowd(anchor);
    return 1 + crowd + (anchor instanceof Anchor.Present ? PRESENCE : 0);
  }
}
