package org.perfectstorm.store;

/**
 * How much of a log is kept: its beginning and its end, 1 MiB together. What is between goes piece
 * by piece, so that adding costs in proportion to what is added.
 */
public final class LogBounds {
  /** Pieces that begin below this place are kept for ever. */
  public static final int HEAD = 256 << 10;

  /** So many of the newest bytes are kept, up to the piece that they begin in. */
  static final int TAIL = (1 << 20) - HEAD - 2 * LogPiece.MOST;

  /** Pieces smaller than this are joined, as a page of the store takes no less. */
  static final int SMALL = 4 << 10;

  private LogBounds() {}

  /** Pieces that begin at {@link #HEAD} or later and end up to this place are not kept. */
  public static long droppedUntil(long end) {
    return end - TAIL;
  }

  /** Whether a piece is written together with the last one. */
  static boolean isJoined(int last, int more) {
    return last + more <= SMALL;
  }
}
