package org.perfectstorm.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The body of an answer: its bytes, and no more. An end before its time is an error. */
final class Body extends InputStream {
  private final Connection from;
  private final boolean chunked;
  private final boolean toTheEnd;

  /** What is left of the body, or of the chunk. */
  private long left;

  private boolean first = true;
  private boolean done;

  Body(Connection from, Head head) {
    this.from = from;
    this.chunked = head.length() == Head.CHUNKED;
    this.toTheEnd = head.length() == Head.TO_THE_END;
    this.left = chunked ? 0 : toTheEnd ? Long.MAX_VALUE : head.length();
  }

  @Override
  public int read() throws IOException {
    if (!more()) {
      return -1;
    }
    int c = from.read();
    if (c >= 0) {
      left--;
    } else {
      ended();
    }
    return c;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int count = from.read(into, offset, (int) Math.min(length, left));
    if (count >= 0) {
      left -= count;
    } else {
      ended();
    }
    return count;
  }

  /** Ends a read that waits, and the connection. */
  @Override
  public void close() {
    from.close();
  }

  /** All that is left. */
  byte[] rest() throws IOException {
    byte[] all = new byte[chunked || toTheEnd ? 1 << 13 : (int) Math.min(left, 1 << 20)];
    int size = 0;
    while (true) {
      if (size == all.length) {
        if (!more()) {
          return all;
        }
        if (size >= 1 << 30) {
          throw new MalformedAnswer("sends an answer of more than 1 GB");
        }
        all = Arrays.copyOf(all, size * 2);
      }
      int count = read(all, size, all.length - size);
      if (count < 0) {
        return size == all.length ? all : Arrays.copyOf(all, size);
      }
      size += count;
    }
  }

  private boolean more() throws IOException {
    if (left == 0 && chunked && !done) {
      if (!first && !from.line().isEmpty()) {
        throw new MalformedAnswer("sends a chunk without an end");
      }
      first = false;
      left = size(from.line());
      if (left == 0) {
        done = true;
        for (int lines = 0; !from.line().isEmpty(); lines++) {
          if (lines > 100) {
            throw new MalformedAnswer("sends trailers without end");
          }
        }
      }
    }
    return left > 0 && !done;
  }

  private static long size(String line) throws MalformedAnswer {
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).strip();
    try {
      long size = digits.length() > 15 ? -1 : Long.parseLong(digits, 16);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new MalformedAnswer("sends a chunk of no size");
  }

  private void ended() throws EOFException {
    if (!toTheEnd) {
      throw new EOFException("the connection was closed");
    }
    done = true;
  }
}
