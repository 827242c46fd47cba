package org.perfectstorm.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies into memory, within bounds: one may have so many bytes, and all that are being
 * handled at a time so many together. Safe to share between threads.
 */
final class Intake {
  /** Bodies up to this size are not counted: there are never that many. */
  private static final int SMALL = 64 << 10;

  private final int largest;
  private final Semaphore room;

  /**
   * @param largest the most bytes of one body
   * @param together the most bytes of all larger bodies at a time
   */
  Intake(int largest, int together) {
    this.largest = largest;
    this.room = new Semaphore(together);
  }

  /** A body, and the room that it takes until it is closed. */
  final class Body implements AutoCloseable {
    private byte[] bytes = new byte[0];
    private int size;
    private int taken;

    /**
     * Reads all.
     *
     * @param declared how many bytes the client announced; negative if it did not
     * @throws Problem if there are too many, or too many from others
     */
    byte[] read(InputStream in, long declared) throws IOException {
      if (declared > largest) {
        throw Problem.tooLarge(largest);
      }
      // What is announced may never come, so memory is taken as bytes arrive.
      int expected = declared < 0 ? largest : (int) declared;
      grow(Math.min(expected, SMALL));
      while (true) {
        if (size == bytes.length) {
          int next = in.read();
          if (next < 0) {
            return bytes;
          }
          if (size == largest) {
            throw Problem.tooLarge(largest);
          }
          grow(size < expected ? (int) Math.min(size * 2L, expected) : largest);
          bytes[size++] = (byte) next;
        }
        int read = in.read(bytes, size, bytes.length - size);
        if (read < 0) {
          return Arrays.copyOf(bytes, size);
        }
        size += read;
      }
    }

    private void grow(int length) {
      if (length > SMALL) {
        if (!room.tryAcquire(length - taken)) {
          throw Problem.unavailable("other large requests are being handled");
        }
        taken = length;
      }
      bytes = Arrays.copyOf(bytes, length);
    }

    @Override
    public void close() {
      room.release(taken);
      taken = 0;
    }
  }
}
