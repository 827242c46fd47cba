package org.perfectstorm.template;

/** An object of the engine itself: a macro, a loop, a namespace, a method of a value. */
interface Native {
  /** Python's name of the type, for messages. */
  String type();

  /** The value of an attribute, or {@link TemplateObject#MISSING}. */
  default Object attribute(String name) {
    return TemplateObject.MISSING;
  }

  default Object call(Run run, Args args) {
    throw new Fault("'" + type() + "' object is not callable");
  }

  /** Whether it can be called. */
  default boolean isCallable() {
    return true;
  }

  /** How it prints. */
  default String text() {
    return "<" + type() + ">";
  }
}
