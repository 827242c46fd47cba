package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What the server said, and what a test says about it. */
record Answer(HttpResponse<String> response) {
  /** The status and the exact body; single quotes stand for double ones. */
  Answer is(int status, String body) {
    assertThat(status() + " " + body()).isEqualTo(status + " " + quoted(body));
    return this;
  }

  /** As {@link #is(int, String)}, of a body that has single quotes of its own. */
  Answer isExactly(int status, String body) {
    assertThat(status() + " " + body()).isEqualTo(status + " " + body);
    return this;
  }

  /** JSON written with single quotes; a body that has double ones already stays as it is. */
  static String quoted(String json) {
    return json.indexOf('"') >= 0 ? json : json.replace('\'', '"');
  }

  /** Only the status. */
  Answer is(int status) {
    assertThat(status()).as(body()).isEqualTo(status);
    return this;
  }

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  /** The body as an object. */
  Doc doc() {
    return Json.readDoc(body());
  }

  /** The id of the object in the body. */
  String id() {
    return doc().text("id");
  }

  /** The body as a list of objects. */
  List<Doc> list() {
    return ((List<?>) Json.read(body())).stream().map(Doc.class::cast).toList();
  }

  /** One field of each object of a list. */
  List<Object> all(String field) {
    return list().stream().map(doc -> doc.get(field)).toList();
  }
}
