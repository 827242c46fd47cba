package org.perfectstorm.model;

/**
 * A part of a job's log, as it was read.
 *
 * @param start the place of its first byte; later than asked for where the middle is not kept
 * @param text UTF-8; empty if nothing is kept from there on
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogPart(long start, byte[] text) {
  /** The place of the first byte after it. */
  public long end() {
    return start + text.length;
  }
}
