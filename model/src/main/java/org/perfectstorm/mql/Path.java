package org.perfectstorm.mql;

import java.util.Arrays;
import java.util.List;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Shape;

/**
 * A dotted path, and how it walks: along documents, through one array per step, by index into an
 * array. A path may lead to several values; a condition holds if it holds for one of them, and
 * where the path ends early it looks at {@link Missing}.
 *
 * <p>As in MongoDB: an array directly in an array is not entered, an array found by index is not
 * entered either, and at the end of the path an array stands for its elements and for itself.
 * Beyond MongoDB: where a document has no such plain key, several steps together may be one key
 * that contains dots ({@code Labels.com.docker.stack.namespace}); the longest such key that leads
 * somewhere is taken.
 */
final class Path {
  /** The value itself: for conditions on the elements of an array. */
  static final Path SELF = new Path("", new Step[0]);

  private static final Missing MISSING = Missing.MISSING;

  /** So many steps at most may be one key with dots. */
  private static final int LONGEST_KEY = 16;

  private final String text;
  private final Step[] steps;
  private final List<String> keys;

  /** For each step, the keys made of that step and 1, 2, ... following ones. */
  private final Step[][] joined;

  private Path(String text, Step[] steps) {
    this.text = text;
    this.steps = steps;
    this.keys = Arrays.stream(steps).map(Step::key).toList();
    this.joined = new Step[steps.length][];
    for (int from = 0; from < steps.length; from++) {
      joined[from] = joined(from);
    }
  }

  static Path of(String text) {
    return new Path(text, Arrays.stream(text.split("\\.", -1)).map(Step::new).toArray(Step[]::new));
  }

  /** The path as the query writes it. */
  String text() {
    return text;
  }

  /** This path with another first key, under the same name. */
  Path startingWith(String key) {
    Step[] changed = steps.clone();
    changed[0] = new Step(key);
    return new Path(text, changed);
  }

  /** This path, and another one from its end on. */
  Path then(Path next) {
    if (steps.length == 0 || next.steps.length == 0) {
      return steps.length == 0 ? next : this;
    }
    Step[] both = Arrays.copyOf(steps, steps.length + next.steps.length);
    System.arraycopy(next.steps, 0, both, steps.length, next.steps.length);
    return new Path(text + "." + next.text, both);
  }

  /** Whether the step at a place, from 0, may be an index of an array. */
  boolean hasIndexAt(int place) {
    return steps[place].index() >= 0;
  }

  /** How many steps there are. */
  int length() {
    return steps.length;
  }

  /** The keys of its steps. */
  List<String> keys() {
    return keys;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Path path && text.equals(path.text) && keys.equals(path.keys);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The path as the query writes it. */
  @Override
  public String toString() {
    return text;
  }

  String firstKey() {
    return steps.length == 0 ? "" : steps[0].key();
  }

  /** Whether the operator accepts one of the values that the path leads to. */
  boolean leadsTo(Operator operator, Object root) {
    if (steps.length == 0) {
      return operator.accepts(root);
    }
    return root instanceof Doc doc ? along(doc, 0, operator) : asDocument((Arr) root, operator);
  }

  /** As {@link #leadsTo}, for some documents at once. */
  @SuppressWarnings("ReferenceEquality") // only a short cut
  long among(Operator operator, Block block, long asked) {
    Column column = block.column(this, asked);
    long accepted = 0;
    Object last = this; // no document holds it
    boolean acceptsLast = false;
    for (long rest = asked; rest != 0; rest &= rest - 1) {
      int number = Long.numberOfTrailingZeros(rest);
      boolean accepts;
      try {
        Object value = column.isPlain(number) ? column.values()[number] : block;
        if (value == last) {
          accepts = acceptsLast; // equal strings mostly are one object
        } else {
          accepts = column.leadsTo(operator, block, number);
          last = value == block ? this : value;
          acceptsLast = accepts;
        }
        accepted |= accepts ? 1L << number : 0;
      } catch (Flaw flaw) {
        block.fail(number);
      }
    }
    return accepted;
  }

  /**
   * Goes along from some documents, each step in all of them before the next one.
   *
   * @param reached the documents; becomes the values
   * @param asked which of the documents
   * @return those that had no array on the way and no key with dots; only their values are right
   */
  long reach(Object[] reached, long asked) {
    int last = steps.length - 1;
    long plain = asked;
    for (int i = 0; i <= last; i++) {
      Step step = steps[i];
      for (long rest = plain; rest != 0; rest &= rest - 1) {
        int number = Long.numberOfTrailingZeros(rest);
        Object value = reached[number];
        if (value instanceof Doc doc && (i == last || !doc.shape().hasDottedKey())) {
          int at = step.in(doc.shape());
          reached[number] = at < 0 ? MISSING : doc.at(at);
        } else if (value instanceof Doc || value instanceof Arr) {
          plain &= ~(1L << number);
        } else {
          reached[number] = MISSING;
        }
      }
    }
    return plain;
  }

  /** From a document on. */
  private boolean along(Doc doc, int from, Operator operator) {
    for (int i = from; ; i++) {
      Shape shape = doc.shape();
      if (shape.hasDottedKey() && i < steps.length - 1) {
        return amongDottedKeys(doc, i, operator);
      }
      int at = steps[i].in(shape);
      if (at < 0) {
        return operator.accepts(MISSING);
      }
      Object value = doc.at(at);
      if (i == steps.length - 1) {
        return atEnd(value, operator);
      }
      if (!(value instanceof Doc next)) {
        return value instanceof Arr arr
            ? throughArray(arr, i + 1, operator)
            : operator.accepts(MISSING);
      }
      doc = next;
    }
  }

  /** From a value on, which a step led to; all of the path's steps may be used up. */
  private boolean onFrom(Object value, int from, Operator operator) {
    if (from == steps.length) {
      return atEnd(value, operator);
    }
    return switch (value) {
      case Doc doc -> along(doc, from, operator);
      case Arr arr -> throughArray(arr, from, operator);
      case null, default -> operator.accepts(MISSING);
    };
  }

  static boolean atEnd(Object value, Operator operator) {
    if (value instanceof Arr arr && operator.entersArrays()) {
      return anyElement(arr, operator);
    }
    return operator.accepts(value);
  }

  private static boolean anyElement(Arr arr, Operator operator) {
    for (int i = 0; i < arr.size(); i++) {
      if (operator.accepts(arr.get(i))) {
        return true;
      }
    }
    return operator.accepts(arr);
  }

  /** In the middle of the path: into each document of the array, and to the element by index. */
  private boolean throughArray(Arr arr, int from, Operator operator) {
    if (from == steps.length - 1 && steps[from].key().isEmpty()) {
      return atEnd(arr, operator); // a path that ends in a dot ends at the array, as in MongoDB
    }
    for (int i = 0; i < arr.size(); i++) {
      if (arr.get(i) instanceof Doc doc && along(doc, from, operator)) {
        return true;
      }
    }
    int index = steps[from].index();
    return index >= 0 && index < arr.size() && byIndex(arr.get(index), from + 1, operator);
  }

  private boolean byIndex(Object element, int from, Operator operator) {
    if (from == steps.length) {
      return operator.accepts(element);
    }
    return switch (element) {
      case Doc doc -> along(doc, from, operator);
      case Arr arr -> throughArray(arr, from, operator);
      case null, default -> false;
    };
  }

  /** An array in {@code $elemMatch} that counts as a document with its indexes as keys. */
  private boolean asDocument(Arr arr, Operator operator) {
    int index = steps[0].index();
    if (index >= 0 && index < arr.size()) {
      return onFrom(arr.get(index), 1, operator);
    }
    return operator.accepts(MISSING);
  }

  private boolean amongDottedKeys(Doc doc, int from, Operator operator) {
    int plain = steps[from].in(doc.shape());
    if (plain >= 0 && exists(doc.at(plain), from + 1)) {
      return onFrom(doc.at(plain), from + 1, operator);
    }
    Step[] keys = joined[from];
    for (int more = keys.length; more > 0; more--) {
      int at = keys[more - 1].in(doc.shape());
      if (at >= 0 && exists(doc.at(at), from + 1 + more)) {
        return onFrom(doc.at(at), from + 1 + more, operator);
      }
    }
    return plain >= 0 ? onFrom(doc.at(plain), from + 1, operator) : operator.accepts(MISSING);
  }

  private boolean exists(Object value, int from) {
    return onFrom(value, from, EXISTS);
  }

  private static final Operator EXISTS = new Exists();

  private Step[] joined(int from) {
    int most = Math.min(steps.length - from, LONGEST_KEY) - 1;
    Step[] keys = new Step[Math.max(most, 0)];
    StringBuilder key = new StringBuilder(steps[from].key());
    for (int more = 1; more <= most; more++) {
      keys[more - 1] = new Step(key.append('.').append(steps[from + more].key()).toString());
    }
    return keys;
  }
}
