package org.perfectstorm.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * Calls to one stormd. Safe to share between threads. Where a key is asked for, an id or a name
 * will do. Every call throws a {@link ClientException} when it fails, and none waits longer than
 * its {@link Deadlines}.
 */
public final class Client implements AutoCloseable {
  private static final int MOST_IDLE = 8;

  /** Servers close connections that nobody uses; a younger one is likely to be open still. */
  private static final long FRESH_NANOS = 3_000_000_000L;

  private final Address address;
  private final Deadlines deadlines;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

  private record Idle(Connection connection, long since) {}

  /** A client with the usual deadlines. */
  public Client(Address address) {
    this(address, Deadlines.DEFAULT);
  }

  /** A client with deadlines of its own. */
  public Client(Address address, Deadlines deadlines) {
    this.address = address;
    this.deadlines = deadlines;
  }

  /** Where it calls. */
  public Address address() {
    return address;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /** All objects of a kind, in stormd's order. */
  public List<Doc> list(Kind kind) {
    return list(kind, Doc.EMPTY);
  }

  /** The objects of a kind that a MongoDB query matches; the empty query matches all. */
  public List<Doc> list(Kind kind, Doc query) {
    return list(kind, query, List.of());
  }

  /**
   * The objects of a kind that a query matches, with their ids and some of their attributes.
   *
   * @param fields the names of these attributes; empty for all
   */
  public List<Doc> list(Kind kind, Doc query, List<String> fields) {
    return docs(get("/v1/" + kind.path() + question(query, fields)));
  }

  /**
   * One object.
   *
   * @throws NotFound if there is none, or the name is shared by several
   */
  public Doc get(Kind kind, String key) {
    return doc(call("GET", path(kind, key), null, true, named(kind, key)));
  }

  /** The resources that are members of a group now, and match the query besides. */
  public List<Doc> members(String group, Doc query) {
    return members(group, query, List.of());
  }

  /**
   * The members of a group that match a query, with their ids and some of their attributes.
   *
   * @param fields the names of these attributes; empty for all
   */
  public List<Doc> members(String group, Doc query, List<String> fields) {
    return docs(
        call(
            "GET",
            path(Kind.GROUP, group) + "/members" + question(query, fields),
            null,
            true,
            named(Kind.GROUP, group)));
  }

  /**
   * Why a resource is a member of a group, or is not.
   *
   * @return {@code {"member": .., "why": .., "query": a clause with its parts}}
   * @throws Refused if there is no such resource
   */
  public Doc explain(String group, String resource) {
    return doc(
        call(
            "GET",
            path(Kind.GROUP, group) + "/explain?resource=" + Percent.encoded(resource),
            null,
            true,
            named(Kind.GROUP, group)));
  }

  /**
   * Who would join and leave a group if it were saved.
   *
   * @return {@code {"members": n, "joined": [resources in brief], "left": [..]}}
   */
  public Doc preview(Doc group) {
    return doc(call("POST", "/v1/groups/preview", Json.bytes(group), true, null));
  }

  /** Creates an object and returns it as stormd keeps it, with its id. */
  public Doc create(Kind kind, Doc object) {
    return doc(call("POST", "/v1/" + kind.path(), Json.bytes(object), false, null));
  }

  /**
   * Replaces an object and returns it as stormd keeps it.
   *
   * @throws NotFound if there is none
   */
  public Doc put(Kind kind, String key, Doc object) {
    return doc(call("PUT", path(kind, key), Json.bytes(object), true, named(kind, key)));
  }

  /** Replaces an object, or creates it where there is none. */
  public Doc save(Kind kind, String key, Doc object) {
    try {
      return put(kind, key, object);
    } catch (NotFound e) {
      return create(kind, object);
    }
  }

  /**
   * Deletes an object and what hangs on it.
   *
   * @throws NotFound if there is none
   */
  public void delete(Kind kind, String key) {
    call("DELETE", path(kind, key), null, true, named(kind, key));
  }

  /**
   * Says that an agent is alive.
   *
   * @param message what keeps it from its work, shown to people; "" if nothing does
   * @throws NotFound if stormd does not know the agent: register it again
   */
  public void heartbeat(String agent, String message) {
    call(
        "POST",
        path(Kind.AGENT, agent) + "/heartbeat",
        Json.bytes(Doc.of("message", message)),
        true,
        named(Kind.AGENT, agent));
  }

  /**
   * Brings an agent's resources up to date in one commit.
   *
   * @param changes {@code {"full": true, "resources": [..]}} or {@code {"full": false, "resources":
   *     [..], "gone": [native ids]}}
   * @return {@code {"created": n, "updated": n, "deleted": n, "unchanged": n}}
   * @throws NotFound if stormd does not know the agent: register it again
   */
  public Doc sync(String agent, Doc changes) {
    return doc(
        call(
            "POST",
            path(Kind.AGENT, agent) + "/sync",
            Json.bytes(changes),
            true,
            named(Kind.AGENT, agent)));
  }

  /**
   * How many there are of everything, and how they are.
   *
   * @return {@code {"groups": [{"id", "name", "total", "running", ..}], "resources": {"total", ..},
   *     "in_groups": n, "jobs": {..}, "agents": {..}, "troubles": [{"agent", "message"}]}}
   */
  public Doc status() {
    return doc(call("GET", "/v1/status", null, true, "status"));
  }

  /** The last events that are kept, oldest first, at most so many. */
  public List<Change> lastEvents(int count) {
    return events("/v1/events?date=true&count=" + count);
  }

  /** The events from a number on, oldest first, at most so many. */
  public List<Change> events(long start, int count) {
    return events("/v1/events?date=true&start=" + start + "&count=" + count);
  }

  private List<Change> events(String target) {
    List<Change> events = new ArrayList<>();
    for (Doc doc : docs(get(target))) {
      events.add(Change.of(doc));
    }
    return events;
  }

  /**
   * Anything else under this stormd's address.
   *
   * @param target path and query, percent-encoded: {@code /health}
   * @return the answer's JSON value
   */
  public Object get(String target) {
    return json(call("GET", target, null, true, null));
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

  private byte[] call(
      String method, String target, byte[] json, boolean repeatable, String wanted) {
    String name = wanted == null ? method + " " + target : wanted;
    try {
      return exchange(method, target, json, repeatable, name);
    } catch (IOException e) {
      throw failure(e);
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
        yield new Unreachable(address, why.substring(0, 1).toLowerCase() + why.substring(1), e);
      }
    };
  }

  private byte[] exchange(
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

  private byte[] exchange(
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
      return body;
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

  private Object json(byte[] body) {
    try {
      return body.length == 0 ? null : QuickJson.read(body);
    } catch (JsonException e) {
      throw new Failed(address, "is no stormd: its answer is no JSON", e);
    }
  }

  private Doc doc(byte[] body) {
    return json(body) instanceof Doc doc ? doc : notStormd();
  }

  private List<Doc> docs(byte[] body) {
    return docs(json(body));
  }

  private List<Doc> docs(Object value) {
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

  private static String named(Kind kind, String key) {
    return kind.word() + " " + key;
  }

  private static String path(Kind kind, String key) {
    return "/v1/" + kind.path() + "/" + Percent.encoded(key);
  }

  private static String question(Doc query, List<String> fields) {
    StringBuilder question = new StringBuilder();
    if (!query.isEmpty()) {
      question.append("?q=").append(Percent.encoded(Json.text(query)));
    }
    if (!fields.isEmpty()) {
      question.append(question.isEmpty() ? "?" : "&").append("fields=");
      question.append(Percent.encoded(String.join(",", fields)));
    }
    return question.toString();
  }

  /** Closes the connections that wait for a next call; calls in progress go on. */
  @Override
  public void close() {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      next.connection.close();
    }
  }
}
