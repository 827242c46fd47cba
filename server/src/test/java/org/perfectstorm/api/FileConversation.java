package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.perfectstorm.value.Doc;

/** Files of groups, procedures and applications, handed to a server that has one resource. */
abstract class FileConversation extends Conversation {
  static final String SMALL =
      """
      application:
        name: blog
        groups:
          - name: frontend
            query: { image: { $regex: '^wordpress:' } }
            services:
              - { name: http, port: 80 }
          - name: database
            query: { image: { $regex: '^postgres:' } }
            services:
              - { name: postgres, port: 5432 }
        expose:
          - frontend[http]
        links:
          - frontend => database[postgres]
        procedures:
          - name: deploy
            type: swarm
            content: |
              - service create {{ NAME }}
            params: { NAME: blog }
      """;

  String resource;

  @BeforeAll
  void populate() {
    resource = resource(agent("owner"), ",'names':['web.1'],'image':'wordpress:6'");
  }

  @AfterEach
  void clear() {
    for (String path : List.of("apps", "procedures", "groups")) {
      get("/v1/" + path).list().forEach(o -> delete("/v1/" + path + "/" + o.text("id")).is(204));
    }
  }

  Answer yaml(String text) {
    return yaml("", text);
  }

  Answer yaml(String query, String text) {
    return send(
        request("POST", "/v1/import" + query, "x")
            .method("POST", java.net.http.HttpRequest.BodyPublishers.ofString(text))
            .setHeader("Content-Type", "application/yaml"));
  }

  Answer json(String documents) {
    return post("/v1/import", "{'documents':[" + documents + "]}");
  }

  /** What happened, as {@code created group frontend}. */
  static List<String> changes(Answer answer) {
    return docs(answer.is(200).doc(), "changes")
        .map(c -> c.text("change") + " " + c.text("kind") + " " + c.text("name"))
        .toList();
  }

  /** What was wrong, as {@code 3:5 documents[0].x: message (suggestion)}. */
  static List<String> errors(Answer answer) {
    return docs(answer.is(400).doc(), "errors")
        .map(
            e ->
                (e.has("line") ? e.get("line") + ":" + e.get("column") + " " : "")
                    + e.text("path")
                    + ": "
                    + e.text("message")
                    + (e.has("suggestion") ? " (" + e.text("suggestion") + ")" : ""))
        .toList();
  }

  static Stream<Doc> docs(Doc doc, String field) {
    return doc.arr(field).stream().map(Doc.class::cast);
  }

  static String printed(String name) throws IOException {
    try (InputStream in = ImportTest.class.getResourceAsStream("announcement/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  List<Object> exported(String query) {
    return get("/v1/export" + query).is(200).doc().arr("documents");
  }

  /** What is exported imports to the same: here, and where nothing is. */
  void exportsToTheSame() {
    Answer json = get("/v1/export").is(200);
    Answer yaml = send(request("GET", "/v1/export", null).setHeader("Accept", "application/yaml"));
    assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
    assertThat(changes(post("/v1/import", json.body()))).allMatch(c -> c.startsWith("unchanged "));
    assertThat(changes(yaml(yaml.body()))).allMatch(c -> c.startsWith("unchanged "));
    List<List<Doc>> before = everything();
    clear();
    yaml(yaml.body()).is(200);
    assertThat(everything()).isEqualTo(before);
    assertThat(get("/v1/export").body()).isEqualTo(json.body());
  }

  /** All objects, with names for ids. */
  List<List<Doc>> everything() {
    List<List<Doc>> all = new ArrayList<>();
    for (String path : List.of("groups", "procedures", "apps")) {
      all.add(get("/v1/" + path).list().stream().map(ImportTest::withoutIds).toList());
    }
    return all;
  }

  static Doc withoutIds(Doc object) {
    Doc without = object.without("id");
    for (String field : List.of("components", "groups", "procedures")) {
      if (without.has(field)) {
        without = without.with(field, without.arr(field).size());
      }
    }
    return without;
  }
}
