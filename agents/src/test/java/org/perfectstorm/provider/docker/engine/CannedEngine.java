package org.perfectstorm.provider.docker.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * An engine on a real socket that answers what it is told, rightly or wrongly. Safe to share
 * between threads.
 */
public final class CannedEngine implements AutoCloseable {
  /** How an answer is given. */
  public enum Manner {
    WHOLE,
    /** Half of the body, then the connection is closed. */
    CUT,
    /** Half of the body, then silence. */
    STALLED,
    /** Whole, but only after some seconds. */
    LATE,
    /** Nothing at all. */
    SILENT
  }

  /** What a path answers. */
  public record Answer(int status, String body, Manner manner) {
    public static Answer of(Object json) {
      return new Answer(200, Json.text(json), Manner.WHOLE);
    }

    public static Answer raw(String body) {
      return new Answer(200, body, Manner.WHOLE);
    }

    public static Answer error(int status, String message) {
      return new Answer(status, Json.text(Doc.of("message", message)), Manner.WHOLE);
    }

    public Answer in(Manner other) {
      return new Answer(status, body, other);
    }
  }

  private static final String EVENTS = "/events";

  private final ServerSocketChannel server;
  private final Map<String, Supplier<Answer>> answers = new ConcurrentHashMap<>();

  /** Where one query is answered otherwise than others. */
  private final Map<String, Answer> answersToQueries = new ConcurrentHashMap<>();

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Set<OutputStream> listeners = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Function<Change, Answer> changes =
      change -> Answer.error(405, "nothing changes here");

  /** What somebody wants to change: path without version, the query, and the body's text. */
  public record Change(String method, String path, String query, String body) {}

  private CannedEngine(ServerSocketChannel server) {
    this.server = server;
    says("/version", Doc.of("ApiVersion", "1.41", "MinAPIVersion", "1.12"));
  }

  /** On a free port of this machine. */
  public static CannedEngine onTcp() throws IOException {
    return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * On a port of this machine, knowing its answers before anybody can ask: a client that lost the
   * engine that was there before may be waiting for it.
   */
  public static CannedEngine onTcp(int port, Consumer<CannedEngine> told) throws IOException {
    return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), told);
  }

  /** On a unix domain socket. */
  public static CannedEngine onUnix(Path path) throws IOException {
    return on(UnixDomainSocketAddress.of(path));
  }

  private static CannedEngine on(SocketAddress address) throws IOException {
    return on(address, _ -> {});
  }

  private static CannedEngine on(SocketAddress address, Consumer<CannedEngine> told)
      throws IOException {
    ServerSocketChannel server =
        address instanceof UnixDomainSocketAddress
            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            : ServerSocketChannel.open();
    CannedEngine engine = new CannedEngine(server);
    told.accept(engine);
    server.bind(address);
    Thread.ofVirtual().start(engine::accept);
    return engine;
  }

  /** Where it listens. */
  public EngineAddress address() {
    try {
      return switch (server.getLocalAddress()) {
        case UnixDomainSocketAddress unix -> new EngineAddress.Unix(unix.getPath());
        case InetSocketAddress tcp -> new EngineAddress.Tcp("127.0.0.1", tcp.getPort());
        default -> throw new IllegalStateException();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on a path, without version and query, answers this JSON. */
  public void says(String path, Object json) {
    says(path, Answer.of(json));
  }

  /** From now on a path, without version and query, answers this. */
  public void says(String path, Answer answer) {
    says(path, () -> answer);
  }

  /** From now on a path, without version and query, answers what this gives each time. */
  public void says(String path, Supplier<Answer> answer) {
    answers.put(path, answer);
  }

  /** From now on a path with precisely this query answers this. */
  public void saysToQuery(String pathAndQuery, Answer answer) {
    answersToQueries.put(pathAndQuery, answer);
  }

  /** What a path answers now. */
  public Answer answer(String path) {
    Supplier<Answer> answer = answers.get(path);
    return answer == null ? null : answer.get();
  }

  /** From now on this answers whatever is no GET, one at a time. */
  public void changes(Function<Change, Answer> by) {
    changes = by;
  }

  /** All requests so far, with version and query as they came. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many connections there ever were. */
  public int connections() {
    return connections.get();
  }

  /** How many listen to the events now. */
  public int listeners() {
    return listeners.size();
  }

  /** An event, to all who listen. */
  public void happens(String type) {
    happens(type, "update", "");
  }

  /** An event of something, to all who listen. */
  public void happens(String type, String action, String id) {
    byte[] line =
        (Json.text(Doc.of("Type", type, "Action", action, "Actor", Doc.of("ID", id))) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    listeners.removeIf(listener -> !heard(listener, line));
  }

  private static boolean heard(OutputStream listener, byte[] line) {
    try {
      chunk(listener, line, 0, line.length);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Breaks all connections; new ones are accepted. */
  public void hangUp() throws IOException {
    for (SocketChannel channel : open) {
      channel.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        connections.incrementAndGet();
        open.add(channel);
        Thread.ofVirtual().start(() -> serve(channel));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(SocketChannel channel) {
    OutputStream out = Channels.newOutputStream(channel);
    try (channel) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      for (String line = line(in); line != null; line = line(in)) {
        String target = line.split(" ")[1];
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring(15).strip());
          }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        requests.add(target);
        String asked = target.replaceFirst("^/v\\d+\\.\\d+", "");
        String path = asked.replaceFirst("\\?.*", "");
        String method = line.split(" ")[0];
        if (method.equals("GET")) {
          answer(out, path, answersToQueries.getOrDefault(asked, answer(path)));
        } else {
          String query = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
          whole(out, change(new Change(method, path, query, body)));
        }
      }
    } catch (IOException | InterruptedException e) {
      // They hung up, or we did.
    } finally {
      open.remove(channel);
      listeners.remove(out);
    }
  }

  private synchronized Answer change(Change change) {
    return changes.apply(change);
  }

  private static void whole(OutputStream out, Answer answer) throws IOException {
    head(out, answer.status);
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    chunk(out, body, 0, body.length);
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void answer(OutputStream out, String path, Answer said)
      throws IOException, InterruptedException {
    Answer answer = said;
    if (path.equals(EVENTS) && answer == null) {
      head(out, 200);
      listeners.add(out);
      return;
    }
    if (answer == null) {
      answer = Answer.error(404, "page not found");
    }
    switch (answer.manner) {
      case SILENT -> Thread.sleep(60_000);
      case LATE -> Thread.sleep(3_000);
      default -> {}
    }
    head(out, answer.status);
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    int length =
        switch (answer.manner) {
          case WHOLE, LATE -> body.length;
          default -> body.length / 2;
        };
    for (int at = 0; at < length; at += 1 << 16) {
      chunk(out, body, at, Math.min(1 << 16, length - at));
    }
    switch (answer.manner) {
      case WHOLE, LATE -> out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      case STALLED, SILENT -> Thread.sleep(60_000);
      case CUT -> throw new IOException("cut");
    }
  }

  private static void head(OutputStream out, int status) throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + " X\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static void chunk(OutputStream out, byte[] bytes, int offset, int length)
      throws IOException {
    if (length > 0) {
      out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes, offset, length);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A line without its end; null at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) c);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }
}
