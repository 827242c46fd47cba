package org.perfectstorm.bench.system;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.perfectstorm.client.Address;

/** One connection, with as little between the clock and the bytes as possible. */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  Wire(Address address) throws IOException {
    socket = new Socket(address.host(), address.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /** Asks and reads the whole answer; its length in bytes. */
  long get(String path) throws IOException {
    ask(path);
    long length = -1;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(java.util.Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Long.parseLong(header.substring(15).strip());
      }
      chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
    }
    if (!chunked) {
      in.skipNBytes(length);
      return length;
    }
    long all = 0;
    for (int size = chunk(); size > 0; size = chunk()) {
      in.skipNBytes(size + 2);
      all += size;
    }
    line();
    return all;
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  void ask(String path) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  /** The next line, without its end. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
