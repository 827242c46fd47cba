package org.perfectstorm.template;

import java.util.Set;

/** The functions that every template sees. */
final class Globals {
  private static final Operations ALL = new Operations("function");

  static {
    ALL.add("range", "start, stop=None, step=1", Globals::range)
        .add("dict", "*, **", Globals::dict)
        .add("namespace", "*, **", Globals::namespace)
        .add("cycler", "*", (run, none, a) -> new Cycler(a.more().positional()))
        .add("joiner", "sep=None", (run, none, a) -> new Joiner(a.has(0) ? a.get(0) : ", "));
  }

  private Globals() {}

  static Set<String> names() {
    return Set.copyOf(ALL.names());
  }

  static Scope scope() {
    Scope scope = new Scope(null);
    for (String name : ALL.names()) {
      Operations.Entry entry = ALL.get(name);
      scope.set(name, new Builtin(name, (run, args) -> entry.apply(run, null, args)));
    }
    return scope;
  }

  private static Object range(Run run, Object none, Bound a) {
    return a.has(1)
        ? RangeValue.of(a.number(0), a.number(1), a.number(2))
        : RangeValue.of(0, a.number(0), a.number(2));
  }

  private static Dict dict(Run run, Object none, Bound a) {
    Dict dict = new Dict();
    Args args = a.more();
    if (args.positional().size() > 1) {
      throw new Fault("dict expected at most 1 argument, got " + args.positional().size());
    }
    args.positional().forEach(source -> DictMethods.fill(run, dict, source));
    args.named().forEach((name, value) -> dict.put(run, name, value));
    return dict;
  }

  private static Namespace namespace(Run run, Object none, Bound a) {
    Namespace namespace = new Namespace();
    dict(run, none, a)
        .entries()
        .forEachRemaining(e -> namespace.set(Repr.text(run, e.get(0)), e.get(1)));
    return namespace;
  }
}
