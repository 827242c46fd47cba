package org.perfectstorm.template;

import java.util.Iterator;

/** The operator {@code in}. */
final class Membership {
  private Membership() {}

  static boolean contains(Run run, Object container, Object element) {
    return switch (container) {
      case String text -> {
        if (Undefined.refuse(element) instanceof String part) {
          run.read(text);
          yield text.contains(part);
        }
        throw new Fault(
            "'in <string>' requires string as left operand, not " + Types.name(element));
      }
      case Mapping mapping -> !(mapping.get(run, element) instanceof TemplateObject.Missing);
      case View view when view.kind() == View.Kind.KEYS ->
          !(view.mapping().get(run, element) instanceof TemplateObject.Missing);
      case TemplateObject object
          when element instanceof String name
              && !(Host.item(run, object, name) instanceof TemplateObject.Missing) ->
          true;
      case null, default -> {
        if (!Iteration.isIterable(container)) {
          throw new Fault("argument of type '" + Types.name(container) + "' is not iterable");
        }
        boolean found = false;
        for (Iterator<Object> elements = Iteration.over(run, container);
            !found && elements.hasNext(); ) {
          Object next = elements.next();
          found = Equality.sameOrEqual(run, next, element);
        }
        yield found;
      }
    };
  }
}
