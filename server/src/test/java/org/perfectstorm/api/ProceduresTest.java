package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Section 8 of the contract: procedures, and what their templates see. */
class ProceduresTest extends Conversation {
  private String cluster;
  private String n1;
  private String n2;

  @BeforeAll
  void populate() {
    String owner = agent("owner");
    cluster = resource(owner, ",'names':['default']");
    String inCluster = ",'cluster':'default','type':'node'";
    n1 = node(owner, inCluster + ",'names':['n1'],'image':'nginx:1'");
    n2 = node(owner, inCluster + ",'names':['n.2'],'host':'n1','image':'nginx:2'");
    post("/v1/groups", "{'name':'nginx','query':{'image':{'$regex':'^nginx:'}}}").is(201);
    post("/v1/groups", "{'name':'consul-servers','include':['" + n2 + "']}").is(201);
  }

  private String node(String owner, String fields) {
    return post("/v1/resources", "{'owner':'" + owner + "'" + fields + "}").is(201).id();
  }

  private String procedure(String content, String params) {
    Doc procedure =
        Doc.of("type", "test", "content", content, "params", Json.read(Answer.quoted(params)));
    return post("/v1/procedures", Json.text(procedure)).is(201).id();
  }

  private String rendered(String content, String params) {
    String id = procedure(content, "{}");
    String body = "{\"target\":\"default\",\"params\":" + Answer.quoted(params) + "}";
    Doc preview = post("/v1/procedures/" + id + "/render", body).is(200).doc();
    Doc job = post("/v1/procedures/" + id + "/exec", body).is(200).doc();
    assertThat(preview.text("content")).isEqualTo(job.text("content"));
    delete("/v1/procedures/" + id).is(204);
    return job.text("content");
  }

  @Test
  void aProcedureHasTheseFieldsInThisOrderWithTheseDefaults() {
    Answer created = post("/v1/procedures", "{'type':'swarm'}").is(201);
    created.is(
        201,
        "{'id':'%s','type':'swarm','name':null,'content':'','options':{},'params':{}}"
            .formatted(created.id()));
    assertThat(created.id()).matches("prc-[0-9A-Za-z]{22}");
  }

  @Test
  void theTypeIsRequired() {
    post("/v1/procedures", "{}").is(400, "{'type':['This field is required.']}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'content':{}   | {'content':['Not a valid string.']}",
        "'content':null | {'content':['This field may not be null.']}",
        "'options':[]   | {'options':['Expected a JSON object.']}",
        "'params':'x'   | {'params':['Expected a JSON object.']}",
        "'name':''      | {'name':['This field may not be blank.']}",
        "'retry':'no'   | {'retry':['§no§ is not a valid choice.']}",
        "'timeout':'x'  | {'timeout':['Expected a number of seconds, or a text like §90s§, §5m§ or"
            + " §1h30m§.']}",
        "'content':'a\\n{% if %}' | {'content':['line 2, column 7: Expected an expression, got"
            + " ¤end of statement block¤']}",
      })
  void aWrongFieldIsReportedInTheseWords(String field, String errors) {
    post("/v1/procedures", Answer.quoted("{'type':'t'," + field + "}"))
        .isExactly(400, Answer.quoted(errors).replace("§", "\\\"").replace('¤', '\''));
  }

  @Test
  void aNameIsUnique() {
    post("/v1/procedures", "{'type':'t','name':'once'}").is(201);
    post("/v1/procedures", "{'type':'t','name':'once'}")
        .is(400, "{'name':['This field must be unique.']}");
  }

  @Test
  void contentIsKeptToTheLastBlank() {
    String id = procedure("  - a\n    b \n\n", "{}");
    assertThat(get("/v1/procedures/" + id).doc().text("content")).isEqualTo("  - a\n    b \n\n");
  }

  @Test
  void retryAndTimeoutShowOnlyWhenSetAsTheyWereGiven() {
    String id = post("/v1/procedures", "{'type':'t','retry':'never','timeout':'5m'}").is(201).id();
    assertThat(get("/v1/procedures/" + id).body())
        .endsWith(Answer.quoted("'params':{},'retry':'never','timeout':'5m'}"));
    Doc job = post("/v1/procedures/" + id + "/exec", "{'target':'default'}").is(200).doc();
    assertThat(job.text("timeout")).isEqualTo("5m");
    assertThat(job.text("retry")).isEqualTo("never");
    job = post("/v1/procedures/" + id + "/exec", "{'target':'default','timeout':90}").is(200).doc();
    assertThat(job.get("timeout")).isEqualTo(90);
  }

  @Test
  void execAnswersThePendingJob() {
    String id =
        post(
                "/v1/procedures",
                "{'type':'swarm','content':'{{ x }} + {{ y }} = {{ x + y }}','options':{'a':1,"
                    + "'b':1},'params':{'x':0,'y':2}}")
            .is(201)
            .id();
    Answer job =
        post(
                "/v1/procedures/" + id + "/exec",
                "{'procedure':'ignored','target':'default','options':{'b':2},'params':{'x':1}}")
            .is(200);
    assertThat(job.id()).matches("job-[0-9A-Za-z]{22}");
    String created = job.doc().text("created");
    assertThat(created).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
    job.is(
        200,
        ("{'id':'%s','type':'swarm','owner':null,'target':'%s','procedure':'%s',"
                + "'content':'1 + 2 = 3','options':{'a':1,'b':2},'params':{'x':1,'y':2},"
                + "'status':'pending','result':{},'created':'%s'}")
            .formatted(job.id(), cluster, id, created));
    assertThat(get("/v1/events?count=1").list().getFirst().without("id"))
        .isEqualTo(
            Doc.of(
                "event_type",
                "created",
                "entity_type",
                "job",
                "entity_id",
                job.id(),
                "entity_names",
                List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                  | {'target':['This field is required.']}",
        "{'target':null}     | {'target':['This field may not be null.']}",
        "{'target':'nobody'} | {'target':['Document with id=nobody does not exist.']}",
        "{'target':'default','options':[],'params':1} | {'options':['Expected a JSON object.'],"
            + "'params':['Expected a JSON object.']}",
        "[]                  | {'non_field_errors':['Invalid data. Expected a dictionary, but got"
            + " list.']}",
      })
  void aWrongRequestRunsNothing(String body, String errors) {
    String id = procedure("x", "{}");
    long event = core.state().event();
    post("/v1/procedures/" + id + "/exec", body).is(400, errors);
    post("/v1/procedures/" + id + "/render", body).is(400, errors);
    assertThat(core.state().event()).isEqualTo(event);
  }

  @Test
  void aTargetIsAnIdOrANameThatIsOnesAlone() {
    String id = procedure("x", "{}");
    assertThat(
            post("/v1/procedures/" + id + "/exec", "{'target':'" + n1 + "'}")
                .is(200)
                .doc()
                .text("target"))
        .isEqualTo(n1);
    String agent = agent("twins");
    resource(agent, ",'names':['twin']");
    resource(agent, ",'names':['twin']");
    String ambiguous = "{'target':['Document with id=twin does not exist.']}";
    for (String action : List.of("exec", "render")) {
      post("/v1/procedures/" + id + "/" + action, "{'target':'twin'}").is(400, ambiguous);
    }
    delete("/v1/agents/twins").is(204);
  }

  @Test
  void contentMayBeBlank() {
    String id = post("/v1/procedures", "{'type':'t','content':''}").is(201).id();
    assertThat(get("/v1/procedures/" + id).doc().text("content")).isEmpty();
    Doc job = post("/v1/procedures/" + id + "/exec", "{'target':'default'}").is(200).doc();
    assertThat(job.text("content")).isEmpty();
  }

  @Test
  void changesOfProceduresAreEvents() {
    long before = core.state().event();
    String id = post("/v1/procedures", "{'type':'t','name':'told'}").is(201).id();
    put("/v1/procedures/told", "{'type':'t'}").is(200);
    delete("/v1/procedures/told").is(204);
    String event =
        "{'id':%d,'event_type':'%s','entity_type':'procedure','entity_id':'%s','entity_names':['told']}";
    get("/v1/events?start=" + (before + 1))
        .is(
            200,
            "["
                + event.formatted(before + 1, "created", id)
                + ","
                + event.formatted(before + 2, "updated", id)
                + ","
                + event.formatted(before + 3, "deleted", id)
                + "]");
  }

  @Test
  void anUnknownProcedureIsNotFound() {
    post("/v1/procedures/nobody/exec", "{'target':'default'}").is(404, "{'detail':'Not found.'}");
    post("/v1/procedures/nobody/render", "{'target':'default'}").is(404, "{'detail':'Not found.'}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{{ target.names[0] }} | default",
        "{{ target.id == resources.default.id }} | True",
        "{{ resources@length }} | 3",
        "{{ resources({'type':'node','cluster':target.id})@map(attribute='names')@list }} "
            + "| [['n.2'], ['n1']]",
        "{{ resources({'cluster':'default'})@map(attribute='image')@list }} "
            + "| ['nginx:2', 'nginx:1']",
        "{{ resources({'a$b':1})@length }} {{ resources({'a$b':1,'type':'node'})@length }} | 3 2",
        "{{ resources({'$and':[{'id':target.id},{'a$b':1}]})@map(attribute='names')@list }} "
            + "| [['default']]",
        "{{ groups.nginx.members({'a$b':1})@length }} | 2",
        "{{ resources({'type':'nothing'})@list }}{{ resources({'type':'nothing'}) }} | [][]",
        "{{ resources['n.2'].image }} {{ resources.n1.image }} | nginx:2 nginx:1",
        "{{ resources({'id':target.id})[0].names[0] }} | default",
        "{{ resources({'names':'n1'})[0].image }} {{ resources({})@length }} | nginx:1 3",
        "{{ resources({'type':'node'})({'names':'n1'})@length }} | 1",
        "{% for r in resources[1:] %}{{ r.type }} {% endfor %} | `node thing `",
        "{{ groups@map(attribute='name')@list }} | ['consul-servers', 'nginx']",
        "{{ groups.nginx.members@length }} {{ groups.nginx.members()@length }} | 2 2",
        "{{ groups.nginx.members({'image':'nginx:1'})[0].names[0] }} | n1",
        "{{ groups['consul-servers'].members({})@map(attribute='image')@first }} | nginx:2",
        "{{ groups({'name':'nginx'})[0].query.image['$regex'] }} | ^nginx:",
        "{{ 'nginx' in groups }} {{ 'apache' in groups }} | True False",
        "{{ groups.nginx }} {{ groups }} "
            + "| <group nginx> [<group consul-servers>, <group nginx>]",
        "{{ resources({'$group':'consul-servers'})@map(attribute='image')@list }} | ['nginx:2']",
        "{{ event@default('none') }} | none",
        "{{ ['a', 'b'] }} {{ [] }} | ['a', 'b'] []",
        "{{ {'a': [1, none, true]}@tojson }} {{ 'a b'@shquote }} "
            + "| {`\"a\": [1, null, true]} 'a b'`",
      })
  void templatesSeeTheWorld(String template, String expected) {
    assertThat(rendered(template.replace('@', '|'), "{}")).isEqualTo(expected.replace("`", ""));
  }

  @Test
  void parametersHideTheWorld() {
    assertThat(rendered("{{ target }} {{ resources }}", "{'target':'mine','resources':1}"))
        .isEqualTo("mine 1");
  }

  @Test
  void lineStatementsCommentsAndTheLastNewline() {
    assertThat(rendered("% for i in [1, 2]\n- {{ i }} ## no\n% endfor\nend\n\n", "{}"))
        .isEqualTo("- 1\n- 2\nend\n");
  }

  @Test
  void referencesToHostsAreIds() {
    assertThat(rendered("{{ resources({'names':'n.2'})|map(attribute='host')|list }}", "{}"))
        .isEqualTo("['" + n1 + "']");
  }

  @Test
  void renderAnswersWhatExecWouldDoAndDoesNothing() {
    String id = procedure("{{ x }}", "{'x':1}");
    long event = core.state().event();
    post("/v1/procedures/" + id + "/render", "{'target':'default','options':{'o':1}}")
        .is(
            200,
            ("{'type':'test','target':'%s','procedure':'%s','content':'1','options':{'o':1},"
                    + "'params':{'x':1}}")
                .formatted(cluster, id));
    assertThat(core.state().event()).isEqualTo(event);
    assertThat(get("/v1/procedures/" + id).header("ETag")).isNotNull();
  }

  @Test
  void missingParametersAreNamedAllAtOnce() {
    String id = procedure("{{ A }}\n{{ B }}{{ C|default(1) }}{{ D }}", "{'D':1}");
    String missing =
        "['This parameter is required by the template, and neither the procedure nor the request"
            + " gives it.']";
    String errors =
        ("{'content':['line 1, column 4: §A§ is undefined'],'params':{'A':"
                + missing
                + ",'B':"
                + missing
                + "}}")
            .replace('\'', '"')
            .replace('§', '\'');
    long event = core.state().event();
    for (String action : List.of("exec", "render")) {
      post("/v1/procedures/" + id + "/" + action, "{'target':'default'}").isExactly(400, errors);
    }
    assertThat(core.state().event()).isEqualTo(event);
  }

  @Test
  void whatAConditionSkipsNeedsNoParameter() {
    assertThat(rendered("{% if mode == 'a' %}{{ A }}{% else %}b{% endif %}", "{'mode':'b'}"))
        .isEqualTo("b");
  }

  @Test
  void aTemplateErrorSaysLineAndReasonAndRunsNothing() {
    String id = procedure("a\n\n{{ groups.ngnix.name }}", "{}");
    long event = core.state().event();
    for (String action : List.of("exec", "render")) {
      post("/v1/procedures/" + id + "/" + action, "{'target':'default'}")
          .isExactly(
              400,
              "{\"content\":[\"line 3, column 11: 'groups object' has no attribute 'ngnix'; did"
                  + " you mean 'nginx'?\"]}");
    }
    assertThat(core.state().event()).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ resources({'image':{'$exits':true}}) }}",
        "{{ resources(1) }}",
        "{{ resources({}, {}) }}",
        "{{ resources(type='node') }}",
        "{{ groups.nginx.members({'$where':'1'}) }}",
        "{{ target.getClass() }}",
        "{% for i in range(10000000) %}x{% endfor %}",
        "{{ 'x' * 10000000 }}",
        "{% for i in range(100000) %}{{ resources({})|length }}{% endfor %}",
        "{{ resources.constructor }}",
        "{{ resources({'image': 'x' * 100000}) }}",
        "{{ nothing }}",
        "{{ 1 / 0 }}",
      })
  void whateverTheTemplateDoesIsARefusal(String template) {
    String id = procedure(template, "{}");
    assertThat(post("/v1/procedures/" + id + "/exec", "{'target':'default'}").is(400).body())
        .startsWith("{\"content\":[\"line 1, column ");
  }

  @Test
  void templatesThatTakeForEverEndAndKeepNobodyFromAnAnswer() throws Exception {
    String loop = "{% for i in range(900) %}{% set x = resources(QUERY)|length %}{% endfor %}";
    String heavy =
        "{'$expr':{'$eq':[0,{'$size':{'$filter':{'input':{'$range':[0,500]},'cond':{'$regexMatch':"
            + "{'input':'"
            + "a".repeat(500)
            + "','regex':'(a|b|ab)*c'}}}}}]}}";
    String id = procedure(loop.replace("QUERY", heavy), "{}");
    List<Thread> clients = new java.util.ArrayList<>();
    List<Answer> answers = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    for (String action : List.of("render", "exec", "render", "render")) {
      clients.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      answers.add(
                          post("/v1/procedures/" + id + "/" + action, "{'target':'default'}"))));
    }
    for (int i = 0; i < 20; i++) {
      get("/health").is(200);
      post("/v1/groups?dryRun=true", "{}").is(201);
      Thread.sleep(50);
    }
    for (Thread client : clients) {
      client.join();
    }
    assertThat(answers).hasSize(4);
    for (Answer answer : answers) {
      // Who comes while others are at it may be sent away.
      assertThat(answer.body())
          .containsAnyOf("take longer than 2 s", "other templates are being rendered");
    }
    assertThat(answers).anyMatch(answer -> answer.status() == 400);
    assertThat(rendered("{{ resources({})|length }}", "{}")).isEqualTo("3");
  }

  @Test
  void deletingAProcedureDeletesItsJobs() {
    String id = procedure("x", "{}");
    String job = post("/v1/procedures/" + id + "/exec", "{'target':'default'}").is(200).id();
    delete("/v1/procedures/" + id).is(204);
    assertThat(get("/v1/events?count=2").all("entity_id")).containsExactly(job, id);
  }

  @Test
  void secretsMustBeGivenAndAreNeverShown() {
    String id =
        procedure(
            "login -p {{ PASSWORD }} {{ USER|upper }}", "{'PASSWORD':{'secret':true},'USER':'u'}");
    assertThat(get("/v1/procedures/" + id).doc().doc("params"))
        .isEqualTo(Doc.of("PASSWORD", Doc.of("secret", true), "USER", "u"));
    String missing =
        "{'params':{'PASSWORD':['This parameter is required by the template, and neither the"
            + " procedure nor the request gives it.']}}";
    post("/v1/procedures/" + id + "/exec", "{'target':'default'}").is(400, missing);
    post("/v1/procedures/" + id + "/exec", "{'target':'default','params':{'PASSWORD':null}}")
        .is(400, missing);
    String given = "{'target':'default','params':{'PASSWORD':'hunter2'}}";
    for (String body : List.of("{'target':'default'}", given)) {
      Doc preview = post("/v1/procedures/" + id + "/render", body).is(200).doc();
      assertThat(preview.text("content")).isEqualTo("login -p ****** U");
      assertThat(preview.doc("params").text("PASSWORD")).isEqualTo("******");
    }
    Answer job = post("/v1/procedures/" + id + "/exec", given).is(200);
    assertThat(job.body()).doesNotContain("hunter2").contains("login -p ****** U");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'secret':'yes'}",
        "{'secret':'true'}",
        "{'secret':1}",
        "{'secret':false}",
        "{'secret':true,'description':'the password'}",
      })
  void whatNearlySaysThatItIsSecretIsRefused(String param) {
    String errors =
        "{'params':{'PW':['A secret parameter is exactly {§secret§: true}: its value comes with"
            + " each run.']}}";
    String body = "{'type':'t','params':{'PW':" + param + ",'OK':{'secret':true}}}";
    post("/v1/procedures", Answer.quoted(body))
        .isExactly(400, Answer.quoted(errors).replace("§", "\\\""));
    String id = procedure("x", "{}");
    patch("/v1/procedures/" + id, "{'params':{'PW':" + param + "}}").is(400);
  }

  @Test
  void aSecretDoesNotLeakThroughATemplatesError() {
    String id = procedure("{{ groups[PASSWORD].name }}", "{'PASSWORD':{'secret':true}}");
    assertThat(
            post(
                    "/v1/procedures/" + id + "/exec",
                    "{'target':'default','params':{'PASSWORD':'hunter2'}}")
                .is(400)
                .body())
        .doesNotContain("hunter2")
        .contains("******");
  }

  @Test
  void aSecretNumberAndWhatIsInsideOfASecretDoNotLeakEither() {
    String id = procedure("{{ groups[PIN.of|string].name }}", "{'PIN':{'secret':true}}");
    for (String pin : List.of("4711", "'4711'", "['4711']")) {
      String params = "{'target':'default','params':{'PIN':{'of':" + pin + "}}}";
      assertThat(post("/v1/procedures/" + id + "/exec", params).is(400).body())
          .doesNotContain("4711")
          .contains("******");
    }
  }
}
