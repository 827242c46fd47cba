package org.perfectstorm.client;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Calls to stormd, of which there may be several ({@link Servers}). Safe to share between threads.
 * Where a key is asked for, an id or a name will do. Every call throws a {@link ClientException}
 * when it fails, and none waits longer than its {@link Deadlines}.
 */
public final class Client implements AutoCloseable {
  /** Where it is told who joins and leaves, of all groups. */
  static final String MEMBERSHIPS = "/v1/memberships/events";

  private final Calls calls;

  /** A client with the usual deadlines. */
  public Client(Address address) {
    this(address, Deadlines.DEFAULT);
  }

  /** A client with deadlines of its own. */
  public Client(Address address, Deadlines deadlines) {
    this(Servers.of(address), deadlines);
  }

  /** A client with the usual deadlines. */
  public Client(Servers servers) {
    this(servers, Deadlines.DEFAULT);
  }

  /** A client with deadlines of its own. */
  public Client(Servers servers, Deadlines deadlines) {
    this.calls = new Calls(servers, deadlines);
  }

  /** Where it calls now. */
  public Address address() {
    return calls.servers().address();
  }

  /** How it calls. */
  Calls calls() {
    return calls;
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
    return calls.docs(calls.get("/v1/" + kind.path() + question(query, fields), null));
  }

  /**
   * The first objects of a kind that a query matches, with some of their attributes.
   *
   * @param most how many at most, 1 or more
   */
  public List<Doc> list(Kind kind, Doc query, List<String> fields, int most) {
    String question = question(query, fields);
    String limit = (question.isEmpty() ? "?" : question + "&") + "limit=" + most;
    return calls.docs(calls.get("/v1/" + kind.path() + limit, null));
  }

  /**
   * One object.
   *
   * @throws NotFound if there is none, or the name is shared by several
   */
  public Doc get(Kind kind, String key) {
    return calls.doc(calls.get(path(kind, key), named(kind, key)));
  }

  /**
   * A resource or group, as it was.
   *
   * @param at an instant, a time ago ({@code 2 hours ago}), or the number of an event
   * @throws NotFound if it was not there then
   * @throws Refused if that means nothing, or is no longer kept
   */
  public Doc get(Kind kind, String key, String at) {
    return calls.doc(calls.get(path(kind, key) + "?at=" + Percent.encoded(at), named(kind, key)));
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
    return calls.docs(
        calls.get(
            path(Kind.GROUP, group) + "/members" + question(query, fields),
            named(Kind.GROUP, group)));
  }

  /**
   * The resources that were members of a group, as they were.
   *
   * @param at an instant, a time ago ({@code 2 hours ago}), or the number of an event
   * @throws Refused if that means nothing, or is no longer kept
   */
  public List<Doc> members(String group, Doc query, List<String> fields, String at) {
    String question = question(query, fields);
    String target =
        path(Kind.GROUP, group)
            + "/members"
            + (question.isEmpty() ? "?" : question + "&")
            + "at="
            + Percent.encoded(at);
    return calls.docs(calls.get(target, named(Kind.GROUP, group)));
  }

  /**
   * The newest changes of a resource or group, oldest first, as {@code docs/api.md} says.
   *
   * @param most how many at most, up to 1,000
   * @throws NotFound if there is no such object and was none
   */
  public List<Doc> history(Kind kind, String key, int most) {
    return calls.docs(calls.get(path(kind, key) + "/history?limit=" + most, named(kind, key)));
  }

  /**
   * Why a resource is a member of a group, or is not.
   *
   * @return {@code {"member": .., "why": .., "query": a clause with its parts}}
   * @throws Refused if there is no such resource
   */
  public Doc explain(String group, String resource) {
    return calls.doc(
        calls.get(
            path(Kind.GROUP, group) + "/explain?resource=" + Percent.encoded(resource),
            named(Kind.GROUP, group)));
  }

  /**
   * Who would join and leave a group if it were saved.
   *
   * @return {@code {"members": n, "joined": [resources in brief], "left": [..]}}
   */
  public Doc preview(Doc group) {
    return calls.doc(calls.send("POST", "/v1/groups/preview", group, true, null));
  }

  /**
   * What an object can do besides being read and written: {@code exec} of a procedure, {@code
   * cancel} of a job. Never sent twice: if the connection breaks, that is told, even where there is
   * another server.
   *
   * @return what stormd answers, the empty object if that is nothing
   * @throws NotFound if there is no such object
   */
  public Doc act(Kind kind, String key, String action, Doc body) {
    Calls.Answer answer =
        calls.send("POST", path(kind, key) + "/" + action, body, false, named(kind, key));
    return answer.body().length == 0 ? Doc.EMPTY : calls.doc(answer);
  }

  /**
   * Brings groups, applications and procedures to what documents say, in one commit.
   *
   * @param documents {@code {"documents": [{"group": {..}}, ..], "prune": false}}
   * @param dryRun whether to say only what would change
   * @return {@code {"changes": [{"kind", "name", "id", "change", "before", "after"}, ..]}}
   * @throws Refused with a body of {@code {"errors": [{"path", "message", "suggestion"}, ..]}}
   */
  public Doc importDocuments(Doc documents, boolean dryRun) {
    String target = "/v1/import" + (dryRun ? "?dryRun=true" : "");
    return calls.doc(calls.send("POST", target, documents, false, "import"));
  }

  /**
   * What can be imported again: all of it, or what is of a kind or has a name.
   *
   * @param kind null for all
   * @param names none for all
   * @return documents such as {@code {"group": {..}}}
   */
  public List<Doc> export(Kind kind, String... names) {
    StringBuilder target = new StringBuilder("/v1/export");
    if (kind != null) {
      target.append("?kind=").append(kind.word());
    }
    for (String name : names) {
      target.append(target.indexOf("?") < 0 ? '?' : '&').append("name=");
      target.append(Percent.encoded(name));
    }
    Calls.Answer answer = calls.get(target.toString(), "export");
    return calls.list(answer, calls.doc(answer).get("documents"));
  }

  /**
   * The paths of resources that begin with a text, the most frequent first.
   *
   * @return for each {@code {"path", "count", "types", "values": [{"value", "count"}, ..]}}
   */
  public List<Doc> fields(String prefix, int limit) {
    String target = "/v1/resources/fields?prefix=" + Percent.encoded(prefix) + "&limit=" + limit;
    return calls.docs(calls.get(target, null));
  }

  /**
   * What a job has put out so far.
   *
   * @throws NotFound if there is no such job
   */
  public byte[] log(String job) {
    return calls.get(path(Kind.JOB, job) + "/log", named(Kind.JOB, job)).body();
  }

  /**
   * What a job puts out, as it comes, until it ends. Reading waits for as long as the job is silent
   * (the event feed knows whether stormd is alive); closing the stream ends that.
   *
   * @param start how many bytes to skip: those that are known
   * @throws NotFound if there is no such job
   */
  public InputStream followLog(String job, long start) {
    return calls.stream(path(Kind.JOB, job) + "/log?stream=1&start=" + start, named(Kind.JOB, job));
  }

  /**
   * Adds to what a running job has put out. Sending the same again adds nothing.
   *
   * @param owner the agent that runs it
   * @param start how many bytes there were before; -1 if that is not known: then what is sent again
   *     is added again
   * @return how many bytes there are now
   * @throws NotFound if there is no such job
   * @throws Refused with status 409 if it does not run any more, or another agent runs it
   */
  public long addToLog(String job, String owner, String text, long start) {
    Doc body = Doc.of("owner", owner, "text", text, "start", start < 0 ? null : start);
    String target = path(Kind.JOB, job) + "/log";
    boolean repeatable = start >= 0 || text.isEmpty();
    return calls.send("POST", target, body, repeatable, named(Kind.JOB, job)).head().logEnd();
  }

  /** Creates an object and returns it as stormd keeps it, with its id. */
  public Doc create(Kind kind, Doc object) {
    return calls.doc(calls.send("POST", "/v1/" + kind.path(), object, false, null));
  }

  /**
   * Replaces an object and returns it as stormd keeps it.
   *
   * @throws NotFound if there is none
   */
  public Doc put(Kind kind, String key, Doc object) {
    return calls.doc(calls.send("PUT", path(kind, key), object, true, named(kind, key)));
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
    calls.send("DELETE", path(kind, key), null, true, named(kind, key));
  }

  /**
   * Says that an agent is alive.
   *
   * @param message what keeps it from its work, shown to people; "" if nothing does
   * @throws NotFound if stormd does not know the agent: register it again
   */
  public void heartbeat(String agent, String message) {
    heartbeat(agent, message, null);
  }

  /**
   * Says that an agent is alive, and which of the processes that could act for it does.
   *
   * @param message what keeps it from its work, shown to people; "" if nothing does
   * @param instance the process that registered it; null to say nothing of it
   * @throws NotFound if stormd does not know the agent: register it again
   * @throws Refused with status 409 if another process acts for it
   */
  public void heartbeat(String agent, String message, String instance) {
    Doc body = Doc.of("message", message);
    calls.send(
        "POST",
        path(Kind.AGENT, agent) + "/heartbeat",
        instance == null ? body : body.with("instance", instance),
        true,
        named(Kind.AGENT, agent));
  }

  /**
   * Brings an agent's resources up to date in one commit.
   *
   * @param changes {@code {"full": true, "resources": [..]}} or {@code {"full": false, "resources":
   *     [..], "gone": [native ids]}}, each with {@code "keep": [types]} that are not deleted
   * @return {@code {"created": n, "updated": n, "deleted": n, "unchanged": n}}
   * @throws NotFound if stormd does not know the agent: register it again
   */
  public Doc sync(String agent, Doc changes) {
    return calls.doc(
        calls.send(
            "POST", path(Kind.AGENT, agent) + "/sync", changes, true, named(Kind.AGENT, agent)));
  }

  /**
   * How many there are of everything, and how they are.
   *
   * @return {@code {"groups": [{"id", "name", "total", "running", ..}], "resources": {"total", ..},
   *     "in_groups": n, "jobs": {..}, "agents": {..}, "troubles": [{"agent", "message"}]}}
   */
  public Doc status() {
    return calls.doc(calls.get("/v1/status", "status"));
  }

  /** The last events that are kept, oldest first, at most so many. */
  public List<Change> lastEvents(int count) {
    return lastEvents(EventFeed.ALL, "event feed", count);
  }

  /** The events from a number on, oldest first, at most so many. */
  public List<Change> events(long start, int count) {
    String target = EventFeed.ALL + "?date=true&start=" + start + "&count=" + count;
    return events(target, "event feed");
  }

  /**
   * Who joined and left a group last, oldest first, at most so many events.
   *
   * @throws NotFound if there is no such group
   */
  public List<Change> lastMemberEvents(String group, int count) {
    return lastEvents(feedOf(group), named(Kind.GROUP, group), count);
  }

  /** Who is in which group now: ids of resources by the group's id. */
  public Map<String, List<String>> memberships() {
    Map<String, List<String>> memberships = new HashMap<>();
    if (get("/v1/memberships") instanceof Doc doc) {
      Doc groups = doc.doc("groups");
      groups.forEach(group -> memberships.put(group.getKey(), groups.texts(group.getKey())));
    }
    return memberships;
  }

  /** The last events of a feed, which is called so where it is missed. */
  List<Change> lastEvents(String feed, String name, int count) {
    return events(feed + "?date=true&count=" + count, name);
  }

  /** Where it is told who joins and leaves a group. */
  static String feedOf(String group) {
    return path(Kind.GROUP, group) + "/events";
  }

  private List<Change> events(String target, String name) {
    List<Change> events = new ArrayList<>();
    for (Doc doc : calls.docs(calls.get(target, name))) {
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
    return calls.json(calls.get(target, null));
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
    calls.close();
  }
}
