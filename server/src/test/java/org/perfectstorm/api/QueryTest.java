package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 3 of the contract: the parameter q. */
class QueryTest extends Conversation {
  private String agent;
  private String cluster;
  private String web;

  @BeforeAll
  void populate() {
    agent =
        post(
                "/v1/agents",
                "{'type':'t','name':'swarm-1','options':{'autoLabeling':true},'status':'online'}")
            .is(201)
            .id();
    cluster = resource(agent, ",'names':['default']");
    web =
        resource(
            agent,
            ",'names':['web','w1'],'parent':'default','image':'nginx:latest','snapshot':{'Spec':"
                + "{'Labels':{'storm-grouped':'yes','com.docker.stack.namespace':'blog'}}}");
    resource(agent, ",'names':['db'],'image':'postgres:9','status':'running'");
  }

  private Object found(String query) {
    return get("/v1/resources?q=" + encoded(query)).is(200).list().stream()
        .map(doc -> doc.texts("names").getFirst())
        .toList()
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                | [db, default, web]",
        "{'image':null}                                    | [default]",
        "{'names':'w1'}                                    | [web]",
        "{'image':{'$regex':'nginx:.*'}}                   | [web]",
        "{'image':{'$ne':null}}                            | [db, web]",
        "{'status':{'$in':['running']}}                    | [db]",
        "{'status':{'$nin':['running']}}                   | [default, web]",
        "{'parent':{'$exists':false}}                      | []",
        "{'$or':[{'names':'db'},{'names':'web'}]}          | [db, web]",
        "{'$and':[{'type':'thing'},{'names':'db'}]}        | [db]",
        "{'type':'thing','$and':[{'names':'db'},{'image':'postgres:9'}]} | [db]",
        "{'$and':[{'status':'running'},{'status':'unknown'}]} | []",
        "{'$and':[{'a$b':1},{'names':'db'}]}               | [db]",
        "{'image':{'$gt':'o'}}                             | [db]",
        "{'names':['web','w1']}                            | [web]",
        "{'snapshot.Spec.Labels.storm-grouped':'yes'}      | [web]",
        "{'snapshot.Spec.Labels.com.docker.stack.namespace':'blog'} | [web]",
        "{'parent':'default'}                              | [web]",
        "{'owner':'swarm-1','names':'db'}                  | [db]",
        "{'parent':{'$in':['default']}}                    | []",
        "{'a$b':'c'}                                       | [db, default, web]",
      })
  void aListCanBeFiltered(String query, String names) {
    assertThat(found(query)).isEqualTo(names);
  }

  @Test
  void idMeansTheId() {
    assertThat(found("{'id':'" + web + "'}")).isEqualTo("[web]");
    assertThat(found("{'$or':[{'id':'" + web + "'},{'id':'" + cluster + "'}]}"))
        .isEqualTo("[default, web]");
    assertThat(found("{'id':{'$ne':'" + web + "'}}")).isEqualTo("[db, default]");
    assertThat(found("{'$and':[{'type':'thing'},{'id':'" + web + "'}]}")).isEqualTo("[web]");
    assertThat(found("{'$nor':[{'id':'" + web + "'}]}")).isEqualTo("[db, default]");
    assertThat(found("{'$or':[{'$and':[{'id':'" + web + "'}]}]}")).isEqualTo("[web]");
  }

  @Test
  void aNameIsAsGoodAsAnIdInFieldsThatReferToOthersUnlessSeveralHaveIt() {
    String elsewhere = agent("elsewhere");
    String host = resource(elsewhere, ",'names':['host-1']");
    String task = ",'names':['task'],'cluster':'default','host':'host-1'";
    resource(elsewhere, task);
    for (int i = 0; i < 2; i++) {
      resource(elsewhere, ",'names':['twin']");
    }
    assertThat(found("{'host':'host-1'}")).isEqualTo("[task]");
    assertThat(found("{'host':'" + host + "'}")).isEqualTo("[task]");
    assertThat(found("{'cluster':'default'}")).isEqualTo("[task]");
    assertThat(found("{'cluster':'default','host':'host-1','owner':'elsewhere'}"))
        .isEqualTo("[task]");
    assertThat(found("{'host':'task'}")).isEqualTo("[]");
    // What several have is nobody's name, and stays as it is.
    assertThat(found("{'host':'twin'}")).isEqualTo("[]");
    assertThat(found("{'host':{'$ne':'host-1'},'owner':'elsewhere','names':'task'}"))
        .isEqualTo("[task]");
    delete("/v1/agents/elsewhere").is(204);
  }

  @Test
  void anEmptyFilterIsNone() {
    assertThat(get("/v1/resources?q=").is(200).list()).hasSize(3);
  }

  @Test
  void agentsAreFoundByOptionsThatAreExactlyThese() {
    get("/v1/agents?q=" + encoded("{'options.autoLabeling':true,'status':'online'}")).is(200);
    assertThat(get("/v1/agents?q=" + encoded("{'options.autoLabeling':true}")).all("name"))
        .containsExactly("swarm-1");
    get("/v1/agents?q=" + encoded("{'options.autoLabeling':false}")).is(200, "[]");
  }

  @Test
  void aFilterOnOneObjectIsIgnored() {
    get("/v1/resources/web?q=nonsense").is(200);
  }

  @Test
  void aFilterThatIsNoJsonIsRefusedInTheParsersWords() {
    get("/v1/resources?q=nope").is(400, "{'q':['Expecting value: line 1 column 1 (char 0)']}");
  }

  @Test
  void aFilterThatIsNoObjectIsRefused() {
    for (String filter : new String[] {"[]", "1", "'x'", "null"}) {
      get("/v1/agents?q=" + encoded(filter)).is(400, "{'q':['Query must be a dictionary']}");
    }
  }

  @Test
  void aFilterThatTheEngineRefusesIsRefusedInItsWords() {
    assertThat(get("/v1/resources?q=" + encoded("{'image':{'$exits':true}}")).is(400).body())
        .startsWith("{\"q\":[\"unknown operator: $exits");
    get("/v1/groups?q=" + encoded("{'$where':'1'}")).is(400);
    get("/v1/resources?q=" + encoded("{'$comment':'hello'}")).is(200);
  }

  @Test
  void aParameterThatIsBadlyEncodedCostsNothing() {
    for (String bad : new String[] {"%", "%7", "%zz", "%FF", "a&&&=&%", "{"}) {
      String answer = "HTTP/1.1";
      try {
        answer =
            raw("GET /v1/groups?q=" + bad + " HTTP/1.1", "Host: x", "Connection: close", "", "");
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
      assertThat(answer).as(bad).startsWith("HTTP/1.1 400 ").contains("\r\n\r\n{\"");
    }
  }
}
