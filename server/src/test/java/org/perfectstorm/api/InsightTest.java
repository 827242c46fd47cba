package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What helps to write a group: preview, and completion from what is there. */
class InsightTest extends Conversation {
  private String redis;
  private String nginx;

  @BeforeAll
  void resources() {
    String agent = agent("insight");
    redis = resource(agent, ",'image':'redis:4','names':['cache'],'status':'running'");
    nginx = resource(agent, ",'image':'nginx:1','names':['web']");
  }

  @Test
  void aListShowsTheFieldsThatAreAskedFor() {
    String some = "/v1/resources?fields=names,%20image,nothing&q=" + encoded("{'image':'redis:4'}");
    get(some).is(200, "[{'id':'" + redis + "','names':['cache'],'image':'redis:4'}]");
    Answer page = get("/v1/resources?fields=type&limit=1").is(200);
    assertThat(page.body()).isEqualTo("[{\"id\":\"" + redis + "\",\"type\":\"thing\"}]");
    assertThat(page.header("Link")).contains("fields=type");
  }

  @Test
  void theStatusCountsEverything() {
    String group =
        post("/v1/groups", "{'name':'counted','query':{'image':'redis:4'}}").is(201).id();
    String agent = agent("in-trouble");
    post("/v1/agents/in-trouble/heartbeat", "{'message':'the cloud is away'}").is(204);
    assertThat(get("/v1/status").is(200).body())
        .contains("{\"id\":\"" + group + "\",\"name\":\"counted\",\"total\":1,\"running\":1}")
        .contains("\"resources\":{\"total\":2,\"running\":1,\"unknown\":1},\"in_groups\":")
        .contains("\"jobs\":{\"total\":0},\"agents\":{\"total\":2,\"online\":1,\"offline\":1}")
        .endsWith("\"troubles\":[{\"agent\":\"in-trouble\",\"message\":\"the cloud is away\"}]}");
    delete("/v1/agents/" + agent).is(204);
    delete("/v1/groups/counted").is(204);
  }

  @Test
  void aPreviewOfANewGroupSaysWhoWouldJoin() {
    post("/v1/groups/preview", "{'query':{'image':{'$regex':'^redis:'}}}")
        .is(
            200,
            "{'members':1,'joined':[{'id':'"
                + redis
                + "','type':'thing','names':['cache'],'parent':null,'status':'running',"
                + "'health':'unknown'}],'left':[]}");
  }

  @Test
  void aPreviewOfAChangeSaysWhoWouldJoinAndLeaveAndChangesNothing() {
    post("/v1/groups", "{'name':'images','query':{'image':'redis:4'}}").is(201);
    String preview =
        post("/v1/groups/preview", "{'name':'images','query':{'image':'nginx:1'}}").is(200).body();
    assertThat(preview).contains("\"joined\":[{\"id\":\"" + nginx);
    assertThat(preview).contains("\"left\":[{\"id\":\"" + redis);
    assertThat(get("/v1/groups/images").body()).contains("redis:4");
  }

  @Test
  void aPreviewOfAWrongQuerySaysWhatIsWrong() {
    assertThat(post("/v1/groups/preview", "{'query':{'image':{'$exits':true}}}").is(400).body())
        .contains("unknown operator: $exits")
        .contains("$exists");
    post("/v1/groups/preview", "{'query':[]}").is(400);
  }

  @Test
  void groupsThatAskEachOtherInACircleAreRefused() {
    post("/v1/groups", "{'name':'one','query':{'type':'thing'}}").is(201);
    post("/v1/groups", "{'name':'two','query':{'$group':'one'}}").is(201);
    assertThat(get("/v1/groups/two/members").body()).contains(redis).contains(nginx);
    assertThat(put("/v1/groups/one", "{'name':'one','query':{'$group':'two'}}").is(400).body())
        .contains("in a circle: one -> two -> one");
  }

  @Test
  void anExplanationNamesTheClauseAndTheValueItSaw() {
    post("/v1/groups", "{'name':'why','query':{'image':{'$regex':'^redis:'},'status':'stopped'}}")
        .is(201);
    String no = get("/v1/groups/why/explain?resource=cache").is(200).body();
    assertThat(no).contains("\"member\":false,\"why\":\"query\"");
    assertThat(no).contains("\"value\":\"redis:4\"").contains("\"value\":\"running\"");
    post("/v1/groups/why/members", "{'include':['cache']}").is(200);
    assertThat(get("/v1/groups/why/explain?resource=" + redis).body())
        .contains("\"member\":true,\"why\":\"included\"");
    get("/v1/groups/why/explain").is(400);
    get("/v1/groups/why/explain?resource=nobody")
        .is(400, "{'resource':['Document with id=nobody does not exist.']}");
    get("/v1/groups/nobody/explain?resource=cache").is(404, "{'detail':'Not found.'}");
  }

  @Test
  void fieldsForCompletion() {
    String fields = get("/v1/resources/fields?prefix=ima").is(200).body();
    assertThat(fields).startsWith("[{\"path\":\"image\",\"count\":2");
    assertThat(fields).contains("redis:4").contains("nginx:1");
    assertThat(get("/v1/resources/fields?prefix=none").is(200).body()).isEqualTo("[]");
    get("/v1/resources/fields?limit=0").is(400);
  }
}
