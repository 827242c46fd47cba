package org.perfectstorm.template;

import java.util.List;
import org.perfectstorm.template.Stmt.Target;

/** Gives values to names. */
final class Assignment {
  private final Run run;

  Assignment(Run run) {
    this.run = run;
  }

  void assign(Target target, Object value, Scope scope) {
    switch (target) {
      case Target.ToName name -> scope.set(name.name(), value);
      case Target.ToNamespace attribute -> {
        if (!(Undefined.refuse(scope.get(attribute.name())) instanceof Namespace namespace)) {
          throw new Fault("cannot assign attribute on non-namespace object");
        }
        namespace.set(attribute.attribute(), value);
      }
      case Target.ToTuple tuple -> unpack(tuple.targets(), value, scope);
    }
  }

  private void unpack(List<Target> targets, Object value, Scope scope) {
    if (!Iteration.isIterable(value)) {
      throw new Fault("cannot unpack non-iterable " + Types.name(value) + " object");
    }
    List<Object> elements = Iteration.list(run, value);
    if (elements.size() > targets.size()) {
      throw new Fault("too many values to unpack (expected " + targets.size() + ")");
    }
    if (elements.size() < targets.size()) {
      throw new Fault(
          "not enough values to unpack (expected "
              + targets.size()
              + ", got "
              + elements.size()
              + ")");
    }
    for (int i = 0; i < elements.size(); i++) {
      assign(targets.get(i), elements.get(i), scope);
    }
  }
}
