package org.perfectstorm.mql;

import java.util.Set;
import org.perfectstorm.mql.bson.Kind;

/** {@code $type}: a value of one of some BSON types. */
record TypeIs(Set<Kind> kinds) implements Operator {
  @Override
  public boolean accepts(Object value) {
    return kinds.contains(Kind.of(value));
  }
}
