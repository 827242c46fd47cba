package org.perfectstorm.template;

/** Text that is being put together: the result, or a macro's or block's. */
final class Output {
  private final Run run;
  private final boolean result;
  private final StringBuilder text = new StringBuilder();

  /**
   * An empty text.
   *
   * @param result whether it is the template's result, which has a limit of its own
   */
  Output(Run run, boolean result) {
    this.run = run;
    this.result = result;
  }

  void append(String more) {
    long length = (long) text.length() + more.length();
    if (result) {
      run.output(length);
    } else {
      run.room(length);
    }
    text.append(more);
  }

  String text() {
    if (!result) {
      run.made(text.length());
    }
    return text.toString();
  }
}
