package org.perfectstorm.client;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP/1.1 connection: requests go out whole, answers come back as a {@link Head} and a {@link
 * Body}. Used by one thread at a time, except that anybody may close it, which ends a read that
 * waits.
 */
final class Connection implements Closeable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 14];
  private int at;
  private int end;

  /** Reads fail after this moment of {@link System#nanoTime}. */
  private long deadline;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Connects. */
  static Connection open(InetAddress host, int port, Duration within) throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), left(System.nanoTime() + within.toNanos()));
      return new Connection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** From now on, reading may take so long in all. */
  void patience(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Sends a request.
   *
   * @param target the path and query, percent-encoded
   * @param json the body, or null for none
   * @param after the event that the server has to know; 0 for none
   */
  void send(Address host, String method, String target, byte[] json, long after)
      throws IOException {
    StringBuilder head = new StringBuilder(200);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ").append(host);
    head.append("\r\nAccept: application/json\r\n");
    if (after > 0) {
      head.append("After-Event: ").append(after).append("\r\n");
    }
    if (json != null) {
      head.append("Content-Type: application/json\r\nContent-Length: ").append(json.length);
      head.append("\r\n");
    } else if (method.equals("POST") || method.equals("PUT")) {
      head.append("Content-Length: 0\r\n");
    }
    head.append("\r\n");
    byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    if (json == null || json.length == 0) {
      out.write(first);
      return;
    }
    byte[] whole = new byte[first.length + json.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(json, 0, whole, first.length, json.length);
    out.write(whole);
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    return at < end || fill() ? buffer[at++] & 0xff : -1;
  }

  /** Some bytes, at least one, or -1 at the end. */
  int read(byte[] into, int offset, int length) throws IOException {
    if (at == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, into, offset, count);
    at += count;
    return count;
  }

  /** A line of a head or of a chunk's size, without its end. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = read(); c != '\n'; c = read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      if (line.length() > 1 << 16) {
        throw new MalformedAnswer("a line of the answer's head is too long");
      }
      line.append((char) c);
    }
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  private boolean fill() throws IOException {
    socket.setSoTimeout(left(deadline));
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /** Milliseconds until then, at least one. */
  private static int left(long deadline) throws SocketTimeoutException {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("Read timed out");
    }
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos), 1, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Closing is all that was wanted.
    }
  }
}
