package org.perfectstorm.mql;

import java.util.List;

/** Whether a query may take long for one document. */
final class Cost {
  /** More conditions than anybody writes by hand. */
  private static final int MANY = 100;

  private Cost() {}

  static boolean isHigh(Clause clause) {
    return leaves(clause) > MANY;
  }

  /** The number of conditions; one that may take long counts as many. */
  private static int leaves(Clause clause) {
    return switch (clause) {
      case Clause.Leaf leaf -> of(leaf.operator());
      case Clause.All all -> sum(all.parts());
      case Clause.Any any -> sum(any.parts());
      case Clause.Not not -> leaves(not.part());
      case Clause.Computed _, Clause.Conforms _ -> MANY + 1;
      case Clause.Constant _, Clause.InGroup _ -> 1;
    };
  }

  private static int of(Operator operator) {
    return switch (operator) {
      case Matches matches -> matches.regex().isSearch() ? 1 : MANY + 1;
      case In in -> 1 + in.patterns().stream().mapToInt(Cost::of).sum();
      case ElementMatch match -> 1 + leaves(match.element());
      default -> 1;
    };
  }

  private static int sum(List<Clause> parts) {
    int sum = 0;
    for (int i = 0; i < parts.size() && sum <= MANY; i++) {
      sum += leaves(parts.get(i));
    }
    return sum;
  }
}
