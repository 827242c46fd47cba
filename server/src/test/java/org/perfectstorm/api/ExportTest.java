package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is there, written as files that import to the same. */
class ExportTest extends FileConversation {
  @Test
  void exportNestsWhatAnApplicationBrings() {
    yaml(SMALL).is(200);
    json("{'group':{'name':'alone'}},"
            + "{'application':{'name':'other','components':['alone','frontend']}}")
        .is(200);
    Answer yaml = send(request("GET", "/v1/export", null).setHeader("Accept", "text/yaml"));
    assertThat(yaml.is(200).body())
        .isEqualTo(
            """
            group:
              name: alone
            ---
            application:
              name: blog
              groups:
                - name: frontend
                  query:
                    image:
                      $regex: '^wordpress:'
                  services:
                    - name: http
                      port: 80
                - name: database
                  query:
                    image:
                      $regex: '^postgres:'
                  services:
                    - name: postgres
                      port: 5432
              expose:
                - frontend[http]
              links:
                - frontend => database[postgres]
              procedures:
                - name: deploy
                  type: swarm
                  content: |
                    - service create {{ NAME }}
                  params:
                    NAME: blog
            ---
            application:
              name: other
              components:
                - alone
                - frontend
            """);
    exportsToTheSame();
  }

  @Test
  void exportOfSomeThings() {
    yaml(SMALL).is(200);
    assertThat(exported("?kind=group&kind=procedure").toString())
        .isEqualTo(
            "[{\"group\":{\"name\":\"database\",\"query\":{\"image\":{\"$regex\":\"^postgres:\"}},\"services\":[{\"name\":\"postgres\",\"port\":5432}]}},"
                + " {\"group\":{\"name\":\"frontend\",\"query\":{\"image\":{\"$regex\":\"^wordpress:\"}},\"services\":[{\"name\":\"http\",\"port\":80}]}},"
                + " {\"procedure\":{\"name\":\"deploy\",\"type\":\"swarm\",\"content\":\"- service"
                + " create {{ NAME }}\\n"
                + "\",\"params\":{\"NAME\":\"blog\"}}}]");
    assertThat(exported("?kind=group&name=frontend")).hasSize(1);
    assertThat(exported("?name=frontend&name=blog")).hasSize(2);
    get("/v1/export?kind=procedure&name=frontend").is(404, "{'detail':'Not found.'}");
    get("/v1/export?name=blog&name=nobody").is(404);
    get("/v1/export?kind=job")
        .is(
            400,
            "{'kind':['\"job\" is not a valid choice.']}"
                .replace("'", "§")
                .replace("\"", "\\\"")
                .replace("§", "\""));
  }

  @Test
  void oddNamesOfComponentsComeThrough() {
    for (String name : List.of("a=>b", "a => b[c]", "x[y]", "Größe 1")) {
      post("/v1/groups", "{'name':'" + name + "'}").is(201);
    }
    post(
            "/v1/apps",
            "{'name':'odd','components':['a=>b','a => b[c]','x[y]','Größe"
                + " 1'],'links':[],'expose':[]}")
        .is(201);
    exportsToTheSame();
  }

  @Test
  void whatHasNoNameKeepsItsId() {
    String id = post("/v1/groups", "{'query':{'a':1}}").is(201).id();
    assertThat(exported("").toString())
        .isEqualTo("[{\"group\":{\"id\":\"" + id + "\",\"query\":{\"a\":1}}}]");
    assertThat(changes(post("/v1/import", get("/v1/export").body())))
        .containsExactly("unchanged group null");
  }
}
