package org.perfectstorm.template;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** A table of filters, tests or methods by name. Filled once, then only read. */
final class Operations {
  /** What one of them does with a value and its arguments. */
  interface Operation {
    Object apply(Run run, Object value, Bound arguments);
  }

  /** One of them. */
  record Entry(String name, Signature signature, Operation operation) {
    Object apply(Run run, Object value, Args args) {
      run.read(value);
      args.positional().forEach(run::read);
      Object result = operation.apply(run, value, signature.bind(run, args));
      if (result instanceof String text) {
        run.made(text.length());
      }
      return result;
    }
  }

  private final String kind;
  private final Map<String, Entry> entries = new TreeMap<>();

  /**
   * An empty table.
   *
   * @param kind for messages: {@code filter}
   */
  Operations(String kind) {
    this.kind = kind;
  }

  /** Adds one; see {@link Signature} for the form of the signature. */
  Operations add(String name, String signature, Operation operation) {
    entries.put(name, new Entry(name, Signature.of(name + "()", signature), operation));
    return this;
  }

  /** Adds another name of one that is there. */
  Operations alias(String alias, String name) {
    entries.put(alias, entries.get(name));
    return this;
  }

  Entry get(String name) {
    return entries.get(name);
  }

  Collection<String> names() {
    return entries.keySet();
  }

  /** The entry of that name, or a fault with a suggestion. */
  Entry find(String name, int at) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new Fault("No " + kind + " named '" + name + "'" + Suggestion.of(name, names()), at);
    }
    return entry;
  }
}
