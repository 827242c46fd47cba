package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What expressions are worth. */
final class Evaluator {
  private final Run run;

  Evaluator(Run run) {
    this.run = run;
  }

  Object value(Expr expr, Scope scope) {
    run.step();
    run.enter();
    run.at = expr.at();
    Object value =
        switch (expr) {
          case Expr.Literal literal -> literal.value();
          case Expr.Name name -> scope.get(name.name());
          case Expr.ListOf list -> new ListValue(values(list.items(), scope));
          case Expr.TupleOf tuple -> new Tuple(values(tuple.items(), scope));
          case Expr.DictOf dict -> dict(dict, scope);
          case Expr.Negative minus -> Arithmetic.negative(value(minus.operand(), scope));
          case Expr.Positive plus -> Arithmetic.positive(value(plus.operand(), scope));
          case Expr.Not not -> !truth(not.operand(), scope);
          case Expr.And and -> firstOf(and.operands(), false, scope);
          case Expr.Or or -> firstOf(or.operands(), true, scope);
          case Expr.Binary binary -> binary(binary, scope);
          case Expr.Compare compare -> compare(compare, scope);
          case Expr.Concat concat -> concat(concat, scope);
          case Expr.Conditional conditional -> conditional(conditional, scope);
          case Expr.Attribute attribute -> attribute(attribute, scope);
          case Expr.Item item -> item(item, scope);
          case Expr.Slice slice -> slice(slice, scope);
          case Expr.Call call -> call(call, scope, Map.of());
          case Expr.Filter filter -> filter(filter, value(filter.input(), scope), scope);
          case Expr.Test test -> test(test, scope);
        };
    run.leave();
    return value;
  }

  boolean truth(Expr expr, Scope scope) {
    Object value = value(expr, scope);
    run.at = expr.at();
    return Truth.of(value);
  }

  private List<Object> values(List<Expr> exprs, Scope scope) {
    List<Object> values = new ArrayList<>(exprs.size());
    for (Expr expr : exprs) {
      values.add(value(expr, scope));
    }
    return values;
  }

  private Dict dict(Expr.DictOf literal, Scope scope) {
    Dict dict = new Dict();
    for (Expr.Pair pair : literal.pairs()) {
      Object key = value(pair.key(), scope);
      Object value = value(pair.value(), scope);
      run.at = pair.key().at();
      dict.put(run, key, value);
    }
    return dict;
  }

  /** The first operand that counts as wanted, or the last one. */
  private Object firstOf(List<Expr> operands, boolean wanted, Scope scope) {
    int last = operands.size() - 1;
    for (int i = 0; i < last; i++) {
      Object value = value(operands.get(i), scope);
      run.at = operands.get(i).at();
      if (Truth.of(value) == wanted) {
        return value;
      }
    }
    return value(operands.get(last), scope);
  }

  private Object binary(Expr.Binary binary, Scope scope) {
    Object left = value(binary.left(), scope);
    Object right = value(binary.right(), scope);
    run.at = binary.at();
    return made(Arithmetic.apply(run, binary.operator(), left, right));
  }

  private Object made(Object value) {
    if (value instanceof String text) {
      run.made(text.length());
    }
    return value;
  }

  private boolean compare(Expr.Compare compare, Scope scope) {
    Object left = value(compare.first(), scope);
    for (Expr.Comparison comparison : compare.rest()) {
      Object right = value(comparison.operand(), scope);
      run.at = compare.at();
      if (!comparison.relation().holds(run, left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private Object concat(Expr.Concat concat, Scope scope) {
    StringBuilder out = new StringBuilder();
    for (Expr part : concat.parts()) {
      Object value = value(part, scope);
      run.at = part.at();
      String text = Repr.text(run, value);
      run.room((long) out.length() + text.length());
      out.append(text);
    }
    return made(out.toString());
  }

  private Object conditional(Expr.Conditional conditional, Scope scope) {
    if (truth(conditional.test(), scope)) {
      return value(conditional.then(), scope);
    }
    return conditional.otherwise() != null
        ? value(conditional.otherwise(), scope)
        : Undefined.EMPTY;
  }

  private Object attribute(Expr.Attribute attribute, Scope scope) {
    Object object = value(attribute.object(), scope);
    run.at = attribute.object().at();
    return Lookup.attribute(run, object, attribute.name());
  }

  private Object item(Expr.Item item, Scope scope) {
    Object object = value(item.object(), scope);
    Object key = value(item.key(), scope);
    run.at = item.object().at();
    return Lookup.item(run, object, key);
  }

  private Object slice(Expr.Slice slice, Scope scope) {
    Object object = value(slice.object(), scope);
    Object start = bound(slice.start(), scope);
    Object stop = bound(slice.stop(), scope);
    Object step = bound(slice.step(), scope);
    run.at = slice.object().at();
    return made(Slices.of(run, object, start, stop, step));
  }

  private Object bound(Expr bound, Scope scope) {
    return bound == null ? null : value(bound, scope);
  }

  /** Calls with further named arguments, such as a call block's caller. */
  Object call(Expr.Call call, Scope scope, Map<String, Object> further) {
    Object function = value(call.function(), scope);
    Args args = args(call.arguments(), scope, further);
    run.at = call.function().at();
    return switch (Undefined.refuse(function)) {
      case Native object -> object.call(run, args);
      case TemplateObject object -> Host.call(run, object, args);
      case null, default ->
          throw new Fault("'" + Types.name(function) + "' object is not callable");
    };
  }

  /** Applies a filter to a value, whatever its own input is. */
  Object filter(Expr.Filter filter, Object input, Scope scope) {
    Args args = args(filter.arguments(), scope, Map.of());
    run.at = filter.at();
    return filter.operation().apply(run, input, args);
  }

  private Object test(Expr.Test test, Scope scope) {
    Object input = value(test.input(), scope);
    Args args = args(test.arguments(), scope, Map.of());
    run.at = test.at();
    return test.operation().apply(run, input, args);
  }

  private Args args(Expr.Arguments arguments, Scope scope, Map<String, Object> further) {
    if (arguments.isEmpty() && further.isEmpty()) {
      return Args.NONE;
    }
    List<Object> positional = values(arguments.positional(), scope);
    Map<String, Object> named = new LinkedHashMap<>();
    for (Expr.Keyword keyword : arguments.named()) {
      named.put(keyword.name(), value(keyword.value(), scope));
    }
    if (arguments.starred() != null) {
      positional.addAll(Iteration.list(run, value(arguments.starred(), scope)));
    }
    if (arguments.doubleStarred() != null) {
      spread(value(arguments.doubleStarred(), scope), named);
    }
    further.forEach((name, value) -> putNew(named, name, value));
    return new Args(positional, named);
  }

  private void spread(Object value, Map<String, Object> named) {
    if (!(Undefined.refuse(value) instanceof Mapping mapping)) {
      throw new Fault("argument after ** must be a mapping, not " + Types.name(value));
    }
    mapping
        .entries()
        .forEachRemaining(
            entry -> {
              run.step();
              if (!(entry.get(0) instanceof String name)) {
                throw new Fault("keywords must be strings");
              }
              putNew(named, name, entry.get(1));
            });
  }

  private static void putNew(Map<String, Object> named, String name, Object value) {
    if (named.containsKey(name)) {
      throw new Fault("got multiple values for keyword argument '" + name + "'");
    }
    named.put(name, value);
  }
}
