package org.perfectstorm.store;

/**
 * What is added to the end of a job's log.
 *
 * @param job the job's id
 * @param start the place of its first byte, counted over everything that was ever added
 * @param text UTF-8, whole characters, at least one byte and at most {@link #MOST}; not to be
 *     changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogPiece(String job, long start, byte[] text) {
  /** The most bytes of one piece. */
  public static final int MOST = 64 << 10;

  /** The place of the first byte after it. */
  public long end() {
    return start + text.length;
  }
}
