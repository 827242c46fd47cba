package org.perfectstorm.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/** One request and its answer. Closing it gives back what its body took. */
final class Exchange implements AutoCloseable {
  private static final String JSON = "application/json";

  /** As much of a body as is read for nothing. */
  private static final int UNWANTED = 64 << 10;

  /** The number of the newest event that is known. */
  private static final String LAST = "Last-Event";

  /** The number of an event that must be known. */
  private static final String AFTER = "After-Event";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Context context;
  private final Core core;
  private final Params params;

  private final Intake.Body body;

  Exchange(Context context, Intake intake, Core core) {
    this.context = context;
    this.core = core;
    this.body = intake.new Body();
    this.params = new Params(context.req().getQueryString());
  }

  /**
   * Waits until this server knows what another one has told the client, who says so in a header.
   *
   * @throws Problem if the header is no number
   * @throws Core.Unavailable if it cannot be known now
   */
  void catchUp() {
    String after = header(AFTER);
    if (after != null) {
      if (!NUMBER.matcher(after.strip()).matches()) {
        throw Problem.of(400, AFTER + ": expected the number of an event, not \"" + after + "\".");
      }
      core.catchUp(Long.parseLong(after.strip()));
    }
    tellLast();
  }

  /** Says how much this server knows, at least, when it answers. */
  private void tellLast() {
    context.res().setHeader(LAST, Long.toString(core.events().last()));
  }

  /** The id or name in the path. */
  String key() {
    return context.pathParam("key");
  }

  /** The parameters of the query string. */
  Params params() {
    return params;
  }

  /** A header's value, or null. */
  String header(String name) {
    return context.req().getHeader(name);
  }

  /** The address by which the client reached a path. */
  String address(String path) {
    String host = header("Host");
    return context.scheme() + "://" + (host == null ? "localhost" : host) + path;
  }

  /**
   * What the body says; an empty object if there is none.
   *
   * @throws Problem if it is too large, not declared as JSON, or no JSON
   */
  Object body() throws IOException {
    byte[] bytes = bytes();
    if (bytes.length == 0) {
      return Doc.EMPTY;
    }
    if (!mediaType().equals(JSON)) {
      throw Problem.mediaType(header("Content-Type") == null ? "" : header("Content-Type"));
    }
    try {
      return Json.read(bytes);
    } catch (JsonException e) {
      throw Problem.of(400, "JSON parse error - " + e.getMessage());
    }
  }

  /**
   * What the body says, as text.
   *
   * @throws Problem if it is too large, or no UTF-8
   */
  String text() throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(400, "The body is not in UTF-8.");
    }
  }

  /** What the body is declared as, in small letters and without parameters; maybe empty. */
  String mediaType() {
    String type = header("Content-Type") == null ? "" : header("Content-Type");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what nobody wanted of the body: a connection with something left in it cannot be used
   * again, and who does so meanwhile gets no answer. Where that is much, the connection is closed
   * after this answer, and the client is told.
   */
  void drain() {
    if (header("Expect") != null) {
      return; // The client waits for a word before it sends its body, and gets none.
    }
    byte[] thrown = new byte[8 << 10];
    try {
      InputStream in = context.req().getInputStream();
      boolean isLarge = context.req().getContentLengthLong() > UNWANTED;
      for (int left = isLarge ? 0 : UNWANTED; left > 0; ) {
        int read = in.read(thrown, 0, Math.min(thrown.length, left));
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException | RuntimeException gone) {
      // Then there is nothing to save.
    }
    answerHeader("Connection", "close");
  }

  private byte[] bytes() throws IOException {
    return body.read(context.req().getInputStream(), context.req().getContentLengthLong());
  }

  /**
   * Does a piece of work, all or nothing; with {@code ?dryRun=true} it is thrown away again.
   *
   * @return what the work returns
   */
  <T> T commit(Function<Transaction, T> work) {
    if (!isDryRun()) {
      T answer = core.commit(work);
      tellLast();
      return answer;
    }
    Core.Rehearsal<T> rehearsal = core.rehearse(work);
    WouldChange.tell(rehearsal.events(), this);
    return rehearsal.answer();
  }

  /** Whether the client only wants to know what a write would do. */
  boolean isDryRun() {
    return params.isOn("dryRun");
  }

  /** A new object for the answer: without an id where it will never be. */
  Doc created(Doc object) {
    return isDryRun() ? object.with("id", null) : object;
  }

  /** Answers with a value. */
  void send(int status, Object value) throws IOException {
    send(status, Json.bytes(value));
  }

  /** Answers with a text of a type. */
  void sendText(int status, String type, String text) throws IOException {
    send(context, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with one object and its tag, or with 304 if the client has this very content. */
  void sendObject(int status, Doc object) throws IOException {
    byte[] json = Json.bytes(object);
    String etag = Etag.of(json);
    context.res().setHeader("ETag", etag);
    String known = header("If-None-Match");
    if (status == 200 && isRead() && known != null && Etag.matches(known, etag)) {
      context.res().setStatus(304);
      return;
    }
    send(status, json);
  }

  /** Answers with an array, written as it is walked along. */
  void sendAll(Iterable<Doc> objects) throws IOException {
    Json.writeAll(objects, begin());
  }

  /** Begins an answer of JSON whose length is not known. */
  OutputStream begin() throws IOException {
    return begin(JSON);
  }

  /** Begins an answer of a type whose length is not known. */
  OutputStream begin(String type) throws IOException {
    context.res().setStatus(200);
    context.res().setContentType(type);
    return context.res().getOutputStream();
  }

  /** Begins an answer of plain text whose length is not known. */
  OutputStream beginText() throws IOException {
    context.res().setStatus(200);
    context.res().setContentType("text/plain; charset=utf-8");
    // It may hold anything: no browser is to take it for a page.
    context.res().setHeader("X-Content-Type-Options", "nosniff");
    return context.res().getOutputStream();
  }

  /** Adds a header to the answer. */
  void answerHeader(String name, String value) {
    context.res().setHeader(name, value);
  }

  /** The path that was asked for, still encoded, without the query string. */
  String path() {
    return context.req().getRequestURI();
  }

  /** The query string as it came; empty if there is none. */
  String queryString() {
    String query = context.req().getQueryString();
    return query == null ? "" : query;
  }

  /** Answers with nothing. */
  void sendNothing() {
    context.res().setStatus(204);
  }

  /** Answers with an error. */
  static void send(Context context, Problem problem) throws IOException {
    problem.headers().forEach(context.res()::setHeader);
    send(context, problem.status(), JSON, Json.bytes(problem.body()));
  }

  @Override
  public void close() {
    body.close();
  }

  /** Whether the client only wants to read. */
  boolean isRead() {
    String method = context.req().getMethod();
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Whether the client wants the headers only. */
  boolean isHead() {
    return context.req().getMethod().equals("HEAD");
  }

  private void send(int status, byte[] json) throws IOException {
    send(context, status, JSON, json);
  }

  private static void send(Context context, int status, String type, byte[] bytes)
      throws IOException {
    var response = context.res();
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
