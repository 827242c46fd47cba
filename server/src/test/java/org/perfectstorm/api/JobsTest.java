package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.core.Housekeeper;
import org.perfectstorm.core.Retention;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Doc;

/** Section 8 of the contract: jobs, from the moment they wait. */
@Timeout(60)
class JobsTest extends Conversation {
  private String runner;
  private String target;

  @BeforeAll
  void anAgentWithATarget() {
    runner = onlineAgent("runner");
    target = resource(runner, ",'names':['cluster']");
  }

  @Test
  void aJobHasTheseFieldsInThisOrder() {
    String id = job();
    assertThat(get("/v1/jobs/" + id).is(200).body())
        .matches(
            ("{'id':'job-[0-9A-Za-z]{22}','type':'test','owner':null,'target':'" + target + "',")
                    .replace("{", "\\{")
                    .replace("\\{22", "{22")
                    .replace('\'', '"')
                + "\"procedure\":null,\"content\":\"text\",\"options\":\\{\\},\"params\":\\{\\},"
                + "\"status\":\"pending\",\"result\":\\{\\},"
                + "\"created\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?\"\\}");
  }

  @Test
  void jobsAreListedInOrderOfTheirCreationAndFilteredByNames() {
    String first = job();
    String second = job();
    String third = job();
    post("/v1/jobs/" + second + "/handle", "{'owner':'runner'}").is(204);
    List<Object> all = get("/v1/jobs?q=" + encoded("{'target':'cluster'}")).is(200).all("id");
    assertThat(all).containsSubsequence(first, second, third);
    assertThat(get("/v1/jobs?q=" + encoded("{'owner':'runner'}")).all("id")).contains(second);
    assertThat(get("/v1/jobs?q=" + encoded("{'owner':'runner'}")).all("id")).doesNotContain(first);
  }

  @Test
  void jobsAreNeitherCreatedNorChangedByClients() {
    String id = job();
    post("/v1/jobs", "{}").is(405, "{\"detail\":\"Method \\\"POST\\\" not allowed.\"}");
    put("/v1/jobs/" + id, "{}").is(405);
    patch("/v1/jobs/" + id, "{}").is(405);
    delete("/v1/jobs/" + id).is(204, "");
    get("/v1/jobs/" + id).is(404, "{'detail':'Not found.'}");
  }

  @Test
  void aPendingJobIsHandledAndCompleted() {
    String id = job();
    long before = core.state().event();
    post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}").is(204, "");
    Doc running = get("/v1/jobs/" + id).doc();
    assertThat(running.text("status")).isEqualTo("running");
    assertThat(running.text("owner")).isEqualTo(runner);
    assertThat(Instant.parse(running.text("started"))).isBefore(clock.instant());

    post("/v1/jobs/" + id + "/complete", "{'result':{'outputs':['ok']}}").is(204, "");
    Doc done = get("/v1/jobs/" + id).doc();
    assertThat(done.text("status")).isEqualTo("done");
    assertThat(done.get("owner")).isNull();
    assertThat(done.doc("result")).hasToString("{\"outputs\":[\"ok\"]}");
    assertThat(Instant.parse(done.text("ended"))).isBefore(clock.instant());
    assertThat(events(before)).containsExactly("updated " + id, "updated " + id);
  }

  @Test
  void aJobFailsWithOrWithoutAResult() {
    String one = running();
    post("/v1/jobs/" + one + "/fail", null).is(204, "");
    assertThat(status(one)).isEqualTo("error {}");
    String two = running();
    post("/v1/jobs/" + two + "/fail", "{'result':{'error':'why'}}").is(204);
    assertThat(status(two)).isEqualTo("error {\"error\":\"why\"}");
    String three = running();
    post("/v1/jobs/" + three + "/complete", "{}").is(204);
    assertThat(status(three)).isEqualTo("done {}");
  }

  @Test
  void onlyPendingJobsAreHandledAndOnlyRunningOnesEnd() {
    onlineAgent("rival");
    String id = job();
    assertConflict(post("/v1/jobs/" + id + "/complete", "{}"), "Job is not in 'running' state");
    assertConflict(post("/v1/jobs/" + id + "/fail", "{}"), "Job is not in 'running' state");
    post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}").is(204);
    assertConflict(
        post("/v1/jobs/" + id + "/handle", "{'owner':'rival'}"), "Job is not in 'pending' state");
    post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}").is(204, "");
    post("/v1/jobs/" + id + "/complete", "{}").is(204);
    assertConflict(
        post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}"), "Job is not in 'pending' state");
    assertConflict(post("/v1/jobs/" + id + "/complete", "{}"), "Job is not in 'running' state");
  }

  private static void assertConflict(Answer answer, String why) {
    answer.isExactly(409, "{\"status\":[\"" + why + "\"]}");
  }

  @Test
  void whatAJobsActionsRefuse() {
    String id = job();
    post("/v1/jobs/" + id + "/handle", "{}").is(400, "{'owner':['This field is required.']}");
    post("/v1/jobs/" + id + "/handle", "{'owner':null}")
        .is(400, "{'owner':['This field may not be null.']}");
    post("/v1/jobs/" + id + "/handle", "{'owner':'x'}")
        .is(400, "{'owner':['Document with id=x does not exist.']}");
    agent("asleep");
    post("/v1/jobs/" + id + "/handle", "{'owner':'asleep'}")
        .is(400, "{'non_field_errors':['Agent is offline']}");
    post("/v1/jobs/" + id + "/claim", "{'owner':'asleep'}")
        .is(400, "{'non_field_errors':['Agent is offline']}");
    post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}").is(204);
    post("/v1/jobs/" + id + "/complete", "{'result':[]}")
        .is(400, "{'result':['Expected a JSON object.']}");
    post("/v1/jobs/" + id + "/complete", "[]").is(400);
    post("/v1/jobs/job-0000000000000000000000/handle", "{'owner':'runner'}").is(404);
    post("/v1/jobs/job-0000000000000000000000/complete", "{}").is(404);
  }

  @Test
  void ofSixtyFourConcurrentClaimsExactlyOneWins() throws Exception {
    List<String> agents = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      agents.add(onlineAgent("rush-" + i));
    }
    for (String action : List.of("handle", "claim")) {
      for (int round = 0; round < 5; round++) {
        String id = job();
        Map<Integer, Integer> answers = new TreeMap<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Answer>> tries = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
          for (String agent : agents) {
            Callable<Answer> take =
                () -> {
                  start.await();
                  return post("/v1/jobs/" + id + "/" + action, "{'owner':'" + agent + "'}");
                };
            tries.add(threads.submit(take));
          }
          start.countDown();
          for (int i = 0; i < 64; i++) {
            int code = tries.get(i).get().status();
            answers.merge(code, 1, Integer::sum);
            if (code < 300) {
              assertThat(get("/v1/jobs/" + id).doc().text("owner")).isEqualTo(agents.get(i));
            }
          }
        }
        int won = action.equals("claim") ? 200 : 204;
        assertThat(answers).as(action).containsExactlyInAnyOrderEntriesOf(Map.of(won, 1, 409, 63));
      }
    }
  }

  @Test
  void aLateAgentCannotEndOrLogAnothersJob() {
    onlineAgent("late");
    String id = running();
    String other = "{\"owner\":[\"Another agent runs the job\"]}";
    post("/v1/jobs/" + id + "/complete", "{'owner':'late'}").isExactly(409, other);
    post("/v1/jobs/" + id + "/fail", "{'owner':'late'}").isExactly(409, other);
    post("/v1/jobs/" + id + "/log", "{'owner':'late','text':'x'}").isExactly(409, other);
    post("/v1/jobs/" + id + "/complete", "{'owner':'nobody'}")
        .is(400, "{'owner':['Document with id=nobody does not exist.']}");
    post("/v1/jobs/" + id + "/complete", "{'owner':'runner'}").is(204);
  }

  @Test
  void ofSeveralThatActForOneAgentOneClaimsAJob() {
    beat();
    String id = job();
    String claim = "/v1/jobs/" + id + "/claim";
    Answer first = post(claim, "{'owner':'runner','token':'one'}").is(200);
    assertConflict(
        post(claim, "{'owner':'runner','token':'two'}"), "Job is not in 'pending' state");
    assertConflict(post(claim, "{'owner':'runner'}"), "Job is not in 'pending' state");
    post(claim, "{'owner':'runner','token':'one'}").isExactly(200, first.body());
    assertThat(get("/v1/jobs/" + id).body()).doesNotContain("token");
    assertThat(first.body()).doesNotContain("token");
  }

  @Test
  void secretsAreShownToTheAgentThatClaimsTheJobAndToNobodyElse() {
    String id = secretJob();
    long before = core.state().event();
    assertConflict(
        post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}"),
        "Job has secret parameters, which 'handle' does not hand over: take it by 'claim'");
    Answer claimed = post("/v1/jobs/" + id + "/claim", "{'owner':'runner'}").is(200);
    assertThat(claimed.doc().text("content")).isEqualTo("run -p hunter2");
    assertThat(claimed.doc().doc("params").text("PASSWORD")).isEqualTo("hunter2");
    assertThat(claimed.doc().text("status")).isEqualTo("running");
    assertThat(claimed.header("ETag")).isNull();
    assertThat(claimed.header("Cache-Control")).isEqualTo("no-store");
    post("/v1/jobs/" + id + "/claim", "{'owner':'runner'}").isExactly(200, claimed.body());

    post("/v1/jobs/" + id + "/log", "{'text':'using hunter2\\n'}").is(204);
    assertNobodySees(id);
    post("/v1/jobs/" + id + "/complete", "{'result':{'outputs':['set hunter2'],'hunter2':1}}")
        .is(204);
    assertThat(status(id)).isEqualTo("done {\"outputs\":[\"set ******\"],\"******\":1}");
    get("/v1/jobs/" + id + "/log").is(200, "using ******\n");
    assertNobodySees(id);
    assertThat(get("/v1/events?start=" + before).body()).doesNotContain("hunter2");
    assertThat(core.state().hidden(id).isEmpty()).isTrue();
  }

  private void assertNobodySees(String id) {
    for (String path :
        List.of(
            "/v1/jobs",
            "/v1/jobs/" + id,
            "/v1/jobs/" + id + "/log",
            "/v1/jobs?q=" + encoded("{'params.PASSWORD':'hunter2'}"),
            "/v1/jobs?q=" + encoded("{'hidden':{'$exists':true}}"))) {
      assertThat(get(path).is(200).body()).as(path).doesNotContain("hunter2");
    }
    assertThat(get("/v1/jobs?q=" + encoded("{'params.PASSWORD':'hunter2'}")).list()).isEmpty();
    assertThat(get("/v1/jobs?q=" + encoded("{'hidden.content':{'$exists':true}}")).list())
        .isEmpty();
  }

  @Test
  void outputIsAddedToTheLogAndReadFromAnyPlace() {
    String id = running();
    get("/v1/jobs/" + id + "/log").is(200, "");
    Answer first = post("/v1/jobs/" + id + "/log", "{'text':'  Grüße\\n'}").is(204, "");
    assertThat(first.header("Log-End")).isEqualTo("10");
    post("/v1/jobs/" + id + "/log", "{'owner':'runner','text':''}").is(204);
    post("/v1/jobs/" + id + "/log", "{'owner':'runner','text':'two\\n'}").is(204);
    Answer log = get("/v1/jobs/" + id + "/log").is(200, "  Grüße\ntwo\n");
    assertThat(log.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(log.header("Log-End")).isEqualTo("14");
    get("/v1/jobs/" + id + "/log?start=10").is(200, "two\n");
    get("/v1/jobs/" + id + "/log?start=1000").is(200, "");
    get("/v1/jobs/" + id + "/log?start=-1")
        .is(400, "{'start':['Expected a number of bytes from 0 on, got -1']}");
    get("/v1/jobs/nothing/log").is(404);
  }

  @Test
  void aTextIsAddedOnceHoweverOftenItIsSent() {
    String id = running();
    post("/v1/jobs/" + id + "/log", "{'text':'one ','start':0}").is(204);
    post("/v1/jobs/" + id + "/log", "{'text':'one ','start':0}").is(204);
    Answer more = post("/v1/jobs/" + id + "/log", "{'text':'one two','start':0}").is(204);
    assertThat(more.header("Log-End")).isEqualTo("7");
    post("/v1/jobs/" + id + "/log", "{'text':'x','start':9}")
        .is(409, "{'start':['The log ends before that, at 7']}");
    get("/v1/jobs/" + id + "/log").is(200, "one two");
  }

  @Test
  void whatALogRefuses() {
    String id = running();
    post("/v1/jobs/" + id + "/log", "{}").is(400, "{'text':['This field is required.']}");
    post("/v1/jobs/" + id + "/log", "{'text':[]}").is(400, "{'text':['Not a valid string.']}");
    post("/v1/jobs/" + id + "/log", "{'text':'x','start':-1}")
        .is(400, "{'start':['Expected a whole number from 0 on.']}");
    post("/v1/jobs/" + id + "/log", "{'text':'" + "x".repeat((1 << 20) + 1) + "'}")
        .is(400, "{'text':['Ensure this field has no more than 1048576 characters.']}");
    post("/v1/jobs/" + id + "/complete", null).is(204);
    assertConflict(
        post("/v1/jobs/" + id + "/log", "{'text':'x'}"), "Job is not in 'running' state");
  }

  @Test
  void aLongLogKeepsItsBeginningAndItsEndAndSaysWhatIsMissing() {
    String id = running();
    StringBuilder all = new StringBuilder();
    for (int i = 0; all.length() < 5 << 20; i++) {
      String text = (i + ":" + "abcdefghi ".repeat(9_000) + "\n");
      post("/v1/jobs/" + id + "/log", "{'text':'" + text.replace("\n", "\\n") + "'}").is(204);
      all.append(text);
    }
    String log = get("/v1/jobs/" + id + "/log").body();
    assertThat(log.length()).isLessThan((1 << 20) + 200);
    String[] parts =
        log.split("\\[stormd: \\d+ bytes are not kept; the output goes on at byte \\d+\\]\n");
    assertThat(parts).hasSize(2);
    assertThat(all.toString()).startsWith(parts[0]).endsWith(parts[1]);
    int goesOn = all.length() - parts[1].length();
    assertThat(log)
        .contains(
            "\n[stormd: %d bytes are not kept; the output goes on at byte %d]\n"
                .formatted(goesOn - parts[0].length(), goesOn));
    assertThat(get("/v1/jobs/" + id + "/log?start=" + (goesOn - 5)).body())
        .isEqualTo(
            "[stormd: 5 bytes are not kept; the output goes on at byte %d]\n".formatted(goesOn)
                + parts[1]);
    assertThat(get("/v1/jobs/" + id + "/log?start=" + (all.length() - 3)).body())
        .isEqualTo(all.substring(all.length() - 3));
  }

  @Test
  void aStreamedLogComesAsItIsWrittenAndEndsWithTheJob() throws IOException {
    String id = running();
    post("/v1/jobs/" + id + "/log", "{'text':'one\\n'}").is(204);
    try (Reader all = watch("/v1/jobs/" + id + "/log?stream=1");
        Reader rest = watch("/v1/jobs/" + id + "/log?stream=1&start=4")) {
      assertThat(all.status).startsWith("HTTP/1.1 200");
      assertThat(all.line()).isEqualTo("one");
      post("/v1/jobs/" + id + "/log", "{'text':'two\\n'}").is(204);
      assertThat(all.line()).isEqualTo("two");
      assertThat(rest.line()).isEqualTo("two");
      post("/v1/jobs/" + id + "/log", "{'text':'three\\nfour'}").is(204);
      assertThat(all.line()).isEqualTo("three");
      post("/v1/jobs/" + id + "/complete", null).is(204);
      assertThat(all.line()).isEqualTo("four");
      assertThat(all.line()).isNull();
      assertThat(rest.line()).isEqualTo("three");
      assertThat(rest.line()).isEqualTo("four");
      assertThat(rest.line()).isNull();
    }
    try (Reader ended = watch("/v1/jobs/" + id + "/log?stream=1&start=8")) {
      assertThat(ended.line()).isEqualTo("three");
      assertThat(ended.line()).isEqualTo("four");
      assertThat(ended.line()).isNull();
    }
  }

  @Test
  void aStreamedLogEndsWhenItsJobIsDeleted() throws IOException {
    String id = running();
    try (Reader log = watch("/v1/jobs/" + id + "/log?stream=1")) {
      delete("/v1/jobs/" + id).is(204);
      assertThat(log.line()).isNull();
    }
    get("/v1/jobs/" + id + "/log").is(404);
  }

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

  @Test
  void deletingTheTargetDeletesTheJob() {
    String gone = resource(runner, ",'names':['gone']");
    String id = job(Doc.of("target", gone));
    delete("/v1/resources/" + gone).is(204);
    get("/v1/jobs/" + id).is(404);
  }

  @Test
  void aRunningJobMayBeDeleted() {
    String id = running();
    delete("/v1/jobs/" + id).is(204);
    post("/v1/jobs/" + id + "/complete", "{}").is(404);
  }

  private String onlineAgent(String name) {
    return post("/v1/agents", "{'type':'test','name':'" + name + "','status':'online'}")
        .is(201)
        .id();
  }

  private void beat() {
    post("/v1/agents/runner/heartbeat", null).is(204);
  }

  private String running() {
    return running(Doc.EMPTY);
  }

  private String running(Doc fields) {
    beat();
    String id = job(fields);
    post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}").is(204);
    return id;
  }

  private String job() {
    return job(Doc.EMPTY);
  }

  /** A job that waits, as no procedure made it. */
  private String job(Doc fields) {
    String id = Ids.create(Kind.JOB);
    core.commit(
        transaction -> {
          Doc job =
              Doc.of(
                  "id",
                  id,
                  "type",
                  "test",
                  "owner",
                  null,
                  "target",
                  target,
                  "procedure",
                  null,
                  "content",
                  "text",
                  "options",
                  Doc.EMPTY,
                  "params",
                  Doc.EMPTY,
                  "status",
                  "pending",
                  "result",
                  Doc.EMPTY,
                  "created",
                  Moments.text(transaction.date()));
          for (var field : fields) {
            job = job.with(field.getKey(), field.getValue());
          }
          transaction.put(Kind.JOB, job);
          return null;
        });
    return id;
  }

  private String secretJob() {
    Doc shown = Doc.of("PASSWORD", "******");
    String id =
        job(Doc.of("content", "run -p ******", "params", shown, "secrets", List.of("PASSWORD")));
    core.commit(
        transaction -> {
          Doc clear = Doc.of("content", "run -p hunter2", "params", Doc.of("PASSWORD", "hunter2"));
          transaction.hide(Kind.JOB, id, clear);
          return null;
        });
    return id;
  }

  private String status(String id) {
    Doc job = get("/v1/jobs/" + id).is(200).doc();
    return job.text("status") + " " + job.doc("result");
  }

  private List<String> events(long after) {
    return get("/v1/events?start=" + (after + 1)).list().stream()
        .map(event -> event.text("event_type") + " " + event.text("entity_id"))
        .toList();
  }
}
