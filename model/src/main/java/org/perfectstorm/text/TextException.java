package org.perfectstorm.text;

import java.util.List;

/** A text that could not be read. Its message has one line for each mistake. */
public final class TextException extends RuntimeException {
  private final List<Mistake> mistakes;

  /**
   * @param mistakes at least one
   */
  public TextException(List<Mistake> mistakes) {
    super(String.join("\n", mistakes.stream().map(Mistake::toString).toList()));
    this.mistakes = List.copyOf(mistakes);
  }

  /** All that is wrong, in the order of the text. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
