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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.value.Doc;

/** Files of groups, procedures and applications: in, all or nothing, and out again. */
class ImportTest extends Conversation {
  private static final String SMALL =
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

  private String resource;

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

  @Test
  void yamlThatIsTooLongIsRefusedBeforeItIsRead() {
    yaml("# a comment\n".repeat(100_000))
        .is(413, "{'detail':'The body is larger than 1048576 bytes.'}");
  }

  private Answer yaml(String text) {
    return yaml("", text);
  }

  private Answer yaml(String query, String text) {
    return send(
        request("POST", "/v1/import" + query, "x")
            .method("POST", java.net.http.HttpRequest.BodyPublishers.ofString(text))
            .setHeader("Content-Type", "application/yaml"));
  }

  private Answer json(String documents) {
    return post("/v1/import", "{'documents':[" + documents + "]}");
  }

  /** What happened, as {@code created group frontend}. */
  private static List<String> changes(Answer answer) {
    return docs(answer.is(200).doc(), "changes")
        .map(c -> c.text("change") + " " + c.text("kind") + " " + c.text("name"))
        .toList();
  }

  /** What was wrong, as {@code 3:5 documents[0].x: message (suggestion)}. */
  private static List<String> errors(Answer answer) {
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

  private static Stream<Doc> docs(Doc doc, String field) {
    return doc.arr(field).stream().map(Doc.class::cast);
  }

  private static String printed(String name) throws IOException {
    try (InputStream in = ImportTest.class.getResourceAsStream("announcement/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

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
  void theAnnouncementsTypingErrorsAreNamed() throws IOException {
    assertThat(errors(yaml(printed("excess-memory"))))
        .containsExactly(
            "5:9 documents[0].query.$or[0].snapshot.Spec.Resources.Limits.MemoryBytes.$exits:"
                + " unknown operator: $exits ($exists)");
    assertThat(errors(yaml(printed("procedures")))).hasSize(1);
    assertThat(errors(yaml(printed("procedures"))).getFirst()).startsWith("9:1 ");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceAndNothingIsKept() {
    String text =
        """
        group:
          name: good
        ---
        aplication:
          name: x
        ---
        application:
          name: bad
          grups: []
          groups:
            - name: web
              query: { image: { $regx: x } }
              services:
                - { name: http, prot: 80 }
            - query: {}
            - 5
          links:
            - web -> good[http]
            - god => web[https]
          expose: good[http]
          procedures:
            - name: p
              type: swarm
              content: "a\\n{{ x"
              retry: sometimes
        ---
        group: [1]
        """;
    long event = core.state().event();
    assertThat(errors(yaml(text)))
        .containsExactlyInAnyOrder(
            "4:1 documents[1].aplication: expected application, group or procedure (application)",
            "9:3 documents[2].application.grups: an application has no field \"grups\"; it has id,"
                + " name, groups, components, expose, links, procedures (groups)",
            "12:25 documents[2].application.groups[0].query.image.$regx: unknown operator: $regx"
                + " ($regex)",
            "14:25 documents[2].application.groups[0].services[0].prot: an element here has no"
                + " field \"prot\"; it has name, protocol, port (protocol)",
            "14:11 documents[2].application.groups[0].services[0].port: This field is required.",
            "15:7 documents[2].application.groups[1]: a name is missing",
            "16:7 documents[2].application.groups[2]: expected a mapping with the group's fields,"
                + " got 5",
            "18:7 documents[2].application.links[0]: expected a link such as \"frontend =>"
                + " database[postgres]\"",
            "19:7 documents[2].application.links[1]: there is no group \"god\" (good)",
            "20:3 documents[2].application.expose: expected a list",
            "24:7 documents[2].application.procedures[0].content: line 2, column 5: expected '}}',"
                + " got 'end of template'",
            "25:7 documents[2].application.procedures[0].retry: \"sometimes\" is not a valid"
                + " choice.",
            "27:1 documents[3].group: expected a mapping with the group's fields, got a list");
    assertThat(core.state().event()).isEqualTo(event);
    get("/v1/groups/good").is(404);
  }

  @Test
  void anErrorInJsonHasAPathAndNoLine() {
    json("{'group':{'name':'a'}},{'application':{'name':'x','groups':[{'name':'g','query':"
            + "{'image':{'$regx':'x'}}}]}}")
        .is(
            400,
            "{'errors':[{'path':'documents[1].application.groups[0].query.image.$regx',"
                + "'message':'unknown operator: $regx','suggestion':'$regex'}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'documents':{}} | documents: expected a list of documents, such as {§group§: {..}}",
        "{}               | documents: expected a list of documents, such as {§group§: {..}}",
        "{'documents':[1]} | documents[0]: expected a mapping such as §group:§ with a group's"
            + " fields under it, got 1",
        "{'documents':[{}]} | documents[0]: expected exactly one of the keys application, group and"
            + " procedure, got none",
        "{'documents':[{'group':{},'procedure':{}}]} | documents[0]: expected exactly one of the"
            + " keys application, group and procedure, got group, procedure",
        "{'documents':[{'recipe':{'name':'x'}}]} | documents[0].recipe: expected application, group"
            + " or procedure",
        "{'documents':[{'group':{'name':{}}}]} | documents[0].group.name: expected a string",
        "{'documents':[{'group':{'query':[],'include':'x'}}]} | documents[0].group: a name is"
            + " missing; documents[0].group.include: Expected a list of items but got type §str§.;"
            + " documents[0].group.query: Expected a JSON object.",
        "{'documents':[{'group':{'name':'database','port':1}},"
            + "{'application':{'name':'a','links':['database => databse[x]']}}]} "
            + "| documents[0].group.port: a group has no field §port§; it has name, query, include,"
            + " exclude, services, id; documents[1].application.links[0]: there is no group"
            + " §databse§ (database)",
        "{'documents':[[{'group':{'name':' '}}]]} | documents[0][0].group: a name is missing",
        "{'documents':[{'group':{'id':'grp-0000000000000000000000','query':{}}}]} "
            + "| documents[0].group: a name is missing: no group here has the id",
        "{'documents':[{'procedure':{'name':'p','type':'t','params':{'PW':{'secret':'yes'}}}}]} |"
            + " documents[0].procedure.params.PW: A secret parameter is exactly {§secret§: true}:"
            + " its value comes with each run.",
        "{'documents':[{'group':{'name':'g','services':[{'prot':'tcp','name':'s','port':1}]}}]} "
            + "| documents[0].group.services[0].prot: an element here has no field §prot§; it has"
            + " name, protocol, port (protocol)",
        "{'documents':[{'group':{'name':'a','query':[]}}]} "
            + "| documents[0].group.query: Expected a JSON object.",
        "{'documents':[{'group':{'name':'a','query':{'$group':'b'}}},"
            + "{'group':{'name':'b','query':{'$group':'a'}}}]} "
            + "| documents[1].group.query: groups must not ask each other in a circle: b -> a -> b",
        "{'documents':[{'group':{'name':'a'}},{'group':{'name':'a','query':{'x':1}}}]} "
            + "| documents[1].group: the group §a§ stands in documents[0].group already, and is"
            + " another one there",
        "{'documents':[{'procedure':{'name':'p'}}]} | documents[0].procedure.type: This field is"
            + " required.",
        "{'documents':[{'procedure':{'name':'p','type':'t','content':'a\\n{% fi %}'}}]} "
            + "| documents[0].procedure.content: line 2, column 4: unknown tag 'fi'; did you"
            + " mean 'if'?",
        "{'documents':[{'application':{'name':'a','components':['x']}}]} "
            + "| documents[0].application.components[0]: there is no group §x§",
        "{'documents':[{'application':{'name':'a','procedures':['x']}}]} "
            + "| documents[0].application.procedures[0]: there is no procedure §x§",
        "{'documents':[{'group':{'name':'a','services':[{'name':'http','port':80}]}},"
            + "{'application':{'name':'x','expose':['a[htp]']}}]} "
            + "| documents[1].application.expose[0]: the group §a§ has no service §htp§ (http)",
        "{'documents':[{'group':{'name':'a.b','services':[{'name':'c','port':1}]}},"
            + "{'application':{'name':'x','expose':['a.b[c]']}}]} "
            + "| documents[1].application.expose[0]: only letters, digits, - and _ can stand in"
            + " links and expose, not §a.b§",
        "{'documents':[{'application':{'name':'x','links':[{'src_component':'a','dest':'b'}]}}]} "
            + "| documents[0].application.links[0].dest_component: expected a name; "
            + "documents[0].application.links[0].dest_service: expected a name; "
            + "documents[0].application.links[0].dest: expected only src_component, dest_component,"
            + " dest_service",
      })
  void whatIsWrongHasItsPlace(String body, String expected) {
    assertThat(String.join("; ", errors(post("/v1/import", body))))
        .isEqualTo(expected.replace('§', '"'));
  }

  @Test
  void wrongYamlHasALine() {
    assertThat(errors(yaml("group:\n  name: a\n\tquery: {}\n"))).hasSize(1);
    assertThat(errors(yaml("group:\n  name: a\n\tquery: {}\n")).getFirst()).startsWith("3:1 ");
    assertThat(errors(yaml("- a: *b\n- <<: 1\n"))).hasSize(2);
  }

  @Test
  void mistakesOfTheRequestAreSaid() {
    yaml("?dryRun=perhaps", "").is(400, "{'dryRun':['Expected true or false.']}");
    yaml("?prune=1", "").is(400, "{'prune':['Expected true or false.']}");
    post("/v1/import", "{'documents':[],'prune':'all'}")
        .is(400, "{'prune':['Must be a valid boolean.']}");
    post("/v1/import", "[]").is(400);
    post("/v1/import", "{'documents':[]}").is(200, "{'changes':[]}");
    yaml("").is(200, "{'changes':[]}");
    send(request("POST", "/v1/import", "{}").setHeader("Content-Type", "text/plain")).is(415);
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

  @Test
  void pruningDeletesWhatTheDocumentNoLongerHas() {
    yaml(SMALL).is(200);
    json("{'group':{'name':'bystander'}}").is(200);
    String less =
        SMALL
            .replaceAll("(?s)    - name: database.*?  expose", "  expose")
            .replaceAll("(?s)  links:.*", "");
    assertThat(changes(yaml("?dryRun=true", less)))
        .containsExactly("unchanged group frontend", "changed application blog");
    Answer pruned = yaml("?prune=true", less);
    assertThat(changes(pruned))
        .containsExactly(
            "unchanged group frontend",
            "changed application blog",
            "removed group database",
            "removed procedure deploy");
    Doc removed = docs(pruned.doc(), "changes").toList().getLast();
    assertThat(removed.get("after")).isNull();
    assertThat(removed.doc("before").text("type")).isEqualTo("swarm");
    get("/v1/groups/database").is(404);
    get("/v1/procedures/deploy").is(404);
    get("/v1/groups/bystander").is(200);
  }

  @Test
  void whatIsLeftBehindIsSaidAndPrunedLater() {
    yaml(SMALL).is(200);
    String less = "application: { name: blog, groups: [frontend] }";
    for (int i = 0; i < 2; i++) {
      Answer left = yaml(less);
      assertThat(changes(left)).noneMatch(change -> change.startsWith("removed"));
      assertThat(docs(left.doc(), "warnings").map(w -> w.text("message")).toList())
          .containsExactly(
              "the group \"database\", which this application brought earlier, stays; prune deletes"
                  + " it",
              "the procedure \"deploy\", which this application brought earlier, stays; prune"
                  + " deletes it");
    }
    assertThat(get("/v1/apps/blog").body()).doesNotContain(get("/v1/procedures/deploy").id());
    assertThat(changes(yaml("?prune=true", less)))
        .containsExactly(
            "unchanged application blog", "removed group database", "removed procedure deploy");
    assertThat(yaml("?prune=true", less).is(200).doc().has("warnings")).isFalse();
    get("/v1/groups/database").is(404);
  }

  @Test
  void pruningLeavesWhatOthersNeed() {
    yaml(SMALL).is(200);
    json("{'application':{'name':'other','components':['database'],'procedures':['deploy']}}")
        .is(200);
    post("/v1/import", "{'documents':[{'application':{'name':'blog'}}],'prune':true}").is(200);
    get("/v1/groups/database").is(200);
    get("/v1/procedures/deploy").is(200);
    get("/v1/apps/other").is(200);
    get("/v1/groups/frontend").is(404);
  }

  private List<Object> exported(String query) {
    return get("/v1/export" + query).is(200).doc().arr("documents");
  }

  /** What is exported imports to the same: here, and where nothing is. */
  private void exportsToTheSame() {
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
  private List<List<Doc>> everything() {
    List<List<Doc>> all = new ArrayList<>();
    for (String path : List.of("groups", "procedures", "apps")) {
      all.add(get("/v1/" + path).list().stream().map(ImportTest::withoutIds).toList());
    }
    return all;
  }

  private static Doc withoutIds(Doc object) {
    Doc without = object.without("id");
    for (String field : List.of("components", "groups", "procedures")) {
      if (without.has(field)) {
        without = without.with(field, without.arr(field).size());
      }
    }
    return without;
  }

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
