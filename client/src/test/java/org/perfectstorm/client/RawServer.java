package org.perfectstorm.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers with exactly the bytes a test wants, to see what a client makes of it. */
final class RawServer implements AutoCloseable {
  /** Answers one request. */
  interface Answer {
    /** Returns whether the connection stays open for another request. */
    boolean to(String request, OutputStream out) throws IOException, InterruptedException;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final Answer answer;
  private final Thread thread;

  RawServer(Answer answer) throws IOException {
    this(InetAddress.getLoopbackAddress(), 0, answer);
  }

  RawServer(InetAddress at, int port, Answer answer) throws IOException {
    this.answer = answer;
    this.socket = new ServerSocket(port, 50, at);
    this.thread = Thread.ofPlatform().daemon().start(this::accept);
  }

  Address address() {
    return new Address("127.0.0.1", socket.getLocalPort());
  }

  /** A client without much patience. */
  Client client() {
    return new Client(
        address(),
        new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(500)));
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static void json(OutputStream out, int status, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    write(out, "HTTP/1.1 " + status + " Word\r\nContent-Length: " + length + "\r\n\r\n" + body);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket accepted = socket.accept();
        open.add(accepted);
        Thread.ofPlatform().daemon().start(() -> serve(accepted));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      while (true) {
        String request = request(accepted.getInputStream());
        if (request == null) {
          return;
        }
        requests.add(request);
        if (!answer.to(request, accepted.getOutputStream())) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client went, or the test is over.
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return null;
      }
      request.append((char) c);
    }
    int length = 0;
    for (String line : request.toString().split("\r\n")) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    return request + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    end();
  }

  /** From now on nobody listens, and connections are broken. */
  void end() throws IOException {
    socket.close();
    try {
      // As long as it waits for a connection, the system may give it one.
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket each : open) {
      each.close();
    }
  }
}
