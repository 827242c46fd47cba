package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Somebody who reads a stream line by line, as HTTP/1.0 gives it: without chunks, to its end. */
final class Reader implements AutoCloseable {
  final Socket socket;
  private final BufferedReader in;
  final String status;

  Reader(Socket socket, String path) throws IOException {
    this.socket = socket;
    PrintWriter out = new PrintWriter(socket.getOutputStream(), false, StandardCharsets.UTF_8);
    out.print("GET " + path + " HTTP/1.0\r\n\r\n");
    out.flush();
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    status = in.readLine();
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
  }

  /** The next line, blank or not; null at the end. */
  String line() throws IOException {
    return in.readLine();
  }

  /** The next event; blank lines are skipped. */
  Doc event() throws IOException {
    String line = in.readLine();
    while (line != null && line.isEmpty()) {
      line = in.readLine();
    }
    assertThat(line).as("an event").isNotNull();
    return Json.readDoc(line);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
