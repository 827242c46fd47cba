package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.core.Housekeeper;
import org.perfectstorm.core.Retention;
import org.perfectstorm.value.Doc;

/** Section 8 of the contract: subscriptions, and the jobs that they make. */
@Timeout(60)
class SubscriptionsTest extends Conversation {
  private static final String TOLD =
      "{{ event.event_type }} {{ event.entity_type }} {{ event.entity_id }} "
          + "{{ event.entity_names }}";

  private String owner;
  private String target;

  @BeforeAll
  void populate() {
    owner = post("/v1/agents", "{'type':'test','name':'o','status':'online'}").is(201).id();
    target = resource(owner, ",'names':['target']");
    post("/v1/groups", "{'name':'web','query':{'image':'web'}}").is(201);
    post("/v1/procedures", "{'type':'test','name':'tell','content':'" + TOLD + "'}").is(201);
  }

  @BeforeEach
  void forgetAll() {
    for (String kind : List.of("subscriptions", "jobs")) {
      get("/v1/" + kind).all("id").forEach(id -> delete("/v1/" + kind + "/" + id).is(204));
    }
    get("/v1/groups/web/members").all("id").forEach(id -> delete("/v1/resources/" + id).is(204));
  }

  @Test
  void aSubscriptionHasTheseFieldsInThisOrder() {
    String group = get("/v1/groups/web").id();
    String procedure = get("/v1/procedures/tell").id();
    Answer attached = attach("tell", "");
    assertThat(attached.body())
        .matches(
            "\\{\"id\":\"sub-[0-9A-Za-z]{22}\",\"group\":\"%s\",\"procedure\":\"%s\","
                    .formatted(group, procedure)
                + "\"target\":\""
                + target
                + "\",\"options\":\\{\\},\"params\":\\{\\}\\}");
    get("/v1/subscriptions/" + attached.id()).is(200, attached.body());
    Doc full =
        attach("tell", ",'options':{'a':1},'params':{'b':2},'on':['left','left'],'quiet':'5s'")
            .doc();
    assertThat(full.without("id").without("group").without("procedure").without("target"))
        .hasToString(
            "{\"options\":{\"a\":1},\"params\":{\"b\":2},\"on\":[\"left\",\"left\"],\"quiet\":\"5s\"}");
    assertThat(get("/v1/subscriptions").all("id")).containsExactly(attached.id(), full.get("id"));
    String byNames = encoded("{'group':'web','procedure':'tell','target':'target'}");
    assertThat(get("/v1/subscriptions?q=" + byNames).list()).hasSize(2);
  }

  @Test
  void groupAndTargetAreIdsOrNamesThatAreOnesAlone() {
    String group = get("/v1/groups/web").id();
    String path = "/v1/procedures/tell/attach";
    Doc attached = post(path, "{'group':'" + group + "','target':'" + target + "'}").is(200).doc();
    assertThat(attached.text("group")).isEqualTo(group);
    assertThat(attached.text("target")).isEqualTo(target);
    for (int i = 0; i < 2; i++) {
      resource(owner, ",'names':['twin'],'image':'web'");
    }
    post(path, "{'group':'twin','target':'twin'}")
        .is(
            400,
            "{'group':['Document with id=twin does not exist.'],"
                + "'target':['Document with id=twin does not exist.']}");
  }

  @Test
  void changesOfSubscriptionsAreEvents() {
    long before = core.state().event();
    String id = attach("tell", "").id();
    delete("/v1/subscriptions/" + id).is(204);
    String event =
        "{'id':%d,'event_type':'%s','entity_type':'subscription','entity_id':'%s','entity_names':[]}";
    get("/v1/events?start=" + (before + 1))
        .is(
            200,
            "["
                + event.formatted(before + 1, "created", id)
                + ","
                + event.formatted(before + 2, "deleted", id)
                + "]");
  }

  @Test
  void subscriptionsAreFoundByTheNamesOfWhatTheyReferTo() {
    String id = attach("tell", "").id();
    for (String query : List.of("{'group':'web'}", "{'procedure':'tell'}", "{'target':'target'}")) {
      assertThat(get("/v1/subscriptions?q=" + encoded(query)).all("id")).containsExactly(id);
    }
    get("/v1/subscriptions?q=" + encoded("{'group':'target'}")).is(200, "[]");
  }

  @Test
  void subscriptionsAreListedInOrderOfTheirMaking() {
    List<Object> ids = new java.util.ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(attach("tell", "").id());
    }
    assertThat(get("/v1/subscriptions").all("id")).isEqualTo(ids);
  }

  @Test
  void whatAttachRefuses() {
    String path = "/v1/procedures/tell/attach";
    post(path, "{}")
        .is(400, "{'group':['This field is required.'],'target':['This field is required.']}");
    post(path, "{'group':null,'target':null}")
        .is(
            400,
            "{'group':['This field may not be null.'],'target':['This field may not be null.']}");
    post(path, "{'group':'x','target':'y','options':[],'params':1}")
        .is(
            400,
            "{'group':['Document with id=x does not exist.'],"
                + "'options':['Expected a JSON object.'],'params':['Expected a JSON object.'],"
                + "'target':['Document with id=y does not exist.']}");
    post(path, "{'group':'web','target':'target','on':['gone'],'quiet':'soon'}")
        .isExactly(
            400,
            "{\"on\":{\"0\":[\"\\\"gone\\\" is not a valid choice.\"]},\"quiet\":[\"Expected a"
                + " number of seconds, or a text like \\\"90s\\\", \\\"5m\\\" or"
                + " \\\"1h30m\\\".\"]}");
    post(path, "[]").is(400);
    post("/v1/procedures/nobody/attach", "{'group':'web','target':'target'}").is(404);
    post("/v1/subscriptions", "{}").is(405);
    put("/v1/subscriptions/" + attach("tell", "").id(), "{}").is(405);
  }

  @Test
  void updatingAMemberMakesExactlyOneJob() {
    String member = member("one");
    String id = attach("tell", ",'options':{'a':1},'params':{'b':2}").id();
    patch("/v1/resources/" + member, "{'status':'running'}").is(200);
    long event = core.state().event() - 1;
    List<Doc> jobs = get("/v1/jobs").list();
    assertThat(jobs).hasSize(1);
    Doc job = jobs.getFirst();
    assertThat(job.text("content")).isEqualTo("updated resource " + member + " ['one']");
    assertThat(job.text("status")).isEqualTo("pending");
    assertThat(job.text("target")).isEqualTo(target);
    assertThat(job.text("subscription")).isEqualTo(id);
    assertThat(job.doc("options")).hasToString("{\"a\":1}");
    assertThat(job.doc("params"))
        .hasToString(
            ("{'b':2,'event':{'id':%d,'event_type':'updated','entity_type':'resource',"
                    + "'entity_id':'%s','entity_names':['one']}}")
                .formatted(event, member)
                .replace('\'', '"'));
    get("/v1/events?start=" + event)
        .is(
            200,
            ("[{'id':%d,'event_type':'updated','entity_type':'resource','entity_id':'%s',"
                    + "'entity_names':['one']},{'id':%d,'event_type':'created',"
                    + "'entity_type':'job','entity_id':'%s','entity_names':[]}]")
                .formatted(event, member, event + 1, job.text("id")));
  }

  @Test
  void aSaveThatChangesNothingFiresAsWell() {
    String member = member("same");
    attach("tell", "");
    put("/v1/resources/" + member, get("/v1/resources/" + member).body()).is(200);
    assertThat(contents()).containsExactly("updated resource " + member + " ['same']");
  }

  @Test
  void createdLeavingAndDeletedMembersFireAsWell() {
    attach("tell", "");
    String one = member("one");
    patch("/v1/resources/" + one, "{'image':'other'}").is(200);
    patch("/v1/resources/" + one, "{'image':'another'}").is(200);
    patch("/v1/resources/" + one, "{'image':'web'}").is(200);
    delete("/v1/resources/" + one).is(204);
    assertThat(contents())
        .containsExactly(
            "created resource " + one + " ['one']",
            "left resource " + one + " ['one']",
            "updated resource " + one + " ['one']",
            "deleted resource " + one + " ['one']");
  }

  @Test
  void aSubscriptionFiresOnWhatItAsksFor() {
    String joined = attach("tell", ",'on':['joined']").id();
    String left = attach("tell", ",'on':['left']").id();
    String lost = attach("tell", ",'on':['left','deleted']").id();
    String all = attach("tell", ",'on':['joined','left','created','updated','deleted']").id();
    String one = member("one");
    patch("/v1/resources/" + one, "{'image':'other'}").is(200);
    patch("/v1/resources/" + one, "{'image':'web'}").is(200);
    patch("/v1/resources/" + one, "{'image':'web'}").is(200);
    delete("/v1/resources/" + one).is(204);
    assertThat(words(joined)).containsExactly("joined", "joined");
    assertThat(words(left)).containsExactly("left", "left");
    assertThat(words(lost)).containsExactly("left", "deleted");
    assertThat(words(all)).containsExactly("created", "left", "joined", "updated", "deleted");
    Doc event = jobs(joined).getFirst().doc("params").doc("event");
    assertThat(event.text("group_name")).isEqualTo("web");
  }

  @Test
  void membersThatJoinAndLeaveByTheGroupsQueryFireOnce() {
    String group = post("/v1/groups", "{'name':'moving'}").is(201).id();
    String one = resource(owner, ",'names':['x1'],'image':'moved'");
    String two = resource(owner, ",'names':['x2'],'image':'moved'");
    String body = "{'group':'moving','target':'target','on':['joined','left']}";
    post("/v1/procedures/tell/attach", body).is(200);
    patch("/v1/groups/moving", "{'query':{'image':'moved'}}").is(200);
    patch("/v1/groups/moving", "{'query':{'names':'x1'}}").is(200);
    assertThat(contents())
        .containsExactlyInAnyOrder(
            "joined resource " + one + " ['x1']",
            "joined resource " + two + " ['x2']",
            "left resource " + two + " ['x2']");
    delete("/v1/groups/" + group).is(204);
    assertThat(get("/v1/subscriptions").list()).isEmpty();
    assertThat(contents()).hasSize(3);
  }

  @Test
  void theTemplateSeesTheWorldAfterTheChange() {
    post(
            "/v1/procedures",
            "{'type':'t','name':'count','content':'{{ groups.web.members|length }}'}")
        .is(201);
    attach("count", "");
    String one = member("one");
    member("two");
    delete("/v1/resources/" + one).is(204);
    assertThat(contents()).containsExactly("1", "2", "1");
    delete("/v1/procedures/count").is(204);
    assertThat(get("/v1/jobs").list()).isEmpty();
    assertThat(get("/v1/subscriptions").list()).isEmpty();
  }

  @Test
  void anEventAmongTheParametersWins() {
    String member = member("one");
    post("/v1/procedures", "{'type':'t','name':'own','content':'{{ event }}'}").is(201);
    attach("own", ",'params':{'event':'mine'}");
    patch("/v1/resources/" + member, "{}").is(200);
    assertThat(contents()).containsExactly("mine");
    delete("/v1/procedures/own").is(204);
  }

  @Test
  void aTemplateThatFailsDoesNotHarmTheMember() {
    String body = "{'type':'t','name':'broken','content':'one\\n{{ targt.id }}'}";
    post("/v1/procedures", body).is(201);
    String id = attach("broken", "").id();
    String member = member("one");
    get("/v1/groups/web/members").is(200);
    assertThat(get("/v1/resources/" + member).is(200).doc().text("image")).isEqualTo("web");
    Doc job = jobs(id).getFirst();
    assertThat(job.text("status")).isEqualTo("error");
    assertThat(job.doc("result").text("error"))
        .startsWith("line 2, column 4: 'targt' is undefined");
    assertThat(job.text("content")).isEmpty();
    assertThat(job.doc("params").doc("event").text("event_type")).isEqualTo("created");
    assertThat(job.has("ended")).isTrue();
    delete("/v1/procedures/broken").is(204);
  }

  @Test
  void deletingTheTargetDeletesTheSubscriptionAndJobsForgetDeletedSubscriptions() {
    String gone = resource(owner, ",'names':['gone']");
    post("/v1/procedures/tell/attach", "{'group':'web','target':'gone'}").is(200);
    String other = attach("tell", "").id();
    member("one");
    assertThat(get("/v1/jobs").list()).hasSize(2);
    delete("/v1/resources/" + gone).is(204);
    assertThat(get("/v1/subscriptions").all("id")).containsExactly(other);
    assertThat(get("/v1/jobs").list()).hasSize(1);
    delete("/v1/subscriptions/" + other).is(204, "");
    assertThat(get("/v1/jobs").list()).hasSize(1);
    assertThat(get("/v1/jobs").list().getFirst().has("subscription")).isFalse();
  }

  @Test
  void whatHappensWhileItIsNotQuietBecomesOneJob() {
    Housekeeper housekeeper = new Housekeeper(core, clock, Retention.DEFAULTS);
    String id = attach("tell", ",'quiet':'5s'").id();
    for (int i = 0; i < 4; i++) {
      member("m" + i);
      clock.forward(Duration.ofSeconds(3));
      housekeeper.check();
    }
    assertThat(contents()).isEmpty();
    Doc waiting = get("/v1/subscriptions/" + id).doc();
    assertThat(waiting.get("held")).isEqualTo(4);
    assertThat(Instant.parse(waiting.text("held_since"))).isBefore(clock.instant());
    clock.forward(Duration.ofSeconds(3));
    housekeeper.check();
    housekeeper.check();
    Doc job = jobs(id).getFirst();
    assertThat(job.text("content")).endsWith("['m3']");
    assertThat(job.doc("params").doc("event").get("merged")).isEqualTo(4);
    assertThat(get("/v1/subscriptions/" + id).doc().has("held")).isFalse();
    assertThat(get("/v1/subscriptions/" + id).doc().has("held_since")).isFalse();
    assertThat(jobs(id)).hasSize(1);

    member("single");
    clock.forward(Duration.ofSeconds(6));
    housekeeper.check();
    assertThat(jobs(id)).hasSize(2);
    assertThat(jobs(id).getLast().doc("params").doc("event").has("merged")).isFalse();
  }

  @Test
  void whereItIsNeverQuietItFiresAllTheSame() {
    Housekeeper housekeeper = new Housekeeper(core, clock, Retention.DEFAULTS);
    String id = attach("tell", ",'quiet':5").id();
    String member = member("restless");
    for (int i = 0; i < 30; i++) {
      clock.forward(Duration.ofSeconds(2));
      patch("/v1/resources/" + member, "{}").is(200);
      housekeeper.check();
    }
    assertThat(jobs(id)).hasSize(1);
  }

  @Test
  void aLoopIsBoundedAndShown() {
    Housekeeper housekeeper = new Housekeeper(core, clock, Retention.DEFAULTS);
    String id = attach("tell", "").id();
    String other = attach("tell", ",'on':['deleted']").id();
    String member = member("looping");
    for (int i = 0; i < 99; i++) {
      patch("/v1/resources/" + member, "{}").is(200);
      housekeeper.check();
    }
    assertThat(jobs(id)).hasSize(30);
    Doc held = get("/v1/subscriptions/" + id).doc();
    assertThat(held.get("held")).isEqualTo(70);
    assertThat(get("/v1/subscriptions/" + other).doc().has("held")).isFalse();
    clock.forward(Duration.ofSeconds(30));
    housekeeper.check();
    assertThat(jobs(id)).hasSize(30);
    clock.forward(Duration.ofSeconds(31));
    housekeeper.check();
    assertThat(jobs(id)).hasSize(31);
    assertThat(jobs(id).getLast().doc("params").doc("event").get("merged")).isEqualTo(70);
    assertThat(get("/v1/subscriptions/" + id).doc().has("held")).isFalse();
    patch("/v1/resources/" + member, "{}").is(200);
    assertThat(jobs(id)).hasSize(32);
  }

  @Test
  void manyMembersOfOneCommitAreBoundedAsWell() {
    String id = attach("tell", "").id();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      all.append(i == 0 ? "" : ",")
          .append("{'native_id':'n%d','type':'t','image':'web'}".formatted(i));
    }
    post("/v1/agents/o/sync", "{'full':false,'resources':[" + all + "]}").is(200);
    assertThat(jobs(id)).hasSize(30);
    assertThat(get("/v1/subscriptions/" + id).doc().get("held")).isEqualTo(970);
  }

  @Test
  void secretsOfASubscriptionAreForItsJobsAgentOnly() {
    String body =
        "{'type':'t','name':'login','content':'-p {{ PASSWORD }} {{ USER }}',"
            + "'params':{'PASSWORD':{'secret':true},'USER':'me'}}";
    post("/v1/procedures", body).is(201);
    post("/v1/procedures/login/attach", "{'group':'web','target':'target'}")
        .is(
            400,
            "{'params':{'PASSWORD':['This parameter is required by the template, and neither the"
                + " procedure nor the request gives it.']}}");
    String id = attach("login", ",'params':{'PASSWORD':'hunter2'}").id();
    assertThat(get("/v1/subscriptions/" + id).doc().doc("params"))
        .hasToString("{\"PASSWORD\":\"******\"}");
    member("one");
    Doc job = jobs(id).getFirst();
    assertThat(job.text("content")).isEqualTo("-p ****** me");
    assertThat(job.texts("secrets")).containsExactly("PASSWORD");
    assertThat(get("/v1/subscriptions").body() + get("/v1/jobs").body()).doesNotContain("hunter2");
    String claim = "/v1/jobs/" + job.text("id") + "/claim";
    assertThat(post(claim, "{'owner':'o'}").is(200).doc().text("content"))
        .isEqualTo("-p hunter2 me");
    delete("/v1/procedures/login").is(204);
  }

  @Test
  void aSecretOfASubscriptionStaysOneWhenItsProcedureDeclaresItNoMore() {
    String declared = "{'type':'t','name':'was','params':{'PASSWORD':{'secret':true}}}";
    post("/v1/procedures", declared).is(201);
    String id = attach("was", ",'params':{'PASSWORD':'hunter2'}").id();
    put("/v1/procedures/was", "{'type':'t','content':'-p {{ PASSWORD }}','params':{}}").is(200);
    member("one");
    Doc job = jobs(id).getFirst();
    assertThat(job.text("content")).isEqualTo("-p ******");
    assertThat(job.texts("secrets")).containsExactly("PASSWORD");
    assertThat(get("/v1/jobs").body()).doesNotContain("hunter2");
    delete("/v1/procedures/was").is(204);
  }

  @Test
  void aSecretNumberDoesNotLeakThroughTheErrorOfAJob() {
    String body =
        "{'type':'t','name':'pin','content':'{{ groups[PIN|string].name }}',"
            + "'params':{'PIN':{'secret':true}}}";
    post("/v1/procedures", body).is(201);
    String id = attach("pin", ",'params':{'PIN':4711}").id();
    member("one");
    Doc job = jobs(id).getFirst();
    assertThat(job.text("status")).isEqualTo("error");
    assertThat(job.doc("result").text("error")).contains("has no attribute '******'");
    assertThat(get("/v1/jobs").body()).doesNotContain("4711");
    delete("/v1/procedures/pin").is(204);
  }

  private Answer attach(String procedure, String fields) {
    String body = "{'group':'web','target':'target'" + fields + "}";
    return post("/v1/procedures/" + procedure + "/attach", body).is(200);
  }

  private String member(String name) {
    return resource(owner, ",'names':['" + name + "'],'image':'web'");
  }

  private List<Object> contents() {
    return get("/v1/jobs").all("content");
  }

  private List<Doc> jobs(String subscription) {
    return get("/v1/jobs?q=" + encoded("{'subscription':'" + subscription + "'}")).list();
  }

  private List<String> words(String subscription) {
    return jobs(subscription).stream().map(job -> job.text("content").split(" ")[0]).toList();
  }

  @Test
  void queriesThatTakeTooLongDoNotHoldEverybodyUp() {
    String content =
        "{% set s = 'a' * 60000 %}{% for i in range(900) %}{% set x = resources({'$expr': "
            + "{'$regexMatch': {'input': s, 'regex': '(a|b|ab)*c'}}}) | length %}{% endfor %}";
    String body = Doc.of("type", "t", "name", "slow", "content", content).toString();
    post("/v1/procedures", body).is(201);
    assertThat(post("/v1/procedures/slow/render", "{'target':'target'}").is(400).body())
        .contains("take longer than 2 s");
    String id = attach("slow", "").id();
    member("one");
    assertThat(jobs(id).getFirst().doc("result").text("error")).contains("take longer than 0.2 s");
    delete("/v1/procedures/slow").is(204);
  }
}
