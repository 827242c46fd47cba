package org.perfectstorm.mql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.mql.bson.Order;

/** {@code $in}: equal to one of some values, or matching one of some regular expressions. */
final class In implements Operator {
  /** Up to so many strings, looking at one after the other is quickest. */
  private static final int FEW = 8;

  private final String[] fewTexts;
  private final Set<String> manyTexts;
  private final TreeSet<Object> others;
  private final Operator[] patterns;
  private final boolean acceptsNothing;
  private final List<Object> wanted;

  In(List<?> wanted, List<Operator> patterns) {
    this.wanted = Collections.unmodifiableList(new ArrayList<>(wanted));
    Set<String> texts = new HashSet<>();
    List<Object> rest = new ArrayList<>();
    for (Object value : wanted) {
      if (value instanceof String text) {
        texts.add(text);
      } else {
        rest.add(value);
      }
    }
    this.fewTexts = texts.size() <= FEW ? texts.toArray(String[]::new) : null;
    this.manyTexts = fewTexts == null ? Set.copyOf(texts) : null;
    this.others = rest.isEmpty() ? null : new TreeSet<>(Order::compare);
    if (others != null) {
      others.addAll(rest);
    }
    this.patterns = patterns.toArray(Operator[]::new);
    this.acceptsNothing = rest.contains(null);
  }

  /** The values, without the patterns. */
  List<Object> wanted() {
    return wanted;
  }

  /** The regular expressions among the values. */
  List<Operator> patterns() {
    return List.of(patterns);
  }

  @Override
  public boolean accepts(Object value) {
    if (value == Missing.MISSING) {
      return acceptsNothing;
    }
    if (value instanceof String text ? hasText(text) : hasOther(value)) {
      return true;
    }
    for (Operator pattern : patterns) {
      if (pattern.accepts(value)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasText(String text) {
    if (fewTexts == null) {
      return manyTexts.contains(text);
    }
    for (String wanted : fewTexts) {
      if (wanted.equals(text)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasOther(Object value) {
    return (others != null && others.contains(value))
        || (value instanceof org.bson.types.Symbol symbol && hasText(symbol.getSymbol()))
        || (value instanceof org.bson.BsonUndefined && acceptsNothing);
  }
}
