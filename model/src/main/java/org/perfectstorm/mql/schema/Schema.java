package org.perfectstorm.mql.schema;

import java.util.List;
import org.perfectstorm.value.Doc;

/** A compiled schema. Immutable and safe to share between threads. */
public final class Schema {
  private final List<Rule> rules;

  Schema(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Compiles a schema.
   *
   * @throws org.perfectstorm.mql.bson.Flaw if it has no meaning, or a keyword is not known
   */
  public static Schema compile(Doc schema) {
    return new SchemaReader().read(schema);
  }

  /** Whether a value conforms. */
  public boolean allows(Object value) {
    return broken(value) == null;
  }

  /** The first keyword that the value breaks, or null if it conforms. */
  public String broken(Object value) {
    for (Rule rule : rules) {
      if (!rule.check().holds(value)) {
        return rule.keyword();
      }
    }
    return null;
  }

  /** One keyword of a schema. */
  record Rule(String keyword, Check check) {}

  /** What a keyword asks of a value. */
  @FunctionalInterface
  interface Check {
    boolean holds(Object value);
  }
}
