package org.perfectstorm.template;

/** What {@code joiner()} makes: nothing when first called, the separator afterwards. */
final class Joiner implements Native {
  private final Object separator;
  private boolean used;

  Joiner(Object separator) {
    this.separator = separator;
  }

  @Override
  public String type() {
    return "Joiner";
  }

  @Override
  public Object call(Run run, Args args) {
    Object now = used ? separator : "";
    used = true;
    return now;
  }
}
