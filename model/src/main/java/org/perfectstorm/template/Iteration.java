package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Walking values, element by element; each counts as a step. */
final class Iteration {
  private Iteration() {}

  static boolean isIterable(Object value) {
    Undefined.refuseUnlessEmpty(value);
    return value instanceof String
        || value instanceof Undefined
        || value instanceof Mapping
        || value instanceof View
        || value instanceof Generator
        || Sequence.of(value) != null;
  }

  static Iterator<Object> over(Run run, Object value) {
    Iterator<Object> elements = elements(value);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return elements.hasNext();
      }

      @Override
      public Object next() {
        run.step();
        return elements.next();
      }
    };
  }

  private static Iterator<Object> elements(Object value) {
    return switch (Undefined.refuseUnlessEmpty(value)) {
      case Undefined empty -> Collections.emptyIterator();
      case String text -> Text.characters(text).iterator();
      case Mapping mapping -> new View(View.Kind.KEYS, mapping).iterator();
      case View view -> view.iterator();
      case Generator generator -> generator;
      case null, default -> {
        Sequence sequence = Sequence.of(value);
        if (sequence == null) {
          throw new Fault("'" + Types.name(value) + "' object is not iterable");
        }
        yield elements(sequence);
      }
    };
  }

  /** A list may grow or shrink on the way. */
  private static Iterator<Object> elements(Sequence sequence) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < sequence.size();
      }

      @Override
      public Object next() {
        return sequence.get(next++);
      }
    };
  }

  /** All elements, in a new list that may be changed. */
  static List<Object> list(Run run, Object value) {
    List<Object> list = new ArrayList<>();
    over(run, value).forEachRemaining(list::add);
    return list;
  }

  /** How many elements or characters there are. */
  static long length(Object value) {
    return switch (Undefined.refuseUnlessEmpty(value)) {
      case Undefined empty -> 0;
      case String text -> Text.length(text);
      case Mapping mapping -> mapping.size();
      case View view -> view.mapping().size();
      case Loop loop -> loop.length();
      case null, default -> {
        Sequence sequence = Sequence.of(value);
        if (sequence == null) {
          String hint = value instanceof Generator ? "; make it a list first: |list" : "";
          throw new Fault("object of type '" + Types.name(value) + "' has no len()" + hint);
        }
        yield sequence.size();
      }
    };
  }
}
