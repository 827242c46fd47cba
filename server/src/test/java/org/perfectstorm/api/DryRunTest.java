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

/** {@code ?dryRun=true}: the answer of a write, and nothing else of it. */
class DryRunTest extends Conversation {
  private String pending;
  private String running;
  private String ended;
  private String subscription;

  @BeforeAll
  void populate() {
    String owner = agent("a");
    resource(owner, ",'names':['r']");
    post("/v1/groups", "{'name':'g','query':{'type':'thing'}}").is(201);
    post("/v1/procedures", "{'name':'p','type':'t','content':'{{ target.names[0] }}'}").is(201);
    post("/v1/apps", "{'name':'x','components':['g'],'links':[],'expose':[]}").is(201);
    post("/v1/agents", "{'type':'t','name':'b','status':'online'}").is(201);
    pending = post("/v1/procedures/p/exec", "{'target':'r'}").is(200).id();
    running = post("/v1/procedures/p/exec", "{'target':'r'}").is(200).id();
    ended = post("/v1/procedures/p/exec", "{'target':'r'}").is(200).id();
    post("/v1/jobs/" + ended + "/cancel", null).is(200);
    String attached = "{'group':'g','target':'r'}";
    subscription = post("/v1/procedures/p/attach", attached).is(200).id();
    post("/v1/jobs/" + running + "/handle", "{'owner':'b'}").is(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST   | /v1/agents             | {'type':'t'} | 201",
        "PUT    | /v1/agents/a           | {'type':'new'} | 200",
        "PATCH  | /v1/agents/a           | {'status':'online'} | 200",
        "DELETE | /v1/agents/a           | | 204",
        "POST   | /v1/agents/a/heartbeat | {'message':'m'} | 204",
        "POST   | /v1/agents/a/sync      | {'full':true,'resources':[]} | 200",
        "POST   | /v1/resources          | {'type':'t','owner':'a'} | 201",
        "PATCH  | /v1/resources/r        | {'image':'i'} | 200",
        "DELETE | /v1/resources/r        | | 204",
        "POST   | /v1/groups             | {'name':'new'} | 201",
        "PUT    | /v1/groups/g           | {'name':'new'} | 200",
        "POST   | /v1/groups/g/members   | {'include':['r']} | 200",
        "DELETE | /v1/groups/g           | | 204",
        "POST   | /v1/apps               | {'components':[],'links':[],'expose':[]} | 201",
        "DELETE | /v1/apps/x             | | 204",
        "POST   | /v1/procedures         | {'type':'t'} | 201",
        "PATCH  | /v1/procedures/p       | {'content':'new'} | 200",
        "DELETE | /v1/procedures/p       | | 204",
        "POST   | /v1/procedures/p/exec  | {'target':'r'} | 200",
        "POST   | /v1/jobs/J/handle      | {'owner':'b'} | 204",
        "POST   | /v1/jobs/J/claim       | {'owner':'b'} | 200",
        "POST   | /v1/jobs/J/cancel      | | 200",
        "DELETE | /v1/jobs/J             | | 204",
        "POST   | /v1/procedures/p/attach | {'group':'g','target':'r'} | 200",
        "DELETE | /v1/subscriptions/S    | | 204",
        "POST   | /v1/jobs/E/retry       | | 200",
        "POST   | /v1/jobs/R/log         | {'text':'t'} | 204",
        "POST   | /v1/jobs/R/complete    | {'result':{}} | 204",
        "POST   | /v1/jobs/R/fail        | | 204",
        "POST   | /v1/jobs/R/cancel      | | 200",
      })
  void everyWriteAnswersAndChangesNothing(String method, String named, String body, int status) {
    String path =
        named
            .replace("/J", "/" + pending)
            .replace("/R", "/" + running)
            .replace("/E", "/" + ended)
            .replace("/S", "/" + subscription);
    long event = core.state().event();
    List<String> before = everything();
    Answer dry = send(request(method, path + "?dryRun=true", body)).is(status);
    assertThat(core.state().event()).isEqualTo(event);
    assertThat(everything()).isEqualTo(before);
    if (!dry.body().isEmpty()
        && dry.doc().has("id")
        && method.equals("POST")
        && !path.contains("/jobs/")) {
      assertThat(dry.doc().get("id")).isNull();
    }
  }

  private List<String> everything() {
    return List.of(
        get("/v1/agents").body(),
        get("/v1/resources").body(),
        get("/v1/groups").body(),
        get("/v1/groups/g/members").body(),
        get("/v1/apps").body(),
        get("/v1/procedures").body(),
        get("/v1/subscriptions").body(),
        get("/v1/jobs").body(),
        get("/v1/jobs/" + running + "/log").body());
  }

  @Test
  void theAnswerIsThatOfTheWriteWithoutAnId() {
    String body = "{'name':'same','query':{'a':1}}";
    Doc dry = post("/v1/groups?dryRun=true", body).is(201).doc();
    Doc real = post("/v1/groups?dryRun=false", body).is(201).doc();
    assertThat(dry).isEqualTo(real.with("id", null));
    delete("/v1/groups/same").is(204);
    Doc job = post("/v1/procedures/p/exec?dryRun=true", "{'target':'r'}").is(200).doc();
    assertThat(job.text("content")).isEqualTo("r");
  }

  @Test
  void itSaysWhatElseWouldChange() {
    Answer dry = delete("/v1/groups/g?dryRun=true").is(204);
    List<?> events = (List<?>) Json.read(dry.header("Would-Change"));
    assertThat(dry.header("Would-Change-Count")).isEqualTo(Integer.toString(events.size()));
    assertThat(events.stream().map(event -> ((Doc) event).get("entity_type")))
        .contains("application", "subscription")
        .endsWith("group");
    assertThat(events.getLast())
        .isEqualTo(
            Doc.of(
                "event_type",
                "deleted",
                "entity_type",
                "group",
                "entity_id",
                get("/v1/groups/g").id(),
                "entity_names",
                List.of("g")));
    dry = post("/v1/groups?dryRun=true", "{'name':'Größe'}").is(201);
    assertThat(dry.header("Would-Change"))
        .isEqualTo(
            "[{\"event_type\":\"created\",\"entity_type\":\"group\",\"entity_id\":null,"
                + "\"entity_names\":[\"Gr\\u00f6\\u00dfe\"]}]");
    assertThat(post("/v1/groups", "{'name':'real'}").is(201).header("Would-Change")).isNull();
    delete("/v1/groups/real").is(204);
  }

  @Test
  void whatDoesNotFitIsCounted() {
    String resources =
        java.util.stream.IntStream.range(0, 200)
            .mapToObj(
                i ->
                    "{'native_id':'%d','type':'t','names':['%s']}"
                        .formatted(i, "n".repeat(i == 3 ? 10_000 : 20)))
            .collect(java.util.stream.Collectors.joining(","));
    Answer dry =
        post("/v1/agents/a/sync?dryRun=true", "{'full':false,'resources':[" + resources + "]}")
            .is(200, "{'created':200,'updated':0,'deleted':0,'unchanged':0}");
    assertThat(dry.header("Would-Change-Count")).isEqualTo("200");
    assertThat((List<?>) Json.read(dry.header("Would-Change"))).hasSize(3);
  }

  @Test
  void whatIsWrongIsSaidAsEver() {
    post("/v1/groups?dryRun=true", "{'name':'g'}")
        .is(400, "{'name':['This field must be unique.']}");
    put("/v1/groups/nobody?dryRun=true", "{}").is(404);
    send(request("PUT", "/v1/groups/g?dryRun=true", "{}").header("If-Match", "\"x\"")).is(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dryRun=1", "dryRun", "dryRun=", "dryRun=True", "dryRun=yes"})
  void aMistypedSwitchDoesNotWrite(String query) {
    long event = core.state().event();
    post("/v1/groups?" + query, "{}").is(400, "{'dryRun':['Expected true or false.']}");
    assertThat(core.state().event()).isEqualTo(event);
  }
}
