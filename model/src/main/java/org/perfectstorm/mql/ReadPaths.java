package org.perfectstorm.mql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.value.Doc;

/**
 * The paths that some queries read, each under a small number, and which of them lead to something
 * else in one document than in another. Most changes touch nothing that any query reads.
 *
 * <p>For one thread.
 */
final class ReadPaths {
  private final Node root = new Node(null, "");
  private final List<Node> byNumber = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  private static final class Node {
    final Node above;

    /** Documents before and after a change mostly have the same shapes, which a step remembers. */
    final Step step;

    final Map<String, Node> below = new HashMap<>();

    /** The same, to be gone along quickly. */
    Node[] branches = {};

    int number = -1;
    int readers;

    Node(Node above, String key) {
      this.above = above;
      this.step = new Step(key);
    }

    Node to(String key) {
      Node there = below.get(key);
      if (there == null) {
        there = new Node(this, key);
        below.put(key, there);
        branches = below.values().toArray(Node[]::new);
      }
      return there;
    }

    void remove(String key) {
      below.remove(key);
      branches = below.values().toArray(Node[]::new);
    }
  }

  /** The paths that a query reads; null if it may read anything. */
  static Set<List<String>> of(Clause clause) {
    Set<List<String>> paths = new HashSet<>();
    return collect(clause, paths) ? paths : null;
  }

  private static boolean collect(Clause clause, Set<List<String>> paths) {
    return switch (clause) {
      case Clause.Leaf leaf -> {
        paths.add(leaf.path().keys());
        yield true;
      }
      case Clause.All all -> all.parts().stream().allMatch(part -> collect(part, paths));
      case Clause.Any any -> any.parts().stream().allMatch(part -> collect(part, paths));
      case Clause.Not not -> collect(not.part(), paths);
      // Who is in a group changes by other ways than the document, and is followed there.
      case Clause.Constant _, Clause.InGroup _ -> true;
      default -> false;
    };
  }

  /** The number of a path, which is read once more. */
  int add(List<String> path) {
    Node node = root;
    for (String key : path) {
      node = node.to(key);
    }
    if (node.readers++ == 0) {
      node.number = free.isEmpty() ? byNumber.size() : free.pop();
      if (node.number == byNumber.size()) {
        byNumber.add(node);
      } else {
        byNumber.set(node.number, node);
      }
    }
    return node.number;
  }

  /** The path with a number is read once less. */
  void remove(int number) {
    Node node = byNumber.get(number);
    if (--node.readers > 0) {
      return;
    }
    byNumber.set(number, null);
    free.push(number);
    node.number = -1;
    while (node.above != null && node.number < 0 && node.below.isEmpty()) {
      node.above.remove(node.step.key());
      node = node.above;
    }
  }

  /** The numbers of the paths that may lead to something else in one document than in the other. */
  BitSet touched(Doc before, Doc after) {
    BitSet touched = new BitSet(byNumber.size());
    differ(root, before, after, touched);
    return touched;
  }

  /** Goes along what is read, so that nothing else is compared. */
  @SuppressWarnings("ReferenceEquality") // only a short cut
  private static void differ(Node node, Object before, Object after, BitSet touched) {
    if (before instanceof Doc one
        && after instanceof Doc other
        && one != other
        && !one.shape().hasDottedKey()
        && !other.shape().hasDottedKey()) {
      for (Node branch : node.branches) {
        differ(branch, value(one, branch.step), value(other, branch.step), touched);
      }
      if (node.number >= 0 && !one.equals(other)) {
        touched.set(node.number);
      }
    } else if (before != after && !Objects.equals(before, after)) {
      all(node, touched);
    }
  }

  private static Object value(Doc doc, Step step) {
    int at = step.in(doc.shape());
    return at < 0 ? Missing.MISSING : doc.at(at);
  }

  private static void all(Node node, BitSet touched) {
    if (node.number >= 0) {
      touched.set(node.number);
    }
    for (Node branch : node.branches) {
      all(branch, touched);
    }
  }
}
