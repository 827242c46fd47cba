package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perfectstorm.core.Housekeeper;
import org.perfectstorm.core.Retention;
import org.perfectstorm.value.Doc;

/** Jobs that are cancelled, take too long, lose their agent, or are run once more. */
class JobTroubleTest extends JobConversation {
  @Test
  void aPendingJobIsCancelledAtOnceAndARunningOneByItsAgent() {
    String waiting = job();
    assertThat(post("/v1/jobs/" + waiting + "/cancel", null).is(200).doc().text("status"))
        .isEqualTo("error");
    assertThat(status(waiting)).isEqualTo("error {\"error\":\"cancelled\"}");
    assertConflict(post("/v1/jobs/" + waiting + "/cancel", "{}"), "Job has ended already");

    String id = running();
    long before = core.state().event();
    assertThat(post("/v1/jobs/" + id + "/cancel", null).is(200).doc().get("cancel"))
        .isEqualTo(true);
    post("/v1/jobs/" + id + "/cancel", null).is(200);
    assertThat(events(before)).containsExactly("updated " + id);
    assertThat(get("/v1/jobs/" + id).doc().text("status")).isEqualTo("running");
    post("/v1/jobs/" + id + "/fail", "{'owner':'runner','result':{'error':'cancelled'}}").is(204);
    assertThat(status(id)).isEqualTo("error {\"error\":\"cancelled\"}");
    assertThat(get("/v1/jobs/" + id).doc().has("cancel")).isFalse();
  }

  @Test
  void anAgentThatDoesNotStopACancelledJobIsNotWaitedFor() {
    Housekeeper housekeeper = new Housekeeper(core, clock, Retention.DEFAULTS);
    String id = running();
    post("/v1/jobs/" + id + "/cancel", null).is(200);
    housekeeper.check();
    clock.forward(Duration.ofSeconds(29));
    beat();
    housekeeper.check();
    assertThat(get("/v1/jobs/" + id).doc().text("status")).isEqualTo("running");
    clock.forward(Duration.ofSeconds(2));
    housekeeper.check();
    assertThat(status(id)).isEqualTo("error {\"error\":\"cancelled\"}");
    assertConflict(post("/v1/jobs/" + id + "/complete", null), "Job is not in 'running' state");
  }

  @Test
  void aJobThatTakesTooLongIsEndedByTheServerWhenItsAgentDoesNot() {
    Housekeeper housekeeper = new Housekeeper(core, clock, Retention.DEFAULTS);
    String id = running(Doc.of("timeout", "5m"));
    String other = running(Doc.of("timeout", "2h"));
    String endless = running();
    clock.forward(Duration.ofSeconds(314));
    beat();
    housekeeper.check();
    assertThat(get("/v1/jobs/" + id).doc().text("status")).isEqualTo("running");
    clock.forward(Duration.ofSeconds(2));
    housekeeper.check();
    assertThat(status(id)).isEqualTo("error {\"error\":\"timed out after 300 s\"}");
    assertThat(get("/v1/jobs/" + other).doc().text("status")).isEqualTo("running");
    assertThat(get("/v1/jobs/" + endless).doc().text("status")).isEqualTo("running");
  }

  @Test
  void theTimeThatTheServerWasAwayDoesNotEndAJob() {
    String id = running(Doc.of("timeout", 300));
    clock.forward(Duration.ofMinutes(20));
    beat();
    Housekeeper restarted = new Housekeeper(core, clock, Retention.DEFAULTS);
    clock.forward(Duration.ofSeconds(14));
    restarted.check();
    assertThat(get("/v1/jobs/" + id).doc().text("status")).isEqualTo("running");
    clock.forward(Duration.ofSeconds(2));
    restarted.check();
    assertThat(status(id)).isEqualTo("error {\"error\":\"timed out after 300 s\"}");
  }

  @Test
  void theJobsOfAnAgentThatGoesAwayAreHandedOutAgainOrLost() {
    Housekeeper housekeeper = new Housekeeper(core, clock, Retention.DEFAULTS);
    String mortal = onlineAgent("mortal");
    String safe = job(Doc.of("retry", "safe"));
    String never = job(Doc.of("retry", "never"));
    String plain = job();
    String cancelled = job();
    for (String id : List.of(safe, never, plain, cancelled)) {
      post("/v1/jobs/" + id + "/handle", "{'owner':'mortal'}").is(204);
    }
    post("/v1/jobs/" + safe + "/log", "{'text':'begun\\n'}").is(204);
    post("/v1/jobs/" + cancelled + "/cancel", null).is(200);
    clock.forward(Duration.ofSeconds(61));
    beat();
    long before = core.state().event();
    housekeeper.check();

    for (String id : List.of(safe, plain)) {
      Doc again = get("/v1/jobs/" + id).doc();
      assertThat(again.text("status")).isEqualTo("pending");
      assertThat(again.get("owner")).isNull();
      assertThat(again.get("attempt")).isEqualTo(2);
      assertThat(again.has("started")).isFalse();
    }
    get("/v1/jobs/" + safe + "/log")
        .is(200, "begun\n[stormd: agent mortal went away; handed out again, attempt 2]\n");
    assertThat(status(never)).isEqualTo("error {\"error\":\"lost: agent mortal went away\"}");
    assertThat(status(cancelled)).isEqualTo("error {\"error\":\"cancelled\"}");
    assertThat(events(before))
        .contains(
            "updated " + mortal,
            "updated " + safe,
            "updated " + never,
            "updated " + plain,
            "updated " + cancelled);
    assertConflict(
        post("/v1/jobs/" + safe + "/complete", "{'owner':'mortal'}"),
        "Job is not in 'running' state");
    post("/v1/jobs/" + safe + "/claim", "{'owner':'runner'}").is(200);
    post("/v1/jobs/" + safe + "/complete", "{'owner':'mortal'}")
        .isExactly(409, "{\"owner\":[\"Another agent runs the job\"]}");
    post("/v1/jobs/" + safe + "/complete", "{'owner':'runner'}").is(204);
  }

  @Test
  void aJobThatCostsEveryAgentItsLifeIsGivenUpSomeDay() {
    onlineAgent("victim");
    String id = job();
    int attempts = 0;
    while (get("/v1/jobs/" + id).doc().text("status").equals("pending")) {
      post("/v1/agents/victim/heartbeat", null).is(204);
      post("/v1/jobs/" + id + "/handle", "{'owner':'victim'}").is(204);
      patch("/v1/agents/victim", "{'status':'offline'}").is(200);
      attempts++;
    }
    assertThat(attempts).isEqualTo(10);
    assertThat(status(id))
        .isEqualTo(
            "error {\"error\":\"lost: agent victim went away, as others before: attempt 10\"}");
  }

  @Test
  void aJobThatEndedIsRunOnceMoreWithItsParametersAndNewOnes() {
    String body =
        "{'type':'test','name':'again','content':'{{ a }} {{ b }}','params':{'a':1,'b':1},"
            + "'timeout':'9s'}";
    post("/v1/procedures", body).is(201);
    String exec = "{'target':'cluster','options':{'o':1},'params':{'b':2},'timeout':'5s'}";
    String id = post("/v1/procedures/again/exec", exec).is(200).id();
    assertConflict(post("/v1/jobs/" + id + "/retry", "{}"), "Job has not ended yet");
    beat();
    post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}").is(204);
    assertConflict(post("/v1/jobs/" + id + "/retry", "{}"), "Job has not ended yet");
    post("/v1/jobs/" + id + "/fail", "{}").is(204);

    Doc same = post("/v1/jobs/" + id + "/retry", null).is(200).doc();
    assertThat(same.text("id")).isNotEqualTo(id);
    assertThat(same.text("status")).isEqualTo("pending");
    assertThat(same.text("content")).isEqualTo("1 2");
    assertThat(same.text("timeout")).isEqualTo("5s");
    assertThat(same.doc("options")).hasToString("{\"o\":1}");
    assertThat(post("/v1/jobs/" + id + "/retry", "{'params':{'a':7}}").doc().text("content"))
        .isEqualTo("7 2");
    patch("/v1/procedures/again", "{'content':'new {{ b }} {{ c }}'}").is(200);
    assertThat(post("/v1/jobs/" + id + "/retry", "{}").is(400).body()).contains("\"c\":[");
    assertThat(post("/v1/jobs/" + id + "/retry", "{'params':{'c':3}}").doc().text("content"))
        .isEqualTo("new 2 3");
    assertThat(post("/v1/jobs/" + id + "/retry?dryRun=true", "{'params':{'c':3}}").doc().get("id"))
        .isNull();
  }

  @Test
  void secretsMustBeGivenAgainForARetry() {
    String body =
        "{'type':'test','name':'login','content':'{{ PASSWORD }}',"
            + "'params':{'PASSWORD':{'secret':true}}}";
    post("/v1/procedures", body).is(201);
    String exec = "{'target':'cluster','params':{'PASSWORD':'hunter2'}}";
    String id = post("/v1/procedures/login/exec", exec).is(200).id();
    post("/v1/jobs/" + id + "/cancel", null).is(200);
    assertThat(post("/v1/jobs/" + id + "/retry", "{}").is(400).body()).contains("PASSWORD");
    Answer again = post("/v1/jobs/" + id + "/retry", "{'params':{'PASSWORD':'other'}}").is(200);
    assertThat(again.body()).doesNotContain("other").doesNotContain("hunter2");
    beat();
    String claim = "/v1/jobs/" + again.id() + "/claim";
    assertThat(post(claim + "?dryRun=true", "{'owner':'runner'}").is(200).body())
        .doesNotContain("other");
    assertThat(post(claim, "{'owner':'runner'}").is(200).doc().text("content")).isEqualTo("other");
  }
}
