package org.perfectstorm.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Runs statements. */
final class Renderer {
  private final Run run;
  private final Evaluator evaluator;
  private final Assignment assignment;

  Renderer(Run run) {
    this.run = run;
    this.evaluator = new Evaluator(run);
    this.assignment = new Assignment(run);
  }

  void render(List<Stmt> body, Scope scope, Output out) {
    run.enter();
    for (Stmt statement : body) {
      render(statement, scope, out);
    }
    run.leave();
  }

  private void render(Stmt statement, Scope scope, Output out) {
    run.step();
    run.at = statement.at();
    switch (statement) {
      case Stmt.Data data -> out.append(data.text());
      case Stmt.Print print -> print(print, scope, out);
      case Stmt.Do expression -> evaluator.value(expression.value(), scope);
      case Stmt.If choice -> choose(choice, scope, out);
      case Stmt.For loop -> loop(loop, scope, out);
      case Stmt.Assign assign -> {
        Object value = evaluator.value(assign.value(), scope);
        run.at = assign.at();
        assignment.assign(assign.target(), value, scope);
      }
      case Stmt.AssignBlock block ->
          assignment.assign(block.target(), filtered(block.filters(), block.body(), scope), scope);
      case Stmt.FilterBlock block -> {
        Object text = filtered(block.filters(), block.body(), scope);
        out.append(Repr.text(run, text));
      }
      case Stmt.With with -> with(with, scope, out);
      case Stmt.Define define ->
          scope.set(define.macro().name(), new Macro(this, define.macro(), scope));
      case Stmt.CallBlock block -> {
        Macro caller = new Macro(this, block.caller(), scope);
        Object text = evaluator.call(block.call(), scope, Map.of("caller", caller));
        out.append(Repr.text(run, text));
      }
    }
  }

  private void print(Stmt.Print print, Scope scope, Output out) {
    Object value = evaluator.value(print.value(), scope);
    run.at = print.value().at();
    out.append(Repr.text(run, value));
  }

  private void choose(Stmt.If choice, Scope scope, Output out) {
    for (Stmt.Branch branch : choice.branches()) {
      if (evaluator.truth(branch.test(), scope)) {
        render(branch.body(), scope, out);
        return;
      }
    }
    render(choice.otherwise(), scope, out);
  }

  private void with(Stmt.With with, Scope scope, Output out) {
    Scope inner = new Scope(scope);
    for (Stmt.Binding binding : with.bindings()) {
      assignment.assign(binding.target(), evaluator.value(binding.value(), scope), inner);
    }
    render(with.body(), inner, out);
  }

  private Object filtered(List<Expr.Filter> filters, List<Stmt> body, Scope scope) {
    Scope inner = new Scope(scope);
    Object value = text(body, inner);
    for (Expr.Filter filter : filters) {
      value = evaluator.filter(filter, value, inner);
    }
    return value;
  }

  /** The text of statements. */
  String text(List<Stmt> body, Scope scope) {
    Output out = new Output(run, false);
    render(body, scope, out);
    return out.text();
  }

  Object value(Expr expr, Scope scope) {
    return evaluator.value(expr, scope);
  }

  private void loop(Stmt.For loop, Scope scope, Output out) {
    Object sequence = evaluator.value(loop.sequence(), scope);
    run.at = loop.sequence().at();
    loop(loop, sequence, scope, out, 0);
  }

  private void loop(Stmt.For loop, Object sequence, Scope scope, Output out, int depth) {
    Iterator<Object> elements = Iteration.over(run, sequence);
    if (loop.test() != null) {
      elements =
          SelectFilters.chosen(
              elements,
              element -> {
                Scope inner = new Scope(scope);
                assignment.assign(loop.target(), element, inner);
                return evaluator.truth(loop.test(), inner);
              });
    }
    Loop state =
        new Loop(
            elements,
            depth,
            loop.recursive() ? inner -> recurse(loop, inner, scope, depth + 1) : null);
    boolean any = false;
    while (state.hasNext()) {
      any = true;
      Object element = state.next();
      Scope inner = new Scope(scope);
      inner.set("loop", state);
      run.at = loop.at();
      assignment.assign(loop.target(), element, inner);
      render(loop.body(), inner, out);
      run.at = loop.sequence().at();
    }
    if (!any) {
      render(loop.otherwise(), new Scope(scope), out);
    }
  }

  private String recurse(Stmt.For loop, Object sequence, Scope scope, int depth) {
    run.enter();
    Output out = new Output(run, false);
    loop(loop, sequence, scope, out, depth);
    run.leave();
    return out.text();
  }
}
