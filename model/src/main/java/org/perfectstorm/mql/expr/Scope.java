package org.perfectstorm.mql.expr;

import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.value.Doc;

/** What an expression sees while it is evaluated: the document and variables. For one thread. */
final class Scope {
  /** So much work at most for one document: elements visited, characters and elements made. */
  static final int MOST_WORK = 1_000_000;

  private final Scope outer;
  private final Scope root;
  private final String name;
  private final Object value;
  private int work;

  Scope(Doc doc) {
    this.outer = null;
    this.root = this;
    this.name = "ROOT";
    this.value = doc;
  }

  private Scope(Scope outer, String name, Object value) {
    this.outer = outer;
    this.root = outer.root;
    this.name = name;
    this.value = value;
  }

  /** This scope and one more variable. */
  Scope with(String variable, Object is) {
    return new Scope(this, variable, is);
  }

  Object variable(String wanted) {
    Scope scope = this;
    while (!scope.name.equals(wanted)) {
      scope = scope.outer;
    }
    return scope.value;
  }

  Doc document() {
    return (Doc) root.value;
  }

  /** Notes work done, so that no expression runs for long. */
  void spend(long amount) {
    if (amount > MOST_WORK || (root.work += (int) amount) > MOST_WORK) {
      throw new Flaw("$expr takes more than " + MOST_WORK + " steps");
    }
  }
}
