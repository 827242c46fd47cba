package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.value.Doc;

/** Files of groups, procedures and applications, all or nothing. */
class ImportTest extends FileConversation {
  @Test
  void anApplicationComesWithWhatIsNestedInIt() {
    assertThat(changes(yaml(SMALL)))
        .containsExactly(
            "created group frontend",
            "created group database",
            "created procedure deploy",
            "created application blog");
    Doc blog = get("/v1/apps/blog").is(200).doc();
    String frontend = get("/v1/groups/frontend").id();
    String database = get("/v1/groups/database").id();
    assertThat(blog.texts("components")).containsExactly(frontend, database);
    assertThat(blog.texts("groups")).containsExactly(frontend, database);
    assertThat(blog.texts("procedures")).containsExactly(get("/v1/procedures/deploy").id());
    assertThat(blog.arr("links"))
        .containsExactly(
            Doc.of(
                "src_component", "frontend",
                "dest_component", "database",
                "dest_service", "postgres"));
    assertThat(blog.arr("expose"))
        .containsExactly(Doc.of("component", "frontend", "service", "http"));
    assertThat(get("/v1/groups/frontend/members").all("id")).containsExactly(resource);
  }

  @Test
  void theSameAgainChangesNothingAndTellsNobody() {
    yaml(SMALL).is(200);
    long event = core.state().event();
    assertThat(changes(yaml(SMALL))).allMatch(change -> change.startsWith("unchanged "));
    assertThat(core.state().event()).isEqualTo(event);
  }

  @Test
  void aChangeShowsBeforeAndAfterAsFilesHaveThem() {
    yaml(SMALL).is(200);
    Answer answer =
        yaml(
            SMALL
                .replace("port: 80", "port: 8080, protocol: udp")
                .replace("- frontend => database[postgres]", "- database => frontend[http]"));
    Doc frontend = docs(answer.doc(), "changes").toList().getFirst();
    assertThat(frontend.text("change")).isEqualTo("changed");
    assertThat(frontend.text("id")).isEqualTo(get("/v1/groups/frontend").id());
    assertThat(frontend.doc("before"))
        .isEqualTo(
            Doc.of(
                "name", "frontend",
                "query", Doc.of("image", Doc.of("$regex", "^wordpress:")),
                "services", List.of(Doc.of("name", "http", "port", 80))));
    assertThat(frontend.doc("after").arr("services"))
        .containsExactly(Doc.of("name", "http", "protocol", "udp", "port", 8080));
    Doc blog = docs(answer.doc(), "changes").toList().getLast();
    assertThat(blog.doc("before"))
        .isEqualTo(
            Doc.of(
                "name", "blog",
                "groups", List.of("frontend", "database"),
                "expose", List.of("frontend[http]"),
                "links", List.of("frontend => database[postgres]"),
                "procedures", List.of("deploy")));
    assertThat(blog.doc("after").texts("links")).containsExactly("database => frontend[http]");
  }

  @Test
  void aRehearsalSaysTheSameAndKeepsNothing() {
    long event = core.state().event();
    Answer dry = yaml("?dryRun=true", SMALL).is(200);
    assertThat(core.state().event()).isEqualTo(event);
    get("/v1/groups/frontend").is(404);
    Answer real = yaml(SMALL).is(200);
    assertThat(changes(dry)).isEqualTo(changes(real));
    assertThat(docs(dry.doc(), "changes").map(c -> c.get("id"))).containsOnlyNulls();
    assertThat(docs(dry.doc(), "changes").map(c -> c.without("id")).toList())
        .isEqualTo(docs(real.doc(), "changes").map(c -> c.without("id")).toList());
    delete("/v1/groups/database").is(204);
    assertThat(docs(yaml("?dryRun=true", SMALL).is(200).doc(), "changes").map(c -> c.get("id")))
        .contains(get("/v1/groups/frontend").id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"blog", "messaging", "consul"})
  void theAnnouncementsDocumentsImportAsTheyArePrinted(String name) throws IOException {
    String text = printed(name);
    assertThat(changes(yaml(text))).isNotEmpty().allMatch(change -> change.startsWith("created "));
    assertThat(changes(yaml(text))).allMatch(change -> change.startsWith("unchanged "));
    exportsToTheSame();
  }

  @Test
  void theLoadBalancerLinksToAGroupOfAnotherApplication() throws IOException {
    assertThat(errors(yaml(printed("frontend-lb"))))
        .containsExactly("16:7 documents[0].application.links[0]: there is no group \"frontend\"");
    yaml(printed("messaging")).is(200);
    assertThat(changes(yaml(printed("frontend-lb"))))
        .containsExactly(
            "created group load-balancer",
            "created procedure load-balancer",
            "created application frontend-lb");
    assertThat(get("/v1/procedures/mysql").doc().text("content"))
        .startsWith("- service create --name mysql -p 3306:3306\n    -e MYSQL_DATABASE")
        .endsWith("--enforce-gtid-consistency=true\n");
    exportsToTheSame();
    assertThat(exported("?kind=application&name=frontend-lb"))
        .containsExactly(get("/v1/export?name=frontend-lb").doc().arr("documents").getFirst());
  }

  @Test
  void theListFormAndSeveralDocumentsInOneText() {
    String text =
        """
        - group:
            name: redis
            query: { image: { $regex: '^redis:' } }
            services: [ { name: redis, protocol: tcp, port: 6379 } ]
        - group: { name: web }
        - application:
            name: hello-world
            components:
              - web => redis[redis]
              - web
            expose:
              - redis[redis]
        ---
        procedure: { name: hello, type: swarm }
        """;
    assertThat(changes(yaml(text)))
        .containsExactly(
            "created group redis",
            "created group web",
            "created application hello-world",
            "created procedure hello");
    Doc application = get("/v1/apps/hello-world").doc();
    assertThat(application.arr("components")).hasSize(2);
    assertThat(application.has("groups")).isFalse();
    assertThat(application.arr("links")).hasSize(1);
    exportsToTheSame();
  }

  /** The list form, and the requests that the first client library made of it. */
  @Test
  void theFirstExamplesImportAsTheyWereWritten() {
    String nginx =
        """
        - group:
            name: nginx
            query:
              $or:
                - image: { $regex: '^nginx:' }
                - names: nginx
            services:
              - name: http
                protocol: tcp
                port: 80

        - application:
            name: nginx
            components:
              - nginx
            expose:
              - nginx[http]

        - procedure:
            name: nginx-create
            type: swarm
            content: |
              - service create --name nginx -p {{ port }}:80 nginx:{{ version }}
            params:
              port: 8080
              version: latest
        """;
    String helloWorld =
        """
        - group:
            name: hello-world-web
            query: { image: { $regex: '^hello:' } }
            services: [ { name: http, protocol: tcp, port: 80 } ]
        - group:
            name: hello-world-db
            query: { image: { $regex: '^redis:' } }
            services: [ { name: redis, protocol: tcp, port: 6379 } ]
        - application:
            name: hello-world-list
            components:
              - hello-world-web=>hello-world-db[redis]
              - hello-world-db
            expose:
              - hello-world-web[http]
        """;
    assertThat(changes(yaml(nginx)))
        .containsExactly(
            "created group nginx", "created application nginx", "created procedure nginx-create");
    assertThat(changes(yaml(helloWorld))).allMatch(change -> change.startsWith("created "));
    assertThat(changes(yaml(nginx))).allMatch(change -> change.startsWith("unchanged "));
    String web = get("/v1/groups/hello-world-web").id();
    String db = get("/v1/groups/hello-world-db").id();
    Answer application = get("/v1/apps/hello-world-list");
    application.is(
        200,
        ("{'id':'%s','name':'hello-world-list','components':['%s','%s'],'links':[{'src_component':"
                + "'hello-world-web','dest_component':'hello-world-db','dest_service':'redis'}],"
                + "'expose':[{'component':'hello-world-web','service':'http'}]}")
            .formatted(application.id(), db, web));
    // No id: its name is assumed. PUT, and where that finds nothing POST.
    String body =
        "{'id':'hello-old','name':'hello-old','components':['hello-world-web','hello-world-db'],"
            + "'links':[{'src_component':'hello-world-web','dest_component':'hello-world-db',"
            + "'dest_service':'redis'}],'expose':[]}";
    put("/v1/apps/hello-old", body).is(404, "{'detail':'Not found.'}");
    String id = post("/v1/apps", body).is(201).id();
    assertThat(put("/v1/apps/hello-old", body).is(200).id()).isEqualTo(id);
    exportsToTheSame();
  }

  @Test
  void theOrderOfTheDocumentsDoesNotMatter() {
    assertThat(
            changes(
                json(
                    "{'application':{'name':'x','components':['late'],'procedures':['p']}},"
                        + "{'procedure':{'name':'p','type':'t'}},{'group':{'name':'late'}}")))
        .containsExactly("created application x", "created procedure p", "created group late");
  }

  @Test
  void aDocumentSaysAllOfAnObjectButPinsStay() {
    json("{'group':{'name':'g','query':{'a':1},'services':[{'name':'x','port':1}]}}").is(200);
    post("/v1/groups/g/members", "{'include':['web.1']}").is(200);
    json("{'procedure':{'name':'p','type':'t','content':'c','params':{'a':1},'retry':'never'}}")
        .is(200);
    assertThat(changes(json("{'group':{'name':'g'}},{'procedure':{'name':'p','type':'t'}}")))
        .containsExactly("changed group g", "changed procedure p");
    Doc group = get("/v1/groups/g").doc();
    assertThat(group.doc("query")).isEmpty();
    assertThat(group.arr("services")).isEmpty();
    assertThat(group.texts("include")).containsExactly(resource);
    Doc procedure = get("/v1/procedures/p").doc();
    assertThat(procedure.text("content")).isEmpty();
    assertThat(procedure.doc("params")).isEmpty();
    assertThat(procedure.has("retry")).isFalse();
  }

  @Test
  void whoChangesWhatAnotherApplicationBroughtIsWarned() throws IOException {
    yaml(printed("blog")).is(200);
    for (String query : List.of("?dryRun=true", "")) {
      assertThat(docs(yaml(query, printed("messaging")).is(200).doc(), "warnings").toList())
          .containsExactly(
              Doc.of(
                  "path",
                  "documents[0].application.groups[0]",
                  "message",
                  "this changes the group \"frontend\" of the application \"blog\", too",
                  "line",
                  5,
                  "column",
                  7));
    }
    assertThat(yaml(printed("messaging")).is(200).doc().has("warnings")).isFalse();
    assertThat(docs(json("{'group':{'name':'mysql'}}").is(200).doc(), "warnings")).hasSize(1);
    assertThat(docs(yaml(printed("messaging")).is(200).doc(), "warnings")).isEmpty();
    assertThat(docs(yaml(printed("blog")).is(200).doc(), "warnings")).hasSize(1);
  }

  @Test
  void pinnedResourcesAreFoundByName() {
    Answer answer =
        json(
            "{'group':{'name':'g','include':['web.1','nobody'],'exclude':['res-0000000000000000000000']}}");
    assertThat(docs(answer.is(200).doc(), "warnings").map(w -> w.text("message")).toList())
        .containsExactly(
            "no resource has the id or name \"nobody\", or several have it: it means nobody");
    assertThat(get("/v1/groups/g").doc().texts("include")).containsExactly(resource, "nobody");
    assertThat(exported("").toString()).contains("\"include\":[\"web.1\",\"nobody\"]");
    exportsToTheSame();
  }
}
