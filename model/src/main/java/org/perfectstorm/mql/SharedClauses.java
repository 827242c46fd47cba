package org.perfectstorm.mql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.value.Doc;

/**
 * Clauses of many queries, of which equal ones are evaluated once for a document. Not for sharing
 * between threads.
 */
final class SharedClauses {
  private final Map<Clause, Node> nodes = new HashMap<>();
  private long round;

  /** A clause, and what it said about the document of this round. */
  static final class Node {
    private final Clause clause;
    private final Node[] parts;
    private int users;
    private long round;
    private boolean holds;

    private Node(Clause clause, Node[] parts) {
      this.clause = clause;
      this.parts = parts;
    }

    Clause clause() {
      return clause;
    }
  }

  /** The node for a clause; to be given back with {@link #remove}. */
  Node add(Clause clause) {
    Node node = nodes.get(clause);
    if (node == null) {
      node = new Node(clause, parts(clause).stream().map(this::add).toArray(Node[]::new));
      nodes.put(clause, node);
    }
    node.users++;
    return node;
  }

  void remove(Node node) {
    if (--node.users == 0) {
      nodes.remove(node.clause);
      for (Node part : node.parts) {
        remove(part);
      }
    }
  }

  /** How many different clauses there are. */
  int size() {
    return nodes.size();
  }

  /** The next questions are about another document. */
  void nextDocument() {
    round++;
  }

  /**
   * Whether a clause holds for the document of this round.
   *
   * @throws org.perfectstorm.mql.bson.Flaw if that cannot be computed
   */
  boolean holds(Node node, Doc doc) {
    if (node.round != round) {
      node.holds = evaluate(node, doc);
      node.round = round;
    }
    return node.holds;
  }

  private boolean evaluate(Node node, Doc doc) {
    return switch (node.clause) {
      case Clause.All _ -> {
        for (Node part : node.parts) {
          if (!holds(part, doc)) {
            yield false;
          }
        }
        yield true;
      }
      case Clause.Any _ -> {
        for (Node part : node.parts) {
          if (holds(part, doc)) {
            yield true;
          }
        }
        yield false;
      }
      case Clause.Not _ -> !holds(node.parts[0], doc);
      default -> node.clause.matches(doc);
    };
  }

  private static List<Clause> parts(Clause clause) {
    return switch (clause) {
      case Clause.All all -> all.parts();
      case Clause.Any any -> any.parts();
      case Clause.Not not -> List.of(not.part());
      case Clause.Leaf _,
          Clause.Constant _,
          Clause.Computed _,
          Clause.Conforms _,
          Clause.InGroup _ ->
          List.of();
    };
  }
}
