package org.perfectstorm.api;

import java.util.List;
import java.util.Map;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.value.Doc;

/** A request that is answered with an error: the status, further headers, and the body. */
final class Problem extends RuntimeException {
  private final int status;
  private final Object body;
  private final Map<String, String> headers;

  private Problem(int status, Object body, Map<String, String> headers) {
    super(status + " " + body, null, false, false);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  static Problem of(int status, Object body) {
    return new Problem(status, body, Map.of());
  }

  static Problem of(int status, String detail) {
    return of(status, Doc.of("detail", detail));
  }

  static Problem invalid(Invalid invalid) {
    return of(400, invalid.errors());
  }

  /** What is asked for does not go with the state of things. */
  static Problem conflict(String field, String message) {
    return of(409, Doc.of(field, List.of(message)));
  }

  static Problem notFound() {
    return of(404, "Not found.");
  }

  static Problem notAllowed(String method, String allowed) {
    return of(405, "Method \"" + method + "\" not allowed.").with("Allow", allowed);
  }

  static Problem tooLarge(long limit) {
    return of(413, "The body is larger than " + limit + " bytes.").with("Connection", "close");
  }

  static Problem mediaType(String type) {
    return of(415, "Unsupported media type \"" + type + "\" in request.");
  }

  /** The write may be tried again soon. */
  static Problem unavailable(String why) {
    String sentence = why.endsWith(".") ? why : why + ".";
    return of(503, "Not now: " + sentence).with("Retry-After", "1");
  }

  int status() {
    return status;
  }

  Object body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }

  private Problem with(String header, String value) {
    return new Problem(status, body, Map.of(header, value));
  }
}
