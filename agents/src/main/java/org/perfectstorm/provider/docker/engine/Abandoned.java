package org.perfectstorm.provider.docker.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An answer's body that says so when it is closed before its end: the client would wait for the
 * rest of it, on a connection that nobody else gets meanwhile.
 */
final class Abandoned extends FilterInputStream {
  private final Runnable abandon;

  /** Written by who reads, read by who closes: two threads, where somebody follows logs. */
  private volatile boolean isRead;

  Abandoned(InputStream in, Runnable abandon) {
    super(in);
    this.abandon = abandon;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    isRead |= b < 0;
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    isRead |= count < 0;
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (!isRead) {
      abandon.run();
    }
  }
}
