package org.perfectstorm.store.mongodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that a test can cut and mend. */
public final class Wire implements AutoCloseable {
  private final String host;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket listening;
  private int port;

  /**
   * Leads to a server.
   *
   * @param hostAndPort {@code 127.0.0.1:1234}
   */
  public Wire(String hostAndPort) throws IOException {
    host = hostAndPort.substring(0, hostAndPort.indexOf(':'));
    to = Integer.parseInt(hostAndPort.substring(hostAndPort.indexOf(':') + 1));
    mend();
  }

  /** Where it begins. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** From now on connections are refused, and those that there are end. */
  public void cut() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  /** From now on it leads there, again at the same place. */
  public void mend() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    port = socket.getLocalPort();
    listening = socket;
    Thread.startVirtualThread(() -> accept(socket));
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket near = socket.accept();
        Socket far = new Socket(host, to);
        open.add(near);
        open.add(far);
        Thread.startVirtualThread(() -> carry(near, far));
        Thread.startVirtualThread(() -> carry(far, near));
      }
    } catch (IOException cut) {
      // Until it is mended.
    }
  }

  private void carry(Socket from, Socket into) {
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      byte[] bytes = new byte[8 << 10];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        out.write(bytes, 0, n);
        out.flush();
      }
    } catch (IOException cut) {
      // Both ends are closed.
    } finally {
      open.remove(from);
      open.remove(into);
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
