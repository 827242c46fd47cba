package org.perfectstorm.api.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perfectstorm.value.Doc;

/**
 * What a route does, takes and answers.
 *
 * @param summary what it does, in a few words; null if nobody said so yet
 * @param takes the forms of its body; empty if it takes none
 * @param asks the parameters of its query string
 * @param status of the answer if all is well
 * @param answers the forms of that answer; empty if it has no body
 * @param changes whether it changes anything
 */
public record Operation(
    String method,
    String path,
    String summary,
    List<Content> takes,
    List<Parameter> asks,
    int status,
    List<Content> answers,
    boolean changes) {
  private static final String JSON = "application/json";

  /** A form of a body. */
  record Content(String mediaType, Doc schema) {}

  /** A route of which nothing is said yet. */
  public static Operation of(String method, String path) {
    return new Operation(
        method, path, null, List.of(), List.of(), 200, List.of(), !method.equals("GET"));
  }

  /** With a summary. */
  public Operation does(String what) {
    return new Operation(method, path, what, takes, asks, status, answers, changes);
  }

  /** With a body in JSON. */
  public Operation takes(Doc schema) {
    return takes(JSON, schema);
  }

  /** With a further form of its body. */
  public Operation takes(String mediaType, Doc schema) {
    List<Content> more = plus(takes, new Content(mediaType, schema));
    return new Operation(method, path, summary, more, asks, status, answers, changes);
  }

  /** With parameters. */
  public Operation asks(Parameter... parameters) {
    List<Parameter> more = new ArrayList<>(asks);
    more.addAll(Arrays.asList(parameters));
    return new Operation(method, path, summary, takes, more, status, answers, changes);
  }

  /** With nothing but a status. */
  public Operation answers(int code) {
    return new Operation(method, path, summary, takes, asks, code, answers, changes);
  }

  /** With an answer in JSON. */
  public Operation answers(int code, Doc schema) {
    return answers(code, JSON, schema);
  }

  /** With a further form of its answer. */
  public Operation answers(int code, String mediaType, Doc schema) {
    List<Content> more = plus(answers, new Content(mediaType, schema));
    return new Operation(method, path, summary, takes, asks, code, more, changes);
  }

  /** A question, although its method says otherwise. */
  public Operation changesNothing() {
    return new Operation(method, path, summary, takes, asks, status, answers, false);
  }

  private static List<Content> plus(List<Content> contents, Content content) {
    List<Content> more = new ArrayList<>(contents);
    more.add(content);
    return more;
  }
}
