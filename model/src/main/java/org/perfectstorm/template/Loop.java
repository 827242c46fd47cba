package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** The special name {@code loop} of one loop. Walks the elements one ahead where asked to. */
final class Loop implements Native {
  private static final Object NONE = new Object();

  private Iterator<Object> elements;
  private final int depth;

  /** Renders the body for other elements; null where the loop is not recursive. */
  private final Function<Object, String> recursion;

  private long index = -1;
  private Object previous = NONE;
  private Object current = NONE;
  private Object ahead = NONE;
  private long length = -1;
  private Object lastChanged = NONE;

  Loop(Iterator<Object> elements, int depth, Function<Object, String> recursion) {
    this.elements = elements;
    this.depth = depth;
    this.recursion = recursion;
  }

  boolean hasNext() {
    return ahead != NONE || elements.hasNext();
  }

  Object next() {
    Object next = peek();
    ahead = NONE;
    previous = current;
    current = next;
    index++;
    return next;
  }

  private Object peek() {
    if (ahead == NONE && elements.hasNext()) {
      ahead = elements.next();
    }
    return ahead;
  }

  long length() {
    if (length < 0) {
      List<Object> rest = new ArrayList<>();
      elements.forEachRemaining(rest::add);
      elements = rest.iterator();
      length = rest.size() + index + 1 + (ahead == NONE ? 0 : 1);
    }
    return length;
  }

  @Override
  public String type() {
    return "LoopContext";
  }

  @Override
  public String text() {
    return "<LoopContext " + (index + 1) + "/" + length() + ">";
  }

  @Override
  public Object attribute(String name) {
    return switch (name) {
      case "index" -> index + 1;
      case "index0" -> index;
      case "revindex" -> length() - index;
      case "revindex0" -> length() - index - 1;
      case "first" -> index == 0;
      case "last" -> peek() == NONE;
      case "length" -> length();
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" -> previous == NONE ? new Undefined("there is no previous item") : previous;
      case "nextitem" -> peek() == NONE ? new Undefined("there is no next item") : ahead;
      case "cycle" -> new Builtin("cycle", this::cycle);
      case "changed" -> new Builtin("changed", this::changed);
      default -> TemplateObject.MISSING;
    };
  }

  private Object cycle(Run run, Args args) {
    List<Object> values = args.positional();
    if (values.isEmpty()) {
      throw new Fault("no items for cycling given");
    }
    return values.get((int) (index % values.size()));
  }

  private Object changed(Run run, Args args) {
    Object now = new Tuple(args.positional());
    boolean changed = lastChanged == NONE || !Equality.equal(run, lastChanged, now);
    lastChanged = now;
    return changed;
  }

  @Override
  public Object call(Run run, Args args) {
    if (recursion == null) {
      throw new Fault("The loop must have the 'recursive' marker to be called recursively.");
    }
    if (args.positional().size() != 1) {
      throw new Fault("loop() takes the elements of the inner loop");
    }
    return recursion.apply(args.positional().getFirst());
  }
}
