package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.perfectstorm.core.Expiry;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Doc;

/** Section 4 of the contract: agents. */
class AgentsTest extends Conversation {
  @Test
  void anAgentHasTheseFieldsInThisOrderWithTheseDefaults() {
    Answer created = post("/v1/agents", "{'type':'swarm'}").is(201);
    assertThat(created.body())
        .matches(
            "\\{\"id\":\"agt-[0-9A-Za-z]{22}\",\"type\":\"swarm\",\"name\":null,"
                + "\"heartbeat\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?\","
                + "\"status\":\"offline\",\"options\":\\{\\}\\}");
    get("/v1/agents/" + created.id()).is(200, created.body());
  }

  @Test
  void unlessItIsGivenAHeartbeatIsNow() {
    Doc created = post("/v1/agents", "{'type':'swarm'}").is(201).doc();
    assertThat(Duration.between(Moments.instant(created.text("heartbeat")), clock.instant()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void whatIsSavedIsShown() {
    Doc saved =
        post(
                "/v1/agents",
                "{'type':'swarm','name':'swarm-x','heartbeat':'2018-05-01T11:12:13','status':"
                    + "'online','options':{'autoLabeling':true,'procedureRunner':false}}")
            .is(201)
            .doc();
    assertThat(saved.without("id").toString())
        .isEqualTo(
            "{\"type\":\"swarm\",\"name\":\"swarm-x\",\"heartbeat\":\"2018-05-01T11:12:13\","
                + "\"status\":\"online\",\"options\":{\"autoLabeling\":true,"
                + "\"procedureRunner\":false}}");
  }

  @Test
  void ofTwoProcessesWithOneNameTheFirstActsUntilItIsOffline() {
    String one = "{'type':'swarm','name':'x','status':'online','instance':'one'}";
    String two = one.replace("'one'", "'two'");
    String other = "{'instance':['Another process acts for this agent: one']}";
    assertThat(post("/v1/agents", one).is(201).doc().text("instance")).isEqualTo("one");
    put("/v1/agents/x", one).is(200);
    put("/v1/agents/x", two).is(409, other);
    put("/v1/agents/x", two.replace("online", "offline")).is(409, other);
    patch("/v1/agents/x", "{'instance':'two'}").is(409, other);
    post("/v1/agents/x/heartbeat", "{'instance':'two'}").is(409, other);
    post("/v1/agents/x/heartbeat", "{'instance':'one'}").is(204);
    put("/v1/agents/x", one.replace("online", "offline")).is(200);
    put("/v1/agents/x", two).is(200);
    post("/v1/agents/x/heartbeat", "{'instance':'one'}").is(409);
    post("/v1/agents/x/heartbeat", "").is(204);
    // Clients that know nothing of it do as they ever did.
    put("/v1/agents/x", "{'type':'swarm','name':'x','status':'online'}").is(200);
  }

  @Test
  void anEmptyBodyLacksTheType() {
    post("/v1/agents", "{}").is(400, "{'type':['This field is required.']}");
  }

  @Test
  void theTypeMustNotBeBlank() {
    post("/v1/agents", "{'type':''}").is(400, "{'type':['This field may not be blank.']}");
    post("/v1/agents", "{'type':null}").is(400, "{'type':['This field may not be null.']}");
  }

  @Test
  void aStatusIsOnlineOrOffline() {
    post("/v1/agents", "{'type':'swarm','status':'invalid'}")
        .isExactly(400, "{\"status\":[\"\\\"invalid\\\" is not a valid choice.\"]}");
    post("/v1/agents", "{'type':'swarm','status':true}")
        .isExactly(400, "{\"status\":[\"\\\"True\\\" is not a valid choice.\"]}");
  }

  @Test
  void aNameIsUniqueUnlessItIsNull() {
    String id = agent("twin");
    post("/v1/agents", "{'type':'swarm','name':'twin'}")
        .is(400, "{'name':['This field must be unique.']}");
    put("/v1/agents/" + id, "{'type':'swarm','name':'twin'}").is(200);
    post("/v1/agents", "{'type':'swarm','name':''}")
        .is(400, "{'name':['This field may not be blank.']}");
    String other = post("/v1/agents", "{'type':'swarm','name':null}").is(201).id();
    patch("/v1/agents/" + other, "{'name':'twin'}")
        .is(400, "{'name':['This field must be unique.']}");
  }

  @Test
  void optionsAreAnObject() {
    post("/v1/agents", "{'type':'x','options':[]}")
        .is(400, "{'options':['Expected a JSON object.']}");
  }

  @Test
  void aHeartbeatIsADate() {
    assertThat(post("/v1/agents", "{'type':'x','heartbeat':'yesterday'}").is(400).body())
        .startsWith("{\"heartbeat\":[\"Datetime has wrong format.");
    assertThat(
            post("/v1/agents", "{'type':'x','heartbeat':'2018-05-01 13:12:13.5+02:00'}")
                .is(201)
                .doc()
                .text("heartbeat"))
        .isEqualTo("2018-05-01T11:12:13.500000");
  }

  @Test
  void aPutWithoutHeartbeatSetsItToNowAndAPatchLeavesIt() {
    String id = post("/v1/agents", old("a1")).is(201).id();
    patch("/v1/agents/" + id, "{'type':'y'}").is(200);
    assertThat(heartbeat(id)).startsWith("2018-");
    put("/v1/agents/" + id, "{'type':'y','name':'a1'}").is(200);
    assertThat(heartbeat(id)).doesNotStartWith("2018-");
  }

  @Test
  void aHeartbeatThatIsSentBackAsItWasReadIsNone() {
    String id = post("/v1/agents", old("a2")).is(201).id();
    put("/v1/agents/" + id, get("/v1/agents/" + id).body()).is(200);
    assertThat(heartbeat(id)).doesNotStartWith("2018-");
  }

  @Test
  void aHeartbeatInTheFutureIsNow() {
    String body = "{'type':'x','heartbeat':'2999-01-01T00:00:00'}";
    String id = post("/v1/agents", body).is(201).id();
    assertThat(heartbeat(id)).startsWith("20");
  }

  @Test
  void aHeartbeatMakesAnAgentOnlineAndEmitsAnEvent() {
    String id = post("/v1/agents", old("beating")).is(201).id();
    long before = core.state().event();
    post("/v1/agents/beating/heartbeat", null).is(204, "");
    Doc agent = get("/v1/agents/beating").doc();
    assertThat(agent.text("status")).isEqualTo("online");
    assertThat(Moments.instant(agent.text("heartbeat")))
        .isAfter(clock.instant().minus(Duration.ofMinutes(1)));
    get("/v1/events?start=" + (before + 1))
        .is(
            200,
            "[{'id':%d,'event_type':'updated','entity_type':'agent','entity_id':'%s',"
                    .formatted(before + 1, id)
                + "'entity_names':['beating']}]");
    post("/v1/agents/nobody/heartbeat", null).is(404);
  }

  @Test
  void aHeartbeatMayBringAMessageWhichShowsUntilTheNext() {
    String id = agent("worried");
    post("/v1/agents/worried/heartbeat", "{'message':'Docker does not answer'}").is(204);
    assertThat(get("/v1/agents/" + id).doc().text("message")).isEqualTo("Docker does not answer");
    patch("/v1/agents/" + id, "{'type':'z'}").is(200);
    assertThat(get("/v1/agents/" + id).doc().has("message")).isTrue();
    post("/v1/agents/worried/heartbeat", "{'message':''}").is(204);
    assertThat(get("/v1/agents/" + id).doc().has("message")).isFalse();
    post("/v1/agents/worried/heartbeat", "{'message':[]}")
        .is(400, "{'message':['Not a valid string.']}");
    post("/v1/agents/worried/heartbeat", "[]").is(400);
  }

  @Test
  void anAgentThatIsSilentForAMinuteBecomesOfflineWithAnEventAndHandsItsJobsBack() {
    Expiry expiry = new Expiry(core, clock);
    String id = agent("silent");
    post("/v1/agents/silent/heartbeat", null).is(204);
    String job = job(id);
    clock.forward(Duration.ofSeconds(58));
    expiry.check();
    assertThat(get("/v1/agents/silent").doc().text("status")).isEqualTo("online");

    clock.forward(Duration.ofSeconds(3));
    long before = core.state().event();
    expiry.check();
    expiry.check();
    assertThat(get("/v1/agents/silent").doc().text("status")).isEqualTo("offline");
    assertThat(get("/v1/events?start=" + (before + 1)).list())
        .filteredOn(event -> event.text("entity_id").equals(id))
        .extracting(event -> event.text("event_type"))
        .containsExactly("updated");
    assertPending(job);
  }

  @Test
  void anAgentThatASilentServerMissedIsGivenItsTime() {
    String id = agent("missed");
    post("/v1/agents/missed/heartbeat", null).is(204);
    clock.forward(Duration.ofMinutes(10));
    Expiry restarted = new Expiry(core, clock);
    restarted.check();
    assertThat(get("/v1/agents/" + id).doc().text("status")).isEqualTo("online");
    post("/v1/agents/missed/heartbeat", null).is(204);
    clock.forward(Duration.ofSeconds(61));
    restarted.check();
    assertThat(get("/v1/agents/" + id).doc().text("status")).isEqualTo("offline");
  }

  @Test
  void anAgentThatIsSavedOfflineOrDeletedHandsItsJobsBackWithAnEventEach() {
    String id = agent("leaving");
    String first = job(id);
    long before = core.state().event();
    patch("/v1/agents/leaving", "{'status':'offline'}").is(200);
    assertPending(first);
    assertThat(get("/v1/events?start=" + (before + 1)).all("entity_id")).containsExactly(id, first);
    String second = job(id);
    delete("/v1/agents/leaving").is(204);
    assertPending(second);
  }

  @Test
  void aPutThatSavesItOfflineOrWithoutStatusHandsItsJobsBack() {
    for (String status : new String[] {",'status':'offline'", ""}) {
      String id = post("/v1/agents", "{'type':'x','name':'put','status':'online'}").is(201).id();
      String job = job(id);
      put("/v1/agents/put", "{'type':'x','status':'online'}").is(200);
      assertThat(core.state().table(Kind.JOB).get(job).text("status")).isEqualTo("running");
      put("/v1/agents/put", "{'type':'x'" + status + "}").is(200);
      assertThat(get("/v1/agents/put").doc().text("status")).isEqualTo("offline");
      assertPending(job);
      delete("/v1/agents/put").is(204);
    }
  }

  @Test
  void deletingAnAgentDeletesAllResourcesItOwns() {
    String id = agent("owning");
    String cluster = resource(id, ",'names':['c']");
    String node = resource(id, ",'parent':'c'");
    delete("/v1/agents/owning").is(204);
    get("/v1/resources/" + cluster).is(404);
    get("/v1/resources/" + node).is(404);
  }

  @Test
  void withAnAgentGoesAllThatHangsOnItsResources() {
    String id = agent("first");
    String other = agent("second");
    String cluster = resource(id, ",'names':['gone']");
    String guest = resource(other, ",'names':['guest'],'host':'gone'");
    String stays = resource(other, ",'names':['stays']");
    post("/v1/groups", "{'name':'hung','include':['" + cluster + "','" + stays + "']}").is(201);
    post("/v1/procedures", "{'type':'x','name':'hung'}").is(201);
    String job = post("/v1/procedures/hung/exec", "{'target':'guest'}").is(200).id();
    String kept = post("/v1/procedures/hung/exec", "{'target':'stays'}").is(200).id();
    String attach = "{'group':'hung','target':'gone','on':['joined']}";
    String subscription = post("/v1/procedures/hung/attach", attach).is(200).id();
    long before = core.state().event();
    delete("/v1/agents/first").is(204);
    for (String path : new String[] {"resources/" + cluster, "resources/" + guest, "jobs/" + job}) {
      get("/v1/" + path).is(404);
    }
    get("/v1/subscriptions/" + subscription).is(404);
    get("/v1/resources/stays").is(200);
    get("/v1/jobs/" + kept).is(200);
    assertThat(get("/v1/groups/hung").doc().texts("include")).containsExactly(stays);
    // One event each, what hangs on something before it.
    assertThat(get("/v1/events?start=" + (before + 1)).all("event_type")).containsOnly("deleted");
    assertThat(get("/v1/events?start=" + (before + 1)).all("entity_id"))
        .containsExactlyInAnyOrder(subscription, job, guest, cluster, id)
        .containsSubsequence(job, guest, cluster, id)
        .containsSubsequence(subscription, cluster);
    delete("/v1/procedures/hung").is(204);
    delete("/v1/agents/second").is(204);
  }

  private String heartbeat(String id) {
    return get("/v1/agents/" + id).doc().text("heartbeat");
  }

  private static String old(String name) {
    return "{'type':'x','name':'" + name + "','heartbeat':'2018-05-01T11:12:13.123456'}";
  }

  /** A job that an agent has taken; jobs have no routes yet. */
  private String job(String owner) {
    String id = org.perfectstorm.model.Ids.create(Kind.JOB);
    core.commit(
        transaction -> {
          transaction.putSilently(
              Kind.JOB, Doc.of("id", id, "owner", owner, "status", "running", "created", "x"));
          return null;
        });
    return id;
  }

  private void assertPending(String job) {
    Doc doc = core.state().table(Kind.JOB).get(job);
    assertThat(doc.text("status")).isEqualTo("pending");
    assertThat(doc.get("owner")).isNull();
  }
}
