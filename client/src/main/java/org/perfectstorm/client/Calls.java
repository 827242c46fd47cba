package org.perfectstorm.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.perfectstorm.client.Servers.Spot;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * How stormd is called: which of several, connections that are used again, answers, and what it
 * means when there is none. Safe to share between threads.
 */
final class Calls implements AutoCloseable {
  private static final int MOST_IDLE = 8;

  /** Servers close connections that nobody uses; a younger one is likely to be open still. */
  private static final long FRESH_NANOS = 3_000_000_000L;

  private static final Duration FOR_EVER = Duration.ofDays(10);

  private final Servers servers;
  private final Deadlines deadlines;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

  /** A whole answer. */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(Address from, Head head, byte[] body) {}

  private record Idle(Spot spot, Connection connection, long since) {}

  /** An answer that has begun. */
  record Opened(Spot spot, Address from, Connection connection, Head head) {}

  /** What is asked, the same of whichever server. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Request(String method, String target, byte[] json, String name) {}

  Calls(Servers servers, Deadlines deadlines) {
    this.servers = servers;
    this.deadlines = deadlines;
  }

  Servers servers() {
    return servers;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /** Reads. */
  Answer get(String target, String wanted) {
    return send("GET", target, null, true, wanted);
  }

  /**
   * Calls, and waits for the whole answer.
   *
   * @param target path and query, percent-encoded
   * @param body null for none
   * @param repeatable whether it does no harm if it arrives twice
   * @param wanted what to say is not there after a 404; null for the target
   */
  Answer send(String method, String target, Doc body, boolean repeatable, String wanted) {
    String name = wanted == null ? method + " " + target : wanted;
    Request request = new Request(method, target, body == null ? null : Json.bytes(body), name);
    return repeatable ? anywhere(request) : once(request);
  }

  /** Asks one server after the other, until one answers. */
  private Answer anywhere(Request request) {
    Round round = new Round(servers, deadlines.connect());
    for (Spot spot = round.next(); spot != null; spot = round.next()) {
      Address address = round.address();
      Connection used = idle(spot);
      try {
        Answer answer = used == null ? null : again(used, spot, address, request);
        if (answer == null) {
          answer = exchange(connect(spot, round), spot, address, request);
        }
        return good(answer, spot, round, request);
      } catch (IOException e) {
        failed(round, failure(address, e));
      } catch (Failed e) {
        failed(round, e);
      }
    }
    throw round.failure();
  }

  /** Another server may do better, unless what answers is none. */
  private static void failed(Round round, ClientException e) {
    if (e instanceof Failed failed && !failed.isAway()) {
      throw e;
    }
    round.failed(e);
  }

  /** Asks over a connection that was used before; null if the server has closed it meanwhile. */
  private Answer again(Connection used, Spot spot, Address address, Request request)
      throws IOException {
    try {
      return exchange(used, spot, address, request);
    } catch (SocketTimeoutException | MalformedAnswer e) {
      throw e;
    } catch (IOException e) {
      // A new connection decides.
      return null;
    }
  }

  /** Asks the first server that can be connected to, and no other one. */
  private Answer once(Request request) {
    if (servers.areSeveral()) {
      findReady();
    }
    Round round = new Round(servers, deadlines.connect());
    for (Spot spot = round.next(); spot != null; spot = round.next()) {
      Address address = round.address();
      Connection connection;
      try {
        connection = connect(spot, round);
      } catch (IOException e) {
        round.failed(failure(address, e));
        continue;
      }
      try {
        return good(exchange(connection, spot, address, request), spot, round, request);
      } catch (IOException e) {
        servers.leave(spot);
        ClientException why = failure(address, e);
        throw servers.areSeveral() && why instanceof Unreachable
            ? new Unreachable(
                why.getMessage() + "; it may have done it all the same, so no other one was asked")
            : why;
      } catch (Failed e) {
        if (e.isAway()) {
          servers.leave(spot);
        }
        throw e;
      }
    }
    throw round.failure();
  }

  /**
   * Turns to a server that can write, if there is one: what must not be sent twice should not be
   * sent to one of which it is known that it would refuse it.
   */
  private void findReady() {
    Request ready = new Request("GET", "/ready", null, "ready");
    Round round = new Round(servers, deadlines.connect());
    for (Spot spot = round.next(); spot != null; spot = round.next()) {
      Address address = round.address();
      try {
        Connection used = idle(spot);
        Answer answer = used == null ? null : again(used, spot, address, ready);
        if (answer == null) {
          answer = exchange(connect(spot, round), spot, address, ready);
        }
        if (answer.head.status() == 200
            && json(answer) instanceof Doc doc
            && "ready".equals(doc.text("status"))) {
          round.answered(spot);
          return;
        }
      } catch (IOException | ClientException e) {
        // Another one, then; if none is ready, whoever is asked says why.
      }
    }
  }

  /** An answer as it was hoped for; any other one is thrown, as what it means. */
  private static Answer good(Answer answer, Spot spot, Round round, Request request) {
    int status = answer.head.status();
    if (!isAway(status)) {
      round.answered(spot);
    }
    if (status >= 300) {
      throw refusal(answer.from, status, answer.body, request.name);
    }
    return answer;
  }

  /** An answer that is read as it comes, however long that takes; open until it is closed. */
  InputStream stream(String target, String wanted) {
    Opened opened = open(target, connection -> {});
    try {
      Body body = new Body(opened.connection, opened.head);
      if (opened.head.status() != 200) {
        ClientException refusal = refusal(opened.from, opened.head.status(), body.rest(), wanted);
        opened.connection.close();
        throw refusal;
      }
      opened.connection.patience(FOR_EVER);
      return new Followed(body, opened.spot);
    } catch (IOException e) {
      opened.connection.close();
      throw failure(opened.from, e);
    }
  }

  /** A stream that tells when it breaks. */
  private final class Followed extends FilterInputStream {
    private final Spot spot;

    Followed(InputStream in, Spot spot) {
      super(in);
      this.spot = spot;
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        servers.leave(spot);
        throw e;
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return super.read(into, offset, length);
      } catch (IOException e) {
        servers.leave(spot);
        throw e;
      }
    }
  }

  /**
   * Begins a stream, which is open until its connection is closed.
   *
   * @param target path and query, percent-encoded
   * @param connected is handed each connection before anything is awaited on it
   * @return an answer that may also be a refusal
   */
  Opened open(String target, Consumer<Connection> connected) {
    Round round = new Round(servers, deadlines.connect());
    for (Spot spot = round.next(); spot != null; spot = round.next()) {
      Address address = round.address();
      Connection connection = null;
      try {
        connection = connect(spot, round);
        connected.accept(connection);
        connection.patience(deadlines.silence());
        connection.send(address, "GET", target, null, servers.known());
        Head head = Head.read(connection);
        if (isAway(head.status())) {
          throw refusal(address, head.status(), new Body(connection, head).rest(), target);
        }
        round.answered(spot);
        Opened opened = new Opened(spot, address, connection, head);
        connection = null;
        return opened;
      } catch (IOException e) {
        failed(round, failure(address, e));
      } catch (Failed e) {
        failed(round, e);
      } finally {
        if (connection != null) {
          connection.close();
        }
      }
    }
    throw round.failure();
  }

  private Connection connect(Spot spot, Round round) throws IOException {
    return Connection.open(spot.host(), round.address().port(), round.patience());
  }

  /** What an answer other than 2xx means. */
  static ClientException refusal(Address from, int status, byte[] body, String wanted) {
    Object said = null;
    try {
      said = body.length == 0 ? null : QuickJson.read(body);
    } catch (JsonException e) {
      // Not stormd's: the status has to do.
    }
    if (status == 404) {
      return new NotFound("no " + wanted + " at " + from);
    }
    if (status >= 400 && status < 500) {
      return new Refused(status, Problem.read(said, "refused with HTTP status " + status), said);
    }
    String detail = said instanceof Doc doc ? doc.text("detail") : null;
    return new Failed(
        from,
        "answered with HTTP status " + status + (detail == null ? "" : ": " + detail),
        null,
        isAway(status));
  }

  private static boolean isAway(int status) {
    return status >= 502 && status <= 504;
  }

  /** What a broken exchange means. */
  static ClientException failure(Address address, IOException e) {
    return switch (e) {
      case MalformedAnswer m -> new Failed(address, "is no stormd: it " + m.getMessage(), m);
      case UnknownHostException u -> new Unreachable(address, "unknown host", u);
      case SocketTimeoutException t -> new Unreachable(address, "no answer in time", t);
      default -> {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        yield new Unreachable(
            address, why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1), e);
      }
    };
  }

  private Answer exchange(Connection connection, Spot spot, Address address, Request request)
      throws IOException {
    boolean keep = false;
    try {
      long known = servers.known();
      connection.patience(deadlines.answer());
      connection.send(address, request.method, request.target, request.json, known);
      Head head = Head.read(connection);
      byte[] body = new Body(connection, head).rest();
      keep = head.reusable() && idle.size() < MOST_IDLE;
      if (!isAway(head.status())) {
        servers.answered(head.lastEvent(), known);
      }
      return new Answer(address, head, body);
    } finally {
      if (keep) {
        idle.push(new Idle(spot, connection, System.nanoTime()));
      } else {
        connection.close();
      }
    }
  }

  /** An open connection to a server; those to others are of no use any more. */
  private Connection idle(Spot spot) {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      if (System.nanoTime() - next.since < FRESH_NANOS && next.spot.isSame(spot)) {
        return next.connection;
      }
      next.connection.close();
    }
    return null;
  }

  /** An answer as JSON; null if it is empty. */
  Object json(Answer answer) {
    try {
      return answer.body.length == 0 ? null : QuickJson.read(answer.body);
    } catch (JsonException e) {
      throw new Failed(answer.from, "is no stormd: its answer is no JSON", e);
    }
  }

  /** An answer that is an object. */
  Doc doc(Answer answer) {
    return json(answer) instanceof Doc doc ? doc : notStormd(answer);
  }

  /** An answer that is a list of objects. */
  List<Doc> docs(Answer answer) {
    return list(answer, json(answer));
  }

  /** A part of an answer that is a list of objects. */
  List<Doc> list(Answer answer, Object value) {
    if (!(value instanceof Arr arr)) {
      return List.of(notStormd(answer));
    }
    List<Doc> docs = new ArrayList<>(arr.size());
    for (Object element : arr) {
      docs.add(element instanceof Doc doc ? doc : notStormd(answer));
    }
    return docs;
  }

  private static Doc notStormd(Answer answer) {
    throw new Failed(answer.from, "is no stormd: its answer has another form", null);
  }

  /** Closes the connections that wait for a next call; calls in progress go on. */
  @Override
  public void close() {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      next.connection.close();
    }
  }
}
