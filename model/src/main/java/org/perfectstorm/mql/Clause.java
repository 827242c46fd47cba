package org.perfectstorm.mql;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.expr.Expression;
import org.perfectstorm.mql.schema.Schema;
import org.perfectstorm.value.Doc;

/**
 * A compiled query is a tree of these. Immutable, so that threads may share it. Matching,
 * explaining and indexing all go along this one tree.
 */
sealed interface Clause {
  /**
   * Whether it holds for a document (or, inside {@code $elemMatch}, for an element).
   *
   * @throws org.perfectstorm.mql.bson.Flaw if that cannot be computed
   */
  boolean matches(Object root);

  /**
   * Those of some documents for which it holds, each a bit. A document for which that cannot be
   * computed is said to the block.
   *
   * @param asked which documents of the block
   */
  default long among(Block block, long asked) {
    long holding = 0;
    for (long rest = asked; rest != 0; rest &= rest - 1) {
      int number = Long.numberOfTrailingZeros(rest);
      try {
        holding |= matches(block.doc(number)) ? 1L << number : 0;
      } catch (Flaw flaw) {
        block.fail(number);
      }
    }
    return holding;
  }

  /** All of the clauses, or the single one, or {@link Constant#ALWAYS}. */
  static Clause all(List<Clause> clauses) {
    return switch (clauses.size()) {
      case 0 -> Constant.ALWAYS;
      case 1 -> clauses.getFirst();
      default -> new All(clauses.toArray(Clause[]::new));
    };
  }

  /** One of the clauses, or the single one, or {@link Constant#NEVER}. */
  static Clause any(List<Clause> clauses) {
    return switch (clauses.size()) {
      case 0 -> Constant.NEVER;
      case 1 -> clauses.getFirst();
      default -> new Any(clauses.toArray(Clause[]::new));
    };
  }

  /**
   * An operator on what a path leads to.
   *
   * @param name the operator as the query calls it: {@code $gt}
   * @param operand its operand in the query
   */
  record Leaf(Path path, Operator operator, String name, Object operand) implements Clause {
    @Override
    public boolean matches(Object root) {
      return path.leadsTo(operator, root);
    }

    @Override
    public long among(Block block, long asked) {
      return path.among(operator, block, asked);
    }

    /** The operand says all about the operator. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Leaf leaf
          && path.equals(leaf.path)
          && name.equals(leaf.name)
          && Objects.equals(operand, leaf.operand);
    }

    @Override
    public int hashCode() {
      return Objects.hash(path, name, operand);
    }
  }

  /** {@code $and}, and several conditions side by side. */
  final class All implements Clause {
    private final Clause[] parts;
    private final int hash;

    private All(Clause[] parts) {
      this.parts = parts;
      this.hash = Arrays.hashCode(parts) + 1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof All clause
          && hash == clause.hash
          && Arrays.equals(parts, clause.parts);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    List<Clause> parts() {
      return List.of(parts);
    }

    @Override
    public boolean matches(Object root) {
      for (Clause part : parts) {
        if (!part.matches(root)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public long among(Block block, long asked) {
      long holding = asked;
      for (int i = 0; i < parts.length && holding != 0; i++) {
        holding = parts[i].among(block, holding);
      }
      return holding;
    }
  }

  /** {@code $or}. */
  final class Any implements Clause {
    private final Clause[] parts;
    private final int hash;

    private Any(Clause[] parts) {
      this.parts = parts;
      this.hash = Arrays.hashCode(parts) + 2;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Any clause
          && hash == clause.hash
          && Arrays.equals(parts, clause.parts);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    List<Clause> parts() {
      return List.of(parts);
    }

    @Override
    public boolean matches(Object root) {
      for (Clause part : parts) {
        if (part.matches(root)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public long among(Block block, long asked) {
      long holding = 0;
      for (int i = 0; i < parts.length && holding != asked; i++) {
        holding |= parts[i].among(block, asked & ~holding);
      }
      return holding;
    }
  }

  /**
   * The opposite: {@code $not}, {@code $nor}, {@code $ne}, {@code $nin}, {@code $exists: false}.
   */
  record Not(Clause part) implements Clause {
    @Override
    public boolean matches(Object root) {
      return !part.matches(root);
    }

    @Override
    public long among(Block block, long asked) {
      return asked & ~part.among(block, asked);
    }
  }

  /** Always or never. */
  record Constant(boolean holds) implements Clause {
    /** Holds for everything: the empty query. */
    static final Constant ALWAYS = new Constant(true);

    /** Holds for nothing. */
    static final Constant NEVER = new Constant(false);

    @Override
    public boolean matches(Object root) {
      return holds;
    }
  }

  /** {@code $expr}: an expression is true for the document. */
  record Computed(Expression expression, Object source) implements Clause {
    @Override
    public boolean matches(Object root) {
      return expression.holdsFor((Doc) root);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Computed clause && Objects.equals(source, clause.source);
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(source);
    }
  }

  /** {@code $jsonSchema}: the document conforms to a schema. */
  record Conforms(Schema schema, Object source) implements Clause {
    @Override
    public boolean matches(Object root) {
      return schema.allows(root);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Conforms clause && Objects.equals(source, clause.source);
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(source);
    }
  }

  /** {@code $group}: the document is a member of a group. */
  record InGroup(String group, Membership groups) implements Clause {
    @Override
    public boolean matches(Object root) {
      return root instanceof Doc doc
          && doc.get("id") instanceof String id
          && groups.belongs(group, id);
    }
  }
}
