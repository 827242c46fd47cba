package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Filters of sequences that do not order or choose. */
final class SequenceFilters {
  private SequenceFilters() {}

  static void addTo(Operations all) {
    all.add("list", "", (run, value, a) -> new ListValue(Iteration.list(run, value)))
        .add("length", "", (run, value, a) -> Iteration.length(value))
        .alias("count", "length")
        .add("first", "", SequenceFilters::first)
        .add("last", "", SequenceFilters::last)
        .add("join", "d='', attribute=None", SequenceFilters::join)
        .add("reverse", "", SequenceFilters::reverse)
        .add("items", "", SequenceFilters::items)
        .add("batch", "linecount, fill_with=None", SequenceFilters::batch)
        .add("slice", "slices, fill_with=None", SequenceFilters::slice)
        .add("sum", "attribute=None, start=0", SequenceFilters::sum);
  }

  private static Object first(Run run, Object value, Bound a) {
    Iterator<Object> elements = Iteration.over(run, value);
    return elements.hasNext()
        ? elements.next()
        : new Undefined("No first item, sequence was empty.");
  }

  private static Object last(Run run, Object value, Bound a) {
    if (value instanceof Generator) {
      throw new Fault("'generator' object is not reversible; make it a list first with |list");
    }
    Sequence sequence = Sequence.of(Undefined.refuse(value));
    List<Object> list = sequence == null ? Iteration.list(run, value) : List.of();
    int size = sequence == null ? list.size() : sequence.size();
    if (size == 0) {
      return new Undefined("No last item, sequence was empty.");
    }
    return sequence == null ? list.getLast() : sequence.get(size - 1);
  }

  private static Object join(Run run, Object value, Bound a) {
    Getter getter = Getter.of(run, a.get(1), null);
    String separator = a.text(0);
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (Iterator<Object> elements = Iteration.over(run, value);
        elements.hasNext();
        first = false) {
      String text = Repr.text(run, getter.apply(elements.next()));
      run.room((long) out.length() + separator.length() + text.length());
      out.append(first ? "" : separator).append(text);
    }
    return out.toString();
  }

  private static Object reverse(Run run, Object value, Bound a) {
    if (value instanceof String text) {
      return Slices.of(run, text, null, null, -1L);
    }
    if (!Iteration.isIterable(value)) {
      throw new Fault("argument must be iterable");
    }
    List<Object> reversed = Iteration.list(run, value);
    Collections.reverse(reversed);
    return value instanceof Generator
        ? new ListValue(reversed)
        : new Generator(run, reversed.iterator());
  }

  private static Object items(Run run, Object value, Bound a) {
    if (value instanceof Undefined) {
      return new Generator(run, Collections.emptyIterator());
    }
    if (value instanceof Mapping mapping) {
      return new Generator(run, new View(View.Kind.ITEMS, mapping).iterator());
    }
    throw new Fault("Can only get item pairs from a mapping.");
  }

  private static Object batch(Run run, Object value, Bound a) {
    int size = a.whole(0);
    List<Object> batches = new ArrayList<>();
    List<Object> batch = new ArrayList<>();
    for (Iterator<Object> elements = Iteration.over(run, value); elements.hasNext(); ) {
      Object element = elements.next();
      if (batch.size() == size) {
        batches.add(new ListValue(batch));
        batch = new ArrayList<>();
      }
      batch.add(element);
    }
    if (!batch.isEmpty()) {
      if (a.has(1) && size > batch.size()) {
        run.steps(size);
        batch.addAll(Collections.nCopies(size - batch.size(), a.get(1)));
      }
      batches.add(new ListValue(batch));
    }
    return new Generator(run, batches.iterator());
  }

  private static Object slice(Run run, Object value, Bound a) {
    List<Object> elements = Iteration.list(run, value);
    int count = a.whole(0);
    if (count == 0) {
      throw new Fault("integer division or modulo by zero");
    }
    run.steps(count);
    int size = Math.floorDiv(elements.size(), count);
    int longer = Math.floorMod(elements.size(), count);
    List<Object> slices = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < count; i++) {
      int end = at + size + (i < longer ? 1 : 0);
      List<Object> slice = new ArrayList<>(elements.subList(at, end));
      if (a.has(1) && i >= longer) {
        slice.add(a.get(1));
      }
      slices.add(new ListValue(slice));
      at = end;
    }
    return new Generator(run, slices.iterator());
  }

  private static Object sum(Run run, Object value, Bound a) {
    Getter getter = Getter.of(run, a.get(0), null);
    if (a.get(1) instanceof String) {
      throw new Fault("sum() can't sum strings [use |join instead]");
    }
    Object sum = a.get(1);
    for (Iterator<Object> elements = Iteration.over(run, value); elements.hasNext(); ) {
      sum = Arithmetic.apply(run, Operator.ADD, sum, getter.apply(elements.next()));
    }
    return sum;
  }
}
