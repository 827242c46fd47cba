package org.perfectstorm.mql.regex;

import java.util.Arrays;

/**
 * The forks that {@link Backtracking} has been at: an instruction and a place in the text. Who
 * comes there again finds what was found before, which was nothing, for otherwise the search would
 * be over; so work grows with the product of pattern and text at most, not exponentially. Begins to
 * remember when a search gets long. Not for sharing.
 *
 * <p>Searches inside of others, such as lookaheads, are not over when they find something: then
 * what was remembered during them is forgotten. And where a pattern refers back to what groups
 * matched, coming to a fork again may mean something else: then nothing is remembered.
 */
final class DeadEnds {
  /** Shorter searches are over before remembering pays. */
  private static final int PATIENCE = 1_000;

  /** So many forks at most: half a megabyte. */
  private static final long MOST = 1L << 22;

  private final boolean remembers;
  private final int places;
  private final long size;
  private long[] seen;

  /** What was marked, in order, to be unmarked. */
  private int[] marks;

  private int count;

  DeadEnds(Program program, String text) {
    this.places = text.length() + 1;
    this.size = (long) program.length() / Program.WIDTH * places;
    this.remembers = !program.refersBack() && size <= MOST;
  }

  /** Whether the search comes to this fork for the first time, which is remembered. */
  boolean isNew(int at, int place, int steps) {
    if (!remembers || steps < PATIENCE) {
      return true;
    }
    if (seen == null) {
      seen = new long[(int) (size >>> 6) + 1];
      marks = new int[64];
    }
    int fork = at / Program.WIDTH * places + place;
    if ((seen[fork >>> 6] & 1L << fork) != 0) {
      return false;
    }
    seen[fork >>> 6] |= 1L << fork;
    if (count == marks.length) {
      marks = Arrays.copyOf(marks, count * 2);
    }
    marks[count++] = fork;
    return true;
  }

  /** How many forks are remembered. */
  int count() {
    return count;
  }

  /** Forgets the latest forks, but for so many: a search found something. */
  void forgetAfter(int known) {
    while (count > known) {
      int fork = marks[--count];
      seen[fork >>> 6] &= ~(1L << fork);
    }
  }
}
