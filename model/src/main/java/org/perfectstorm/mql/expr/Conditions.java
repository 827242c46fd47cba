package org.perfectstorm.mql.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Truth;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** What chooses between values, and what names them. */
final class Conditions {
  private Conditions() {}

  static void addTo(Map<String, Function> all) {
    all.put("$cond", Conditions::cond);
    all.put("$ifNull", Conditions::ifNull);
    all.put("$switch", Conditions::choose);
    all.put("$let", Conditions::let);
    all.put("$literal", (operand, _) -> new Term.Constant(operand));
  }

  private static Term cond(Object operand, Reader reader) {
    List<Term> terms =
        operand instanceof Doc
            ? List.of(reader.named("$cond", operand, List.of("if", "then", "else"), List.of()))
            : reader.arguments("$cond", operand, 3, 3);
    return scope ->
        Truth.of(terms.get(0).of(scope)) ? terms.get(1).of(scope) : terms.get(2).of(scope);
  }

  private static Term ifNull(Object operand, Reader reader) {
    List<Term> terms = reader.arguments("$ifNull", operand, 2, Integer.MAX_VALUE);
    return scope -> {
      Object value = null;
      for (Term term : terms) {
        value = term.of(scope);
        if (!Given.isNull(value)) {
          return value;
        }
      }
      return value;
    };
  }

  private record Branch(Term when, Term then) {}

  private static Term choose(Object operand, Reader reader) {
    if (!(operand instanceof Doc doc) || !(doc.get("branches") instanceof Arr arr)) {
      throw new Flaw("$switch requires an object with an array 'branches'");
    }
    List<Branch> branches = new ArrayList<>();
    for (int i = 0; i < arr.size(); i++) {
      try {
        Term[] terms = reader.named("$switch", arr.get(i), List.of("case", "then"), List.of());
        branches.add(new Branch(terms[0], terms[1]));
      } catch (Flaw flaw) {
        throw flaw.at(".branches[" + i + "]");
      }
    }
    if (doc.size() > (doc.has("default") ? 2 : 1)) {
      throw new Flaw("$switch found an unknown argument");
    }
    if (branches.isEmpty()) {
      throw new Flaw("$switch requires at least one branch");
    }
    Term otherwise = doc.has("default") ? reader.readAt(".default", doc.get("default")) : null;
    return scope -> {
      for (Branch branch : branches) {
        if (Truth.of(branch.when.of(scope))) {
          return branch.then.of(scope);
        }
      }
      if (otherwise == null) {
        throw new Flaw("$switch could not find a matching branch, and no default was specified");
      }
      return otherwise.of(scope);
    };
  }

  private static Term let(Object operand, Reader reader) {
    if (!(operand instanceof Doc doc)
        || !(doc.get("vars") instanceof Doc vars)
        || !doc.has("in")
        || doc.size() != 2) {
      throw new Flaw("$let requires an object with 'vars' and 'in'");
    }
    List<String> names = new ArrayList<>();
    List<Term> values = new ArrayList<>();
    for (int i = 0; i < vars.size(); i++) {
      names.add(vars.key(i));
      values.add(reader.readAt(".vars." + vars.key(i), vars.at(i)));
    }
    Term in = reader.readWith(names, doc.get("in"));
    return scope -> {
      Scope inner = scope;
      for (int i = 0; i < names.size(); i++) {
        inner = inner.with(names.get(i), values.get(i).of(scope));
      }
      return in.of(inner);
    };
  }
}
