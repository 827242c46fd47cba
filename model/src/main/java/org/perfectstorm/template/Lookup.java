package org.perfectstorm.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Attributes ({@code a.b}) and items ({@code a[b]}): each falls back to the other. */
final class Lookup {
  private static final Object MISSING = TemplateObject.MISSING;

  private Lookup() {}

  /** The attribute, else the item of that name, else undefined. */
  static Object attribute(Run run, Object object, String name) {
    Undefined.refuse(object);
    Object value = ownAttribute(object, name);
    if (value instanceof TemplateObject.Missing) {
      value = ownItem(run, object, name);
    }
    return value instanceof TemplateObject.Missing ? missing(object, name) : value;
  }

  /** The item, else the attribute of that name, else undefined. */
  static Object item(Run run, Object object, Object key) {
    Undefined.refuse(object);
    Object value = ownItem(run, object, Undefined.refuse(key));
    if (value instanceof TemplateObject.Missing && key instanceof String name) {
      value = ownAttribute(object, name);
    }
    if (!(value instanceof TemplateObject.Missing)) {
      return value;
    }
    return key instanceof String name
        ? missing(object, name)
        : new Undefined(Types.object(object) + " has no element " + Repr.of(run, key));
  }

  /** Only the attribute, else undefined. */
  static Object onlyAttribute(Object object, String name) {
    Object value = ownAttribute(Undefined.refuse(object), name);
    return value instanceof TemplateObject.Missing ? missing(object, name) : value;
  }

  private static Object ownAttribute(Object object, String name) {
    if (object instanceof TemplateObject host) {
      return Host.attribute(host, name);
    }
    if (object instanceof Native own) {
      return own.attribute(name);
    }
    if (object instanceof Tuple tuple && tuple.names().contains(name)) {
      return tuple.get(tuple.names().indexOf(name));
    }
    Operations methods = Methods.of(object);
    Operations.Entry method = methods == null ? null : methods.get(name);
    return method == null ? MISSING : new Method(object, method);
  }

  private static Object ownItem(Run run, Object object, Object key) {
    return switch (object) {
      case Mapping mapping ->
          Sequence.isList(key) || key instanceof Mapping ? MISSING : mapping.get(run, key);
      case TemplateObject host when key instanceof String name -> Host.item(run, host, name);
      case String text when Numbers.isWhole(key) -> {
        run.read(text);
        int index = index(key, Text.length(text));
        yield index < 0 ? MISSING : Text.part(text, index, index + 1);
      }
      case null, default -> {
        Sequence sequence = Numbers.isWhole(key) ? Sequence.of(object) : null;
        int index = sequence == null ? -1 : index(key, sequence.size());
        yield index < 0 ? MISSING : sequence.get(index);
      }
    };
  }

  /** The position that an index means, negative ones from the end; -1 if there is none. */
  static int index(Object key, int size) {
    BigInteger index = Numbers.big(key);
    if (index.signum() < 0) {
      index = index.add(BigInteger.valueOf(size));
    }
    boolean inside = index.signum() >= 0 && index.compareTo(BigInteger.valueOf(size)) < 0;
    return inside ? index.intValue() : -1;
  }

  private static Undefined missing(Object object, String name) {
    Supplier<Collection<String>> names = () -> names(object);
    return new Undefined(
        "'" + Types.object(object) + "' has no attribute '" + name + "'", name, names);
  }

  private static Collection<String> names(Object object) {
    if (object instanceof TemplateObject host) {
      return host.names();
    }
    List<String> names = new ArrayList<>();
    if (object instanceof Mapping mapping) {
      names.addAll(mapping.names());
    }
    if (object instanceof Tuple tuple) {
      names.addAll(tuple.names());
    }
    Operations methods = Methods.of(object);
    if (methods != null) {
      names.addAll(methods.names());
    }
    return names;
  }
}
