package org.perfectstorm.mql.expr;

import java.util.Set;
import org.perfectstorm.mql.bson.Truth;
import org.perfectstorm.value.Doc;

/** A compiled expression. Immutable and safe to share between threads. */
public final class Expression {
  private final Term term;
  private final Set<String> fields;

  private Expression(Term term, Set<String> fields) {
    this.term = term;
    this.fields = fields;
  }

  /**
   * Compiles an expression.
   *
   * @param id the field that {@code $_id} reads
   * @throws org.perfectstorm.mql.bson.Flaw if it has no meaning
   */
  public static Expression compile(Object expression, String id) {
    Reader reader = new Reader(id);
    Term term = reader.read(expression);
    return new Expression(term, Set.copyOf(reader.fields()));
  }

  /**
   * The value for a document; {@link org.perfectstorm.mql.bson.Missing} if there is none.
   *
   * @throws org.perfectstorm.mql.bson.Flaw if it cannot be computed, or takes too long
   */
  public Object of(Doc doc) {
    return term.of(new Scope(doc));
  }

  /** Whether the value for a document is neither false, null, missing nor zero. */
  public boolean holdsFor(Doc doc) {
    return Truth.of(of(doc));
  }

  /** The names of all operators. */
  public static Set<String> operators() {
    return Functions.names();
  }

  /** The paths that it reads; the empty path is the whole document. */
  public Set<String> fields() {
    return fields;
  }
}
