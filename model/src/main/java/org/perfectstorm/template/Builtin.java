package org.perfectstorm.template;

import java.util.function.BiFunction;

/** A function of the engine. */
record Builtin(String name, BiFunction<Run, Args, Object> body) implements Native {
  @Override
  public String type() {
    return "function";
  }

  @Override
  public Object call(Run run, Args args) {
    return body.apply(run, args);
  }

  @Override
  public String text() {
    throw new Fault("'" + name + "' is a function: call it, " + name + "(...)");
  }
}
