package org.perfectstorm.mql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.bson.BsonUndefined;
import org.perfectstorm.mql.bson.Missing;

/**
 * What a query requires of a document: anchors of which a matching document has at least one. The
 * reverse need not hold, so whoever finds an anchor still has to ask the query.
 */
final class Requirement {
  private final ToIntFunction<Anchor> cost;

  /**
   * @param cost how bad an anchor is: how many documents have it, or how many queries stand there
   */
  Requirement(ToIntFunction<Anchor> cost) {
    this.cost = cost;
  }

  /** The cheapest anchors of a query; null if a document that matches needs to have none. */
  List<Anchor> of(Clause clause) {
    return of(Path.SELF, clause);
  }

  /**
   * @param above the path to the elements that the clause is about
   */
  private List<Anchor> of(Path above, Clause clause) {
    return switch (clause) {
      case Clause.Leaf leaf -> of(above.then(leaf.path()), leaf.operator());
      case Clause.All all -> cheapest(above, all.parts());
      case Clause.Any any -> union(above, any.parts());
      case Clause.Constant constant -> constant.holds() ? null : List.of();
      // What must not be, what is computed, and who is in a group lead to no value.
      default -> null;
    };
  }

  private List<Anchor> of(Path path, Operator operator) {
    if (path.length() == 0 || operator.accepts(Missing.MISSING)) {
      return null;
    }
    return switch (operator) {
      case EqualText equal -> List.of(new Anchor.Equals(path, equal.wanted()));
      case Equal equal -> List.of(equal(path, equal.wanted()));
      case Matches matches -> List.of(matching(path, matches));
      case In in -> in(path, in);
      case ElementMatch match -> inElement(path, match.element());
      default -> List.of(new Anchor.Present(path));
    };
  }

  /** An element with something below the path, or at least something at the path. */
  private List<Anchor> inElement(Path path, Clause element) {
    List<Anchor> below = of(path, element);
    return below == null || below.stream().anyMatch(anchor -> entersArrays(path, anchor.path()))
        ? List.of(new Anchor.Present(path))
        : below;
  }

  /** An element that is an array itself has its indexes as keys, which the path does not see. */
  private static boolean entersArrays(Path path, Path below) {
    return below.length() == path.length() || below.hasIndexAt(path.length());
  }

  private static Anchor equal(Path path, Object wanted) {
    return wanted == null || wanted instanceof BsonUndefined
        ? new Anchor.Present(path)
        : new Anchor.Equals(path, Anchor.key(wanted));
  }

  private static Anchor matching(Path path, Matches matches) {
    String prefix = matches.regex().prefix();
    return prefix == null || prefix.isEmpty()
        ? new Anchor.Present(path)
        : new Anchor.Prefix(path, prefix);
  }

  private static List<Anchor> in(Path path, In in) {
    List<Anchor> anchors = new ArrayList<>();
    for (Object wanted : in.wanted()) {
      anchors.add(equal(path, wanted));
    }
    for (Operator pattern : in.patterns()) {
      anchors.add(
          pattern instanceof Matches matches ? matching(path, matches) : new Anchor.Present(path));
    }
    return anchors;
  }

  private List<Anchor> cheapest(Path above, List<Clause> parts) {
    List<Anchor> best = null;
    long bestCost = Long.MAX_VALUE;
    for (Clause part : parts) {
      List<Anchor> anchors = of(above, part);
      if (anchors != null) {
        long sum = anchors.stream().mapToLong(cost::applyAsInt).sum();
        if (best == null || sum < bestCost) {
          best = anchors;
          bestCost = sum;
        }
      }
    }
    return best;
  }

  private List<Anchor> union(Path above, List<Clause> parts) {
    List<Anchor> all = new ArrayList<>();
    for (Clause part : parts) {
      List<Anchor> anchors = of(above, part);
      if (anchors == null) {
        return null;
      }
      all.addAll(anchors);
    }
    return all;
  }
}
