package org.perfectstorm.template;

/**
 * One rendering: what is left of its limits, and where in the template it is. Used by one thread.
 */
final class Run {
  private final Limits limits;
  private int steps;
  private int text;
  private int calls;
  private int depth;

  /** Where the rendering is, for the error. */
  int at;

  Run(Limits limits) {
    this.limits = limits;
    this.steps = limits.steps();
    this.text = limits.text();
    this.calls = limits.calls();
  }

  /** Counts one evaluation. */
  void step() {
    if (--steps < 0) {
      throw tooMany("steps", limits.steps());
    }
  }

  /** Counts the elements of something that is made or walked. */
  void steps(long count) {
    if (count > steps) {
      throw tooMany("steps", limits.steps());
    }
    steps -= (int) count;
  }

  /** Counts what it costs to look through a long string. */
  void read(Object value) {
    if (value instanceof String text) {
      steps(text.length() >> 6);
    }
  }

  /** Counts the characters of a string that was made. */
  void made(long characters) {
    room(characters);
    text -= (int) characters;
  }

  /** Refuses to make a string of so many characters if there is no room for it. */
  void room(long characters) {
    if (characters > text) {
      throw tooMany("characters of text", limits.text());
    }
  }

  void hostCall() {
    if (--calls < 0) {
      throw tooMany("calls", limits.calls());
    }
  }

  void enter() {
    if (++depth > limits.depth()) {
      throw new Fault("nested too deeply: more than " + limits.depth() + " levels");
    }
  }

  void leave() {
    depth--;
  }

  /** Checks the length of the result. */
  void output(long characters) {
    if (characters > limits.output()) {
      throw new Fault(
          "the result is too long: more than " + limits.output() + " characters are not allowed");
    }
  }

  private static Fault tooMany(String what, long limit) {
    return new Fault("too much to do: the limit is " + limit + " " + what);
  }
}
