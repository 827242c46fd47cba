package org.perfectstorm.provider.docker.command;

/**
 * What one command printed, as a job's result has it: of a long text the beginning and the end; the
 * job's log has more. One thread adds, another may ask.
 */
public final class Printed {
  /** The most characters of the beginning, and of the end. */
  private static final int HALF = 32 << 10;

  private final StringBuilder head = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private long leftOut;

  /** Takes some more of it. */
  public synchronized void add(String text) {
    int first = Math.min(text.length(), HALF - head.length());
    head.append(text, 0, first);
    tail.append(text, first, text.length());
    if (tail.length() > 2 * HALF) {
      leftOut += tail.length() - HALF;
      tail.delete(0, tail.length() - HALF);
    }
  }

  /** What is kept of all that was printed. */
  public synchronized String text() {
    int surplus = Math.max(0, tail.length() - HALF);
    long gone = leftOut + surplus;
    return gone == 0
        ? head.toString() + tail
        : head
            + "\n["
            + gone
            + " characters are left out here; the job's log has more]\n"
            + tail.substring(surplus);
  }
}
