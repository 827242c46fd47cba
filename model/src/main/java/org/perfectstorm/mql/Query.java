package org.perfectstorm.mql;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Gatherer;
import java.util.stream.Stream;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.value.Doc;

/**
 * A compiled query. Immutable and safe to share between threads; matching allocates nothing in the
 * common case.
 */
public final class Query {
  private final Doc source;
  private final Clause root;
  private final Set<String> groups;

  private Query(Doc source, Clause root, Set<String> groups) {
    this.source = source;
    this.root = root;
    this.groups = Set.copyOf(groups);
  }

  /**
   * Compiles a query on any documents. Extended JSON in it ({@code {"$date": ..}}, {@code {"$oid":
   * ..}}, ...) is understood.
   *
   * @throws QueryException if the query has no meaning; it names the place
   */
  public static Query compile(Doc query) {
    return compile(query, Options.PLAIN);
  }

  /** Compiles a query, as {@link #compile(Doc)}, for particular documents and groups. */
  public static Query compile(Doc query, Options options) {
    try {
      Doc typed = ExtendedJson.read(query);
      Weight.check(typed);
      Parser parser = new Parser(options);
      return new Query(query, parser.query(typed), parser.groups());
    } catch (Flaw flaw) {
      throw new QueryException(flaw);
    }
  }

  /**
   * Whether the document matches. Where that cannot be computed (an {@code $expr} that divides by
   * zero, a regular expression that gave up), it does not match; {@link #check} says why.
   */
  public boolean matches(Doc doc) {
    try {
      return root.matches(doc);
    } catch (Flaw flaw) {
      return false;
    }
  }

  /**
   * Those of some documents that match, in order: quicker than asking about one after the other.
   */
  public Stream<Doc> among(Stream<Doc> docs) {
    return docs.gather(
        Gatherer.<Doc, Gathered, Doc>ofSequential(
            Gathered::new,
            (some, doc, found) -> {
              some.docs[some.size++] = doc;
              return some.size < Block.SIZE || handOn(some, found);
            },
            this::handOn));
  }

  /** Those of a batch's documents that match, each a bit: the quickest way to ask. */
  public long among(Batch batch) {
    return new Block(batch).matching(root);
  }

  private static final class Gathered {
    private final Doc[] docs = new Doc[Block.SIZE];
    private int size;
  }

  /** Hands on those of some documents that match; whether more are wanted. */
  private boolean handOn(Gathered some, Gatherer.Downstream<? super Doc> found) {
    boolean more = true;
    long matching = new Block(some.docs, some.size).matching(root);
    for (long rest = matching; rest != 0 && more; rest &= rest - 1) {
      more = found.push(some.docs[Long.numberOfTrailingZeros(rest)]);
    }
    some.size = 0;
    return more;
  }

  /**
   * Whether the document matches, as {@link #matches}.
   *
   * @throws QueryException if that cannot be computed
   */
  public boolean check(Doc doc) {
    try {
      return root.matches(doc);
    } catch (Flaw flaw) {
      throw new QueryException(flaw);
    }
  }

  /** Why a document matches, or not. */
  public Explanation explain(Doc doc) {
    return Explainer.explain(root, doc);
  }

  /** Whether it may take long for one document; see {@link Stopwatch}. */
  public boolean isCostly() {
    return Cost.isHigh(root);
  }

  /** All operators that stand on a field, {@code $eq} and so on, in the order of the alphabet. */
  public static SortedSet<String> operators() {
    return new TreeSet<>(Operators.NAMES);
  }

  /** All operators that stand where a field does, {@code $or} and so on, in this order too. */
  public static SortedSet<String> connectives() {
    return new TreeSet<>(Parser.LOGICAL);
  }

  /** The query that was compiled, as it was given. */
  public Doc source() {
    return source;
  }

  /** The names of the groups whose members this query asks for with {@code $group}. */
  public Set<String> groups() {
    return groups;
  }

  /** The query's JSON. */
  @Override
  public String toString() {
    return source.toString();
  }

  Clause root() {
    return root;
  }
}
