package org.perfectstorm.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.perfectstorm.value.Json;

/** One question to an engine, on a connection of its own: who asks again is not kept waiting. */
final class EngineSocket {
  private EngineSocket() {}

  /**
   * What an engine answers.
   *
   * @throws IOException if it is not there, answers an error, or nothing in time
   */
  static Object get(Path socket, String path, Duration within) throws IOException {
    // Without a version it speaks its newest, as storm-swarm does.
    String request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      Thread deadline = Thread.ofVirtual().start(() -> closeAfter(within, channel));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      Channels.newInputStream(channel).transferTo(answer);
      deadline.interrupt();
      String text = answer.toString(StandardCharsets.UTF_8);
      if (!text.startsWith("HTTP/1.0 200")) {
        throw new IOException("GET " + path + ": " + text.lines().findFirst().orElse("no answer"));
      }
      return Json.read(text.substring(text.indexOf("\r\n\r\n") + 4));
    } catch (AsynchronousCloseException e) {
      throw new IOException("GET " + path + ": no answer in " + within.toMillis() + " ms", e);
    }
  }

  private static void closeAfter(Duration time, SocketChannel channel) {
    try {
      Thread.sleep(time);
      channel.close();
    } catch (InterruptedException e) {
      // It answered in time.
    } catch (IOException e) {
      // It is closed.
    }
  }
}
