package org.perfectstorm.template;

import java.util.Iterator;

/** When values are equal, as in Python: by content; lists and tuples differ. */
@SuppressWarnings("ReferenceEquality") // Python, too, asks first whether it is the same object.
final class Equality {
  private Equality() {}

  static boolean equal(Run run, Object a, Object b) {
    Undefined.refuseUnlessEmpty(a);
    Undefined.refuseUnlessEmpty(b);
    run.step();
    run.read(a);
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      Integer order = Numbers.compare(a, b);
      return order != null && order == 0;
    }
    if (a instanceof Sequence left && b instanceof Sequence right) {
      return left.type().equals(right.type()) && elements(run, left, right);
    }
    if (a instanceof Mapping left && b instanceof Mapping right) {
      return entries(run, left, right);
    }
    if (a instanceof View left && b instanceof View right) {
      return left.kind() != View.Kind.VALUES && views(run, left, right);
    }
    return a == null ? b == null : a.equals(b);
  }

  /** As Python compares elements of containers: what is the same object is equal. */
  static boolean sameOrEqual(Run run, Object a, Object b) {
    return a == b || equal(run, a, b);
  }

  /** Whether it is the same value: numbers, strings and tuples are by content. */
  static boolean same(Run run, Object a, Object b) {
    return switch (a) {
      case GivenDoc doc -> b instanceof GivenDoc other && doc.doc() == other.doc();
      case GivenList list -> b instanceof GivenList other && list.elements() == other.elements();
      case Boolean truth -> truth.equals(b);
      case Number number ->
          b instanceof Number && number.getClass() == b.getClass() && equal(run, a, b);
      case String text -> text.equals(b);
      case null, default -> a == b;
    };
  }

  private static boolean elements(Run run, Sequence a, Sequence b) {
    if (a.size() != b.size()) {
      return false;
    }
    run.enter();
    boolean equal = true;
    for (int i = 0; equal && i < Math.min(a.size(), b.size()); i++) {
      Object left = a.get(i);
      Object right = b.get(i);
      equal = sameOrEqual(run, left, right);
    }
    run.leave();
    return equal;
  }

  private static boolean entries(Run run, Mapping a, Mapping b) {
    if (a.size() != b.size()) {
      return false;
    }
    run.enter();
    boolean equal = true;
    for (Iterator<Tuple> entries = a.entries(); equal && entries.hasNext(); ) {
      Tuple entry = entries.next();
      Object other = b.get(run, entry.get(0));
      equal = !(other instanceof TemplateObject.Missing) && sameOrEqual(run, entry.get(1), other);
    }
    run.leave();
    return equal;
  }

  private static boolean views(Run run, View a, View b) {
    if (a.mapping().size() != b.mapping().size()) {
      return false;
    }
    for (Iterator<Object> elements = a.iterator(); elements.hasNext(); ) {
      if (!Membership.contains(run, b, elements.next())) {
        return false;
      }
    }
    return true;
  }
}
