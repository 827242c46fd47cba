package org.perfectstorm.provider.docker.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails rather than go on for ever. */
public final class Bounded extends FilterInputStream {
  private final long most;
  private long count;

  public Bounded(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    counted(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    counted(Math.max(0, read));
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void counted(int more) throws IOException {
    count += more;
    if (count > most) {
      throw new IOException("an answer of more than " + most + " bytes");
    }
  }
}
