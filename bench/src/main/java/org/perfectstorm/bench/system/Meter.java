package org.perfectstorm.bench.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.perfectstorm.client.Address;

/**
 * Stands between a client and a server, hands on what they say, and counts what the client sends.
 */
final class Meter implements AutoCloseable {
  private final ServerSocket door;
  private final Address server;
  private final AtomicLong sent = new AtomicLong();

  private Meter(ServerSocket door, Address server) {
    this.door = door;
    this.server = server;
  }

  /** On a free port of this machine. */
  static Meter before(Address server) throws IOException {
    Meter meter = new Meter(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    Thread.ofVirtual().start(meter::accept);
    return meter;
  }

  /** Where the client finds it. */
  String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** Bytes that the client sent so far. */
  long sent() {
    return sent.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket to = new Socket(server.host(), server.port());
        client.setTcpNoDelay(true);
        to.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pump(client, to, sent));
        Thread.ofVirtual().start(() -> pump(to, client, new AtomicLong()));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void pump(Socket from, Socket to, AtomicLong count) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        count.addAndGet(read);
      }
    } catch (IOException e) {
      // One of the two hung up.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
