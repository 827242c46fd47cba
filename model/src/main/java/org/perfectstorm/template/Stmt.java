package org.perfectstorm.template;

import java.util.List;
import java.util.Set;

/** A statement of a template; {@code at} is where it stands in the source. */
sealed interface Stmt {
  int at();

  record Data(String text, int at) implements Stmt {}

  record Print(Expr value, int at) implements Stmt {}

  record Do(Expr value, int at) implements Stmt {}

  record If(List<Branch> branches, List<Stmt> otherwise, int at) implements Stmt {}

  record Branch(Expr test, List<Stmt> body) {}

  /** {@code test} is null where every element counts. */
  record For(
      Target target,
      Expr sequence,
      Expr test,
      boolean recursive,
      List<Stmt> body,
      List<Stmt> otherwise,
      int at)
      implements Stmt {}

  record Assign(Target target, Expr value, int at) implements Stmt {}

  record AssignBlock(Target target, List<Expr.Filter> filters, List<Stmt> body, int at)
      implements Stmt {}

  record FilterBlock(List<Expr.Filter> filters, List<Stmt> body, int at) implements Stmt {}

  record With(List<Binding> bindings, List<Stmt> body, int at) implements Stmt {}

  record Binding(Target target, Expr value) {}

  record Define(MacroBody macro, int at) implements Stmt {}

  record CallBlock(Expr.Call call, MacroBody caller, int at) implements Stmt {}

  /**
   * A macro, or the body of a call block.
   *
   * @param name null of a call block
   * @param specials which of {@code caller}, {@code varargs} and {@code kwargs} the body speaks of
   */
  record MacroBody(
      String name, List<Parameter> parameters, Set<String> specials, List<Stmt> body, int at) {}

  /** {@code fallback} is null where a value must be given. */
  record Parameter(String name, Expr fallback) {}

  /** What is assigned to. */
  sealed interface Target {
    int at();

    record ToName(String name, int at) implements Target {}

    record ToTuple(List<Target> targets, int at) implements Target {}

    record ToNamespace(String name, String attribute, int at) implements Target {}
  }
}
