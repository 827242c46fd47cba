package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.perfectstorm.template.Stmt.Target;

/** Finds the names that a template takes from outside. */
final class FreeNames {
  private static final Set<String> DEFAULTS = Set.of("default", "d");
  private static final Set<String> GUARDS = Set.of("defined", "undefined");

  final Set<String> needed = new TreeSet<>();
  final Set<String> optional = new TreeSet<>();

  private FreeNames() {}

  static FreeNames of(List<Stmt> template) {
    FreeNames free = new FreeNames();
    free.body(template, new Names(null));
    free.needed.removeAll(free.optional);
    return free;
  }

  /** Names that are set so far, and macros to look into when all of their scope is known. */
  private static final class Names {
    private final Names around;
    private final Set<String> set = new HashSet<>();
    private final List<Stmt.MacroBody> macros = new ArrayList<>();

    Names(Names around) {
      this.around = around;
    }

    boolean has(String name) {
      return set.contains(name) || (around != null && around.has(name));
    }
  }

  /** Statements with a scope of their own. */
  private void body(List<Stmt> body, Names names) {
    statements(body, names);
    for (int i = 0; i < names.macros.size(); i++) {
      macro(names.macros.get(i), names);
    }
  }

  private void macro(Stmt.MacroBody macro, Names around) {
    Names names = new Names(around);
    names.set.addAll(macro.specials());
    macro.parameters().forEach(p -> names.set.add(p.name()));
    macro.parameters().forEach(p -> expression(p.fallback(), names));
    body(macro.body(), names);
  }

  private void statements(List<Stmt> body, Names names) {
    body.forEach(statement -> statement(statement, names));
  }

  private void statement(Stmt statement, Names names) {
    switch (statement) {
      case Stmt.Data data -> {}
      case Stmt.Print print -> expression(print.value(), names);
      case Stmt.Do expression -> expression(expression.value(), names);
      case Stmt.If choice -> choice(choice, names);
      case Stmt.For loop -> loop(loop, names);
      case Stmt.Assign assign -> {
        expression(assign.value(), names);
        set(assign.target(), names);
      }
      case Stmt.AssignBlock block -> {
        block(block.filters(), block.body(), names);
        set(block.target(), names);
      }
      case Stmt.FilterBlock block -> block(block.filters(), block.body(), names);
      case Stmt.With with -> {
        Names inner = new Names(names);
        with.bindings().forEach(binding -> expression(binding.value(), names));
        with.bindings().forEach(binding -> set(binding.target(), inner));
        body(with.body(), inner);
      }
      case Stmt.Define define -> {
        names.set.add(define.macro().name());
        names.macros.add(define.macro());
      }
      case Stmt.CallBlock block -> {
        expression(block.call(), names);
        macro(block.caller(), names);
      }
    }
  }

  private void block(List<Expr.Filter> filters, List<Stmt> body, Names names) {
    Names inner = new Names(names);
    body(body, inner);
    filters.forEach(filter -> arguments(filter.arguments(), inner));
  }

  /** What every branch sets is set afterwards. */
  private void choice(Stmt.If choice, Names names) {
    Set<String> before = Set.copyOf(names.set);
    Set<String> inAll = null;
    List<List<Stmt>> bodies = new ArrayList<>();
    for (Stmt.Branch branch : choice.branches()) {
      expression(branch.test(), names);
      bodies.add(branch.body());
    }
    bodies.add(choice.otherwise());
    for (List<Stmt> body : bodies) {
      statements(body, names);
      Set<String> now = new HashSet<>(names.set);
      names.set.retainAll(before);
      if (inAll == null) {
        inAll = now;
      } else {
        inAll.retainAll(now);
      }
    }
    names.set.addAll(inAll);
  }

  private void loop(Stmt.For loop, Names names) {
    expression(loop.sequence(), names);
    Names test = new Names(names);
    set(loop.target(), test);
    expression(loop.test(), test);
    Names inner = new Names(names);
    inner.set.add("loop");
    set(loop.target(), inner);
    body(loop.body(), inner);
    body(loop.otherwise(), new Names(names));
  }

  private void set(Target target, Names names) {
    switch (target) {
      case Target.ToName name -> names.set.add(name.name());
      case Target.ToNamespace attribute -> use(attribute.name(), names, needed);
      case Target.ToTuple tuple -> tuple.targets().forEach(t -> set(t, names));
    }
  }

  private void use(String name, Names names, Set<String> kind) {
    if (!names.has(name) && !Globals.names().contains(name)) {
      kind.add(name);
    }
  }

  private void expressions(List<Expr> exprs, Names names) {
    exprs.forEach(e -> expression(e, names));
  }

  private void expression(Expr expr, Names names) {
    switch (expr) {
      case null -> {}
      case Expr.Literal literal -> {}
      case Expr.Name name -> use(name.name(), names, needed);
      case Expr.ListOf list -> expressions(list.items(), names);
      case Expr.TupleOf tuple -> expressions(tuple.items(), names);
      case Expr.DictOf dict ->
          dict.pairs()
              .forEach(
                  pair -> {
                    expression(pair.key(), names);
                    expression(pair.value(), names);
                  });
      case Expr.Negative minus -> expression(minus.operand(), names);
      case Expr.Positive plus -> expression(plus.operand(), names);
      case Expr.Not not -> expression(not.operand(), names);
      case Expr.And and -> expressions(and.operands(), names);
      case Expr.Or or -> expressions(or.operands(), names);
      case Expr.Binary binary -> {
        expression(binary.left(), names);
        expression(binary.right(), names);
      }
      case Expr.Compare compare -> {
        expression(compare.first(), names);
        compare.rest().forEach(comparison -> expression(comparison.operand(), names));
      }
      case Expr.Concat concat -> expressions(concat.parts(), names);
      case Expr.Conditional conditional -> {
        expression(conditional.test(), names);
        expression(conditional.then(), names);
        expression(conditional.otherwise(), names);
      }
      case Expr.Attribute attribute -> expression(attribute.object(), names);
      case Expr.Item item -> {
        expression(item.object(), names);
        expression(item.key(), names);
      }
      case Expr.Slice slice -> {
        expression(slice.object(), names);
        expression(slice.start(), names);
        expression(slice.stop(), names);
        expression(slice.step(), names);
      }
      case Expr.Call call -> {
        expression(call.function(), names);
        arguments(call.arguments(), names);
      }
      case Expr.Filter filter -> filter(filter, names);
      case Expr.Test test -> test(test, names);
    }
  }

  /** Names may be missing before {@code default} and as its fallback. */
  private void filter(Expr.Filter filter, Names names) {
    boolean bears = DEFAULTS.contains(filter.operation().name());
    if (bears && filter.input() instanceof Expr.Name name) {
      use(name.name(), names, missingHere());
    } else {
      expression(filter.input(), names);
    }
    for (Expr argument : filter.arguments().positional()) {
      if (bears && argument instanceof Expr.Name name) {
        use(name.name(), names, missingHere());
      } else {
        expression(argument, names);
      }
    }
    rest(filter.arguments(), names);
  }

  /** A use that bears a missing name does not say anything about its other uses. */
  private static Set<String> missingHere() {
    return new HashSet<>();
  }

  /** Who asks whether a name is there is ready for its absence. */
  private void test(Expr.Test test, Names names) {
    boolean guards = GUARDS.contains(test.operation().name());
    if (guards && test.input() instanceof Expr.Name name) {
      use(name.name(), names, optional);
    } else {
      expression(test.input(), names);
    }
    arguments(test.arguments(), names);
  }

  private void arguments(Expr.Arguments arguments, Names names) {
    expressions(arguments.positional(), names);
    rest(arguments, names);
  }

  private void rest(Expr.Arguments arguments, Names names) {
    arguments.named().forEach(keyword -> expression(keyword.value(), names));
    expression(arguments.starred(), names);
    expression(arguments.doubleStarred(), names);
  }
}
