package org.perfectstorm.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * How one stormd is called: connections that are used again, answers, and what it means when there
 * is none. Safe to share between threads.
 */
final class Calls implements AutoCloseable {
  private static final int MOST_IDLE = 8;

  /** Servers close connections that nobody uses; a younger one is likely to be open still. */
  private static final long FRESH_NANOS = 3_000_000_000L;

  private static final Duration FOR_EVER = Duration.ofDays(10);

  private final Address address;
  private final Deadlines deadlines;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

  /** An answer that says that all is well. */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(Head head, byte[] body) {}

  private record Idle(Connection connection, long since) {}

  Calls(Address address, Deadlines deadlines) {
    this.address = address;
    this.deadlines = deadlines;
  }

  Address address() {
    return address;
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
    try {
      return exchange(method, target, body == null ? null : Json.bytes(body), repeatable, name);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** An answer that is read as it comes, however long that takes; open until it is closed. */
  InputStream stream(String target, String wanted) {
    Connection connection = null;
    try {
      connection = open(target);
      Head head = Head.read(connection);
      Body body = new Body(connection, head);
      if (head.status() != 200) {
        throw refusal(head.status(), body.rest(), wanted);
      }
      connection.patience(FOR_EVER);
      connection = null;
      return body;
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (connection != null) {
        connection.close();
      }
    }
  }

  /**
   * A stream of lines, open until it is closed.
   *
   * @param target path and query, percent-encoded
   */
  Connection open(String target) throws IOException {
    Connection connection = Connection.open(address, deadlines.connect());
    try {
      connection.patience(deadlines.silence());
      connection.send(address, "GET", target, null);
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** What an answer other than 2xx means. */
  ClientException refusal(int status, byte[] body, String wanted) {
    Object said = null;
    try {
      said = body.length == 0 ? null : QuickJson.read(body);
    } catch (JsonException e) {
      // Not stormd's: the status has to do.
    }
    if (status == 404) {
      return new NotFound("no " + wanted + " at " + address);
    }
    if (status >= 400 && status < 500) {
      return new Refused(status, Problem.read(said, "refused with HTTP status " + status), said);
    }
    return new Failed(address, "answered with HTTP status " + status, null);
  }

  /** What a broken exchange means. */
  ClientException failure(IOException e) {
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

  private Answer exchange(
      String method, String target, byte[] json, boolean repeatable, String wanted)
      throws IOException {
    Connection used = repeatable ? idle() : null;
    if (used != null) {
      try {
        return exchange(used, method, target, json, wanted);
      } catch (SocketTimeoutException | MalformedAnswer e) {
        throw e;
      } catch (IOException e) {
        // The server closed it meanwhile; a new connection decides.
      }
    }
    Connection fresh = Connection.open(address, deadlines.connect());
    return exchange(fresh, method, target, json, wanted);
  }

  private Answer exchange(
      Connection connection, String method, String target, byte[] json, String wanted)
      throws IOException {
    boolean keep = false;
    try {
      connection.patience(deadlines.answer());
      connection.send(address, method, target, json);
      Head head = Head.read(connection);
      byte[] body = new Body(connection, head).rest();
      keep = head.reusable() && idle.size() < MOST_IDLE;
      if (head.status() >= 300) {
        throw refusal(head.status(), body, wanted);
      }
      return new Answer(head, body);
    } finally {
      if (keep) {
        idle.push(new Idle(connection, System.nanoTime()));
      } else {
        connection.close();
      }
    }
  }

  private Connection idle() {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      if (System.nanoTime() - next.since < FRESH_NANOS) {
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
      throw new Failed(address, "is no stormd: its answer is no JSON", e);
    }
  }

  /** An answer that is an object. */
  Doc doc(Answer answer) {
    return json(answer) instanceof Doc doc ? doc : notStormd();
  }

  /** An answer that is a list of objects. */
  List<Doc> docs(Answer answer) {
    return list(json(answer));
  }

  /** A part of an answer that is a list of objects. */
  List<Doc> list(Object value) {
    if (!(value instanceof Arr arr)) {
      return List.of(notStormd());
    }
    List<Doc> docs = new ArrayList<>(arr.size());
    for (Object element : arr) {
      docs.add(element instanceof Doc doc ? doc : notStormd());
    }
    return docs;
  }

  private Doc notStormd() {
    throw new Failed(address, "is no stormd: its answer has another form", null);
  }

  /** Closes the connections that wait for a next call; calls in progress go on. */
  @Override
  public void close() {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      next.connection.close();
    }
  }
}
