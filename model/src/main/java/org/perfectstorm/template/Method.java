package org.perfectstorm.template;

/** A method of a value, ready to be called. */
record Method(Object self, Operations.Entry entry) implements Native {
  @Override
  public String type() {
    return "builtin_function_or_method";
  }

  @Override
  public Object call(Run run, Args args) {
    return entry.apply(run, self, args);
  }

  @Override
  public String text() {
    throw new Fault(
        "'" + entry.name() + "' is a method: call it to print its result, " + entry.name() + "()");
  }
}
