package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

/** Section 8 of the contract: jobs, and the agents that take and end them. */
class JobsTest extends JobConversation {
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
    post("/v1/procedures", "{'type':'test','name':'build'}").is(201);
    Doc fourth = post("/v1/procedures/build/exec", "{'target':'cluster'}").is(200).doc();
    assertThat(get("/v1/jobs?q=" + encoded("{'procedure':'build'}")).all("id"))
        .containsExactly(fourth.text("id"));
    delete("/v1/procedures/build").is(204);
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
  void anEndIsToldByAnEventOfTheJob() {
    for (String end : List.of("complete", "fail")) {
      String id = running();
      long before = core.state().event();
      post("/v1/jobs/" + id + "/" + end, "{'result':{'a':1}}").is(204, "");
      get("/v1/events?start=" + (before + 1))
          .is(
              200,
              "[{'id':%d,'event_type':'updated','entity_type':'job','entity_id':'%s',"
                      .formatted(before + 1, id)
                  + "'entity_names':[]}]");
    }
  }

  /** As the first client library does it: the feed, then the job, then the job at each event. */
  @Test
  void clientsWaitForAJobByTheStream() throws Exception {
    for (String end : List.of("complete", "fail")) {
      String id = job();
      try (Reader stream = watch("/v1/events?stream=1")) {
        assertThat(get("/v1/jobs/" + id).is(200).doc().text("status")).isEqualTo("pending");
        Thread agent =
            Thread.ofPlatform()
                .start(
                    () -> {
                      patch("/v1/resources/cluster", "{}").is(200);
                      post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}").is(204);
                      post("/v1/jobs/" + id + "/" + end, "{'result':{'x':1}}").is(204);
                    });
        Doc job = Doc.EMPTY;
        while (!List.of("done", "error").contains(String.valueOf(job.text("status")))) {
          Doc event = stream.event();
          if (event.text("entity_id").equals(id) && event.text("event_type").equals("updated")) {
            job = get("/v1/jobs/" + id).is(200).doc();
          }
        }
        agent.join();
        assertThat(status(id)).isEqualTo((end.equals("fail") ? "error" : "done") + " {\"x\":1}");
        delete("/v1/jobs/" + id).is(204);
        Doc last = stream.event();
        while (!last.text("event_type").equals("deleted")) {
          last = stream.event();
        }
        assertThat(last.text("entity_id")).isEqualTo(id);
      }
    }
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
}
