package org.perfectstorm.provider.docker.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts the bytes of a JSON array of objects into its elements without reading them: an element that
 * was there before need not be parsed again. That the array is whole is certain at the end; what
 * was handed on before an error must be thrown away. Not for sharing between threads.
 */
final class Elements {
  /** An element larger than this is no Docker object. */
  static final int LARGEST = 16 << 20;

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[CHUNK];
  private int end;
  private int at;

  /** Takes the bytes of the elements, one after the other; the array is used again. */
  interface Taker {
    /** How long the next element is likely to be, 0 if nobody knows. */
    int expected();

    /** Whether so many bytes are the element that was expected; then it is taken. */
    boolean isExpected(byte[] bytes, int offset, int length);

    /** Takes an element. */
    void take(byte[] bytes, int offset, int length) throws IOException;
  }

  private Elements(InputStream in) {
    this.in = in;
  }

  /**
   * Hands on each element of the array.
   *
   * @throws IOException if reading fails, the array ends too early, or it is none of objects
   */
  static void of(InputStream in, Taker taker) throws IOException {
    new Elements(in).run(taker);
  }

  private void run(Taker taker) throws IOException {
    expect('[', next());
    int c = next();
    if (c != ']') {
      while (true) {
        expect('{', c);
        if (!isExpected(taker)) {
          int start = element();
          taker.take(buffer, start, at - start);
        }
        c = next();
        if (c == ']') {
          break;
        }
        expect(',', c);
        c = next();
      }
    }
    if (skipBlanks()) {
      throw new IOException("something follows the list");
    }
  }

  /**
   * Whether the element that began one byte ago is the expected one: then we are behind it, without
   * having looked for its end.
   */
  private boolean isExpected(Taker taker) throws IOException {
    int length = taker.expected();
    int start = at - 1;
    while (length > 0 && end - start < length) {
      int before = end - start;
      start = more(start);
      if (end - start == before) {
        return false;
      }
    }
    if (length == 0 || !taker.isExpected(buffer, start, length)) {
      return false;
    }
    at = start + length;
    return true;
  }

  /** Goes on behind the element that began one byte ago; returns where it begins now. */
  private int element() throws IOException {
    int start = at - 1;
    int depth = 1;
    boolean text = false;
    while (true) {
      byte[] bytes = buffer;
      int limit = end;
      int i = at;
      while (i < limit) {
        byte b = bytes[i++];
        if (text) {
          if (b == '"') {
            text = false;
          } else if (b == '\\') {
            if (i == limit) {
              i--;
              break;
            }
            i++;
          }
        } else if (b == '"') {
          text = true;
        } else if (b == '{' || b == '[') {
          depth++;
        } else if ((b == '}' || b == ']') && --depth == 0) {
          at = i;
          return start;
        }
      }
      at = i;
      int before = end - start;
      start = more(start);
      if (end - start == before) {
        throw new EOFException("the list ends too early");
      }
    }
  }

  /** Reads more if there is more, keeping what is from {@code start} on; returns where that is. */
  private int more(int start) throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      at -= start;
      end -= start;
    }
    if (end == buffer.length) {
      if (end >= LARGEST) {
        throw new IOException("an object of more than " + (LARGEST >> 20) + " MB");
      }
      buffer = Arrays.copyOf(buffer, end * 2);
    }
    end += Math.max(0, in.read(buffer, end, buffer.length - end));
    return 0;
  }

  /** The next byte that is no blank. */
  private int next() throws IOException {
    if (!skipBlanks()) {
      throw new EOFException("the list ends too early");
    }
    return buffer[at++];
  }

  /** Whether anything but blanks is left; {@code at} is there. */
  private boolean skipBlanks() throws IOException {
    while (true) {
      for (; at < end; at++) {
        byte b = buffer[at];
        if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
          return true;
        }
      }
      at = 0;
      end = in.read(buffer, 0, buffer.length);
      if (end < 0) {
        end = 0;
        return false;
      }
    }
  }

  private static void expect(char wanted, int there) throws IOException {
    if (there != wanted) {
      throw new IOException("not a list of objects");
    }
  }
}
