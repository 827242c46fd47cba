package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** Asking for the past. */
class HistoryTest extends Conversation {
  private String task;
  private long early;
  private long late;

  private long last() {
    return core.state().event();
  }

  @BeforeAll
  void live() {
    String agent = agent("a");
    post("/v1/groups", "{'name':'up','query':{'status':'running'}}").is(201);
    task = resource(agent, ",'names':['web.1'],'status':'running'");
    resource(agent, ",'names':['web.2'],'status':'stopped'");
    early = last();
    patch("/v1/resources/web.1", "{'status':'error'}").is(200);
    patch("/v1/resources/web.2", "{'status':'running'}").is(200);
    patch("/v1/groups/up", "{'name':'alive'}").is(200);
    late = last();
    delete("/v1/resources/web.1").is(204);
    delete("/v1/resources/web.2").is(204);
    delete("/v1/groups/alive").is(204);
  }

  @Test
  void anObjectIsAsItWasThoughItIsGone() {
    assertThat(get("/v1/resources/web.1?at=" + early).is(200).doc().text("status"))
        .isEqualTo("running");
    assertThat(get("/v1/resources/" + task + "?at=" + late).is(200).doc().text("status"))
        .isEqualTo("error");
    get("/v1/resources/web.1?at=" + last()).is(404, "{'detail':'Not found.'}");
    get("/v1/resources/web.1?at=now").is(404);
    get("/v1/resources/web.1?at=1").is(404);
    get("/v1/resources/never?at=" + early).is(404);
    get("/v1/resources/a?at=" + early).is(404);
    get("/v1/resources/" + core.state().table(Kind.AGENT).find("a").text("id") + "?at=" + early)
        .is(404);
  }

  @Test
  void aListDoesNotPassForOneOfThePast() {
    for (String path : new String[] {"resources", "groups", "apps"}) {
      get("/v1/" + path + "?at=" + early)
          .is(
              400,
              "{'at':['A list is of now. Of the past there are single resources and groups, the"
                  + " members of a group, and histories.']}");
    }
    get("/v1/resources?at=").is(200);
  }

  @Test
  void anObjectOfThePastHasATag() {
    String tag = get("/v1/resources/web.1?at=" + early).header("ETag");
    assertThat(
            send(request("GET", "/v1/resources/web.1?at=" + early, null)
                    .header("If-None-Match", tag))
                .status())
        .isEqualTo(304);
  }

  @Test
  void aGroupAnswersToTheNameOfThenAndOfNow() {
    assertThat(get("/v1/groups/up?at=" + early).doc().text("name")).isEqualTo("up");
    assertThat(get("/v1/groups/alive?at=" + early).doc().text("name")).isEqualTo("up");
    assertThat(get("/v1/groups/alive?at=" + late).doc().text("name")).isEqualTo("alive");
  }

  @Test
  void membersAreThoseOfThenAsTheyWere() {
    Doc then = get("/v1/groups/up/members?at=" + early).is(200).list().getFirst();
    assertThat(then.texts("names")).containsExactly("web.1");
    assertThat(then.text("status")).isEqualTo("running");
    assertThat(get("/v1/groups/alive/members?at=" + late).all("names").toString())
        .isEqualTo("[[web.2]]");
    get("/v1/groups/up/members?at=" + early + "&fields=status&q=" + encoded("{'type':'thing'}"))
        .is(200, "[{'id':'" + task + "','status':'running'}]");
    get("/v1/groups/up/members?at=" + early + "&q=" + encoded("{'type':'x'}")).is(200, "[]");
    get("/v1/groups/up/members?at=" + last()).is(404);
    get("/v1/groups/up/members?at=1").is(404);
  }

  @Test
  void historiesTellEveryChange() {
    assertThat(get("/v1/resources/web.1/history").is(200).all("event_type"))
        .containsExactly("created", "updated", "deleted");
    assertThat(get("/v1/groups/alive/history").all("event_type"))
        .containsExactly("created", "joined", "left", "joined", "updated", "left", "deleted");
    Doc joined = get("/v1/groups/up/history?limit=7").list().get(1);
    assertThat(joined.text("resource")).isEqualTo(task);
    assertThat(joined.texts("resource_names")).containsExactly("web.1");
    assertThat(joined.text("date")).endsWith("Z");
    assertThat(get("/v1/resources/web.1/history?limit=1").all("event_type"))
        .containsExactly("deleted");
    get("/v1/resources/web.1/history?limit=0").is(400);
    get("/v1/resources/never/history").is(404);
  }

  @Test
  void aMomentThatMeansNothingIsRefused() {
    get("/v1/resources/web.1?at=soon")
        .isExactly(
            400,
            "{\"at\":[\"Expected an instant (2026-01-31T12:00:00Z), a time ago (\\\"2 hours"
                + " ago\\\", \\\"1h30m ago\\\") or the number of an event, got \\\"soon\\\".\"]}");
    get("/v1/groups/up/members?at=-1").is(400);
  }

  @Test
  void aTimeAgoIsCountedFromNow() {
    get("/v1/resources/web.1?at=" + encoded("2 hours ago")).is(404);
    get("/v1/groups/up/members?at=" + encoded("1 second ago")).is(404);
  }
}
