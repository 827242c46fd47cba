package org.perfectstorm.mql.expr;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * A path in an expression: {@code $a.b}. An array on the way gives the array of what lies behind.
 */
final class Field {
  private static final int MOST_STEPS = 200;

  private final String[] steps;

  private Field(String[] steps) {
    this.steps = steps;
  }

  static Field of(String path) {
    if (path.endsWith(".")) {
      throw new Flaw("FieldPath must not end with a '.'.");
    }
    String[] steps = path.split("\\.", -1);
    if (steps.length > MOST_STEPS) {
      throw new Flaw("FieldPath is too long");
    }
    for (String step : steps) {
      if (step.isEmpty()) {
        throw new Flaw("FieldPath field names may not be empty strings.");
      }
      if (step.startsWith("$")) {
        throw new Flaw("FieldPath field names may not start with '$'. Consider using $getField.");
      }
      if (step.indexOf('\0') >= 0) {
        throw new Flaw("FieldPath field names may not contain '\\0'.");
      }
    }
    return new Field(steps);
  }

  Field startingWith(String key) {
    String[] changed = steps.clone();
    changed[0] = key;
    return new Field(changed);
  }

  String first() {
    return steps[0];
  }

  String text() {
    return String.join(".", steps);
  }

  Object in(Object value, Scope scope) {
    return in(value, 0, scope);
  }

  private Object in(Object value, int from, Scope scope) {
    if (from == steps.length) {
      return value;
    }
    return switch (value) {
      case Doc doc -> inDoc(doc, from, scope);
      case Arr arr -> {
        scope.spend(arr.size());
        List<Object> found = new ArrayList<>(arr.size());
        for (Object element : arr) {
          // An array directly in an array is not entered.
          Object inner = element instanceof Doc ? in(element, from, scope) : Missing.MISSING;
          if (inner != Missing.MISSING) {
            found.add(inner);
          }
        }
        yield Arr.holding(found);
      }
      case null, default -> Missing.MISSING;
    };
  }

  /** As in queries, several steps together may be one key that contains dots. */
  private Object inDoc(Doc doc, int from, Scope scope) {
    int at = doc.shape().indexOf(steps[from]);
    Object plain = at < 0 ? Missing.MISSING : in(doc.at(at), from + 1, scope);
    if (plain != Missing.MISSING || !doc.shape().hasDottedKey()) {
      return plain;
    }
    for (int to = steps.length; to > from + 1; to--) {
      String key = String.join(".", List.of(steps).subList(from, to));
      int joined = doc.shape().indexOf(key);
      Object found = joined < 0 ? Missing.MISSING : in(doc.at(joined), to, scope);
      if (found != Missing.MISSING) {
        return found;
      }
    }
    return Missing.MISSING;
  }
}
