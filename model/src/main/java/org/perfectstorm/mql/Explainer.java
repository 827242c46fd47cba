package org.perfectstorm.mql;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Goes along the tree of clauses as matching does, but looks at all of it and writes it down. */
final class Explainer {
  /** So many elements of an array at most are explained one by one. */
  private static final int MOST_ELEMENTS = 20;

  private Explainer() {}

  static Explanation explain(Clause clause, Object root) {
    return switch (clause) {
      case Clause.Leaf leaf -> leaf(leaf, root, false);
      case Clause.Not(Clause.Leaf leaf) -> leaf(leaf, root, true);
      case Clause.Not(Clause.Any any) -> joined("none of", clause, any.parts(), root);
      case Clause.Not not -> joined("none of", clause, List.of(not.part()), root);
      case Clause.All all -> joined("all of", clause, all.parts(), root);
      case Clause.Any any -> joined("any of", clause, any.parts(), root);
      case Clause.Constant constant ->
          single(constant.holds() ? "anything" : "nothing", clause, null, null, root);
      case Clause.InGroup group ->
          single("$group " + Explanation.shown(group.group()), clause, null, null, root);
      case Clause.Computed computed ->
          single(
              "$expr " + Explanation.shown(computed.source()),
              clause,
              "$expr",
              value(computed, root),
              root);
      case Clause.Conforms conforms -> {
        String broken = conforms.schema().broken(root);
        String clauseText = "$jsonSchema " + Explanation.shown(conforms.source());
        yield single(
            broken == null ? clauseText : clauseText + " (" + broken + ")",
            clause,
            null,
            null,
            root);
      }
    };
  }

  private static Explanation joined(String text, Clause clause, List<Clause> parts, Object root) {
    Explanation whole = single(text, clause, null, null, root);
    List<Explanation> explained = parts.stream().map(part -> explain(part, root)).toList();
    return new Explanation(text, whole.matches(), null, null, whole.error(), explained);
  }

  private static Explanation single(
      String text, Clause clause, String path, Object saw, Object root) {
    try {
      return new Explanation(text, clause.matches(root), path, saw, null, List.of());
    } catch (Flaw flaw) {
      return new Explanation(text, false, path, saw, flaw.getMessage(), List.of());
    }
  }

  private static Explanation leaf(Clause.Leaf leaf, Object root, boolean negated) {
    String path = leaf.path().text();
    String text = (path.isEmpty() ? "" : path + " ") + condition(leaf, negated);
    Object saw = saw(leaf.path(), root);
    Clause clause = negated ? new Clause.Not(leaf) : leaf;
    Explanation whole = single(text, clause, path, saw, root);
    return new Explanation(
        text, whole.matches(), path, saw, whole.error(), elements(leaf.operator(), saw));
  }

  private static String condition(Clause.Leaf leaf, boolean negated) {
    String operand = Explanation.shown(leaf.operand());
    if (!negated) {
      return leaf.name() + " " + operand;
    }
    return switch (leaf.name()) {
      case "$eq" -> "$ne " + operand;
      case "$in" -> "$nin " + operand;
      case "$exists" -> "$exists false";
      default -> "$not " + leaf.name() + " " + operand;
    };
  }

  private static List<Explanation> elements(Operator operator, Object saw) {
    if (!(operator instanceof ElementMatch match) || !(saw instanceof Arr arr)) {
      return List.of();
    }
    List<Explanation> elements = new ArrayList<>();
    for (int i = 0; i < Math.min(arr.size(), MOST_ELEMENTS); i++) {
      Object element = arr.get(i);
      boolean fits = !match.documents() || element instanceof Doc || element instanceof Arr;
      Explanation inside = fits ? explain(match.element(), element) : null;
      elements.add(
          new Explanation(
              "element " + i,
              fits && inside.matches(),
              null,
              null,
              null,
              fits ? List.of(inside) : List.of()));
    }
    return elements;
  }

  private static Object saw(Path path, Object root) {
    Collect values = Collect.wholeArrays();
    List<Object> found = values.along(path, root);
    return switch (found.size()) {
      case 0 -> Missing.MISSING;
      case 1 -> found.getFirst();
      default -> Arr.holding(found);
    };
  }

  private static Object value(Clause.Computed computed, Object root) {
    try {
      return computed.expression().of((Doc) root);
    } catch (Flaw flaw) {
      return Missing.MISSING;
    }
  }
}
