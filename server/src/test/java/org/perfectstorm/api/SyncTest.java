package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

/** An agent hands over what it sees. */
class SyncTest extends Conversation {
  private static final String CLUSTER = "{'native_id':'c','type':'cluster','names':['C']}";
  private static final String NODE =
      "{'native_id':'n','type':'node','names':['N'],'parent':'c','cluster':'c'}";
  private static final String TASK =
      "{'native_id':'t','type':'task','parent':'c','host':'n','status':'running',"
          + "'labels':{'a':'b'}}";

  private int count;
  private String agent;
  private String path;

  @BeforeEach
  void register() {
    String name = "syncing-" + count++;
    agent = agent(name);
    path = "/v1/agents/" + name + "/sync";
  }

  private static String full(String... resources) {
    return "{'full':true,'resources':[" + String.join(",", resources) + "]}";
  }

  private static String delta(String gone, String... resources) {
    return "{'full':false,'gone':[" + gone + "],'resources':[" + String.join(",", resources) + "]}";
  }

  private Doc shown(String nativeId) {
    String query = encoded("{'owner':'" + agent + "','native_id':'" + nativeId + "'}");
    var list = get("/v1/resources?q=" + query).is(200).list();
    assertThat(list).as(nativeId).hasSizeLessThan(2);
    return list.isEmpty() ? null : list.getFirst();
  }

  @Test
  void aFullSyncCreatesTheWorldWithReferencesByNativeId() {
    // In any order: a task may stand before its host.
    post(path, full(TASK, NODE, CLUSTER))
        .is(200, "{'created':3,'updated':0,'deleted':0,'unchanged':0}");
    assertThat(shown("t").text("host")).isEqualTo(shown("n").text("id"));
    assertThat(shown("t").text("parent")).isEqualTo(shown("c").text("id"));
    assertThat(shown("t").text("owner")).isEqualTo(agent);
    assertThat(shown("n").text("cluster")).isEqualTo(shown("c").text("id"));
    assertThat(shown("t").toString())
        .endsWith(Answer.quoted(",'snapshot':{},'native_id':'t','labels':{'a':'b'}}"));
  }

  @Test
  void whatIsEqualMakesNoEvent() {
    post(path, full(CLUSTER, NODE, TASK)).is(200);
    long before = core.state().event();
    post(path, full(CLUSTER, NODE, TASK))
        .is(200, "{'created':0,'updated':0,'deleted':0,'unchanged':3}");
    assertThat(core.state().event()).isEqualTo(before);
  }

  @Test
  void idsStayWhenResourcesChange() {
    post(path, full(CLUSTER, NODE)).is(200);
    String id = shown("n").text("id");
    post(path, full(CLUSTER, NODE.replace("'N'", "'M'")))
        .is(200, "{'created':0,'updated':1,'deleted':0,'unchanged':1}");
    assertThat(shown("n").text("id")).isEqualTo(id);
    assertThat(shown("n").texts("names")).containsExactly("M");
  }

  @Test
  void aWorldInPartsLosesNothingAndItsLastPartDeletesWhatIsInNone() {
    post(path, full(CLUSTER, NODE, TASK, TASK.replace("'t'", "'old'"))).is(200);
    post(path, delta("", CLUSTER, NODE.replace("'N'", "'M'"))).is(200);
    assertThat(shown("old")).isNotNull();
    post(path, full(TASK).replace("]}", "],'listed':['c','n','nowhere']}"))
        .is(200, "{'created':0,'updated':0,'deleted':1,'unchanged':1}");
    assertThat(shown("old")).isNull();
    assertThat(shown("n").texts("names")).containsExactly("M");
    assertThat(shown("t").text("host")).isEqualTo(shown("n").text("id"));
    post(path, full(TASK))
        .is(
            400,
            "{'resources':{'0':{'host':['Document with id=n does not exist.'],"
                + "'parent':['Document with id=c does not exist.']}}}");
  }

  @Test
  void whatAFullSyncDoesNotListIsDeleted() {
    post(path, full(CLUSTER, NODE, TASK)).is(200);
    post(path, full(CLUSTER)).is(200, "{'created':0,'updated':0,'deleted':2,'unchanged':1}");
    assertThat(shown("n")).isNull();
    assertThat(shown("c")).isNotNull();
    post(path, full()).is(200, "{'created':0,'updated':0,'deleted':1,'unchanged':0}");
  }

  @Test
  void whatTheAgentKnowsNothingOfStaysWithWhatItHangsOn() {
    String stack = "{'native_id':'stack:s','type':'stack','parent':'c'}";
    String config = "{'native_id':'f','type':'config','parent':'stack:s','cluster':'c'}";
    post(path, full(CLUSTER, NODE, TASK, stack, config)).is(200);
    post(path, full(CLUSTER).replace("}]}", "}],'keep':['config','secret']}"))
        .is(200, "{'created':0,'updated':0,'deleted':2,'unchanged':1}");
    post(path, "{'gone':['stack:s','c'],'resources':[],'keep':['config']}")
        .is(200, "{'created':0,'updated':0,'deleted':0,'unchanged':0}");
    post(path, full(CLUSTER)).is(200, "{'created':0,'updated':0,'deleted':2,'unchanged':1}");
    post(path, "{'resources':[],'keep':7}").is(400);
  }

  @Test
  void aDeltaChangesOnlyWhatItNames() {
    post(path, full(CLUSTER, NODE, TASK)).is(200);
    post(path, delta("'t','unknown'", "{'native_id':'t2','type':'task','parent':'c','host':'n'}"))
        .is(200, "{'created':1,'updated':0,'deleted':1,'unchanged':0}");
    assertThat(shown("t")).isNull();
    assertThat(shown("t2").text("host")).isEqualTo(shown("n").text("id"));
    assertThat(shown("n")).isNotNull();
  }

  @Test
  void aTaskThatMovedToAnotherNodeSurvivesTheEndOfTheOldOne() {
    post(path, full(CLUSTER, NODE, TASK)).is(200);
    String moved = TASK.replace("'host':'n'", "'host':'n2'");
    post(path, delta("'n'", NODE.replace("'n'", "'n2'"), moved))
        .is(200, "{'created':1,'updated':1,'deleted':1,'unchanged':0}");
    assertThat(shown("t").text("host")).isEqualTo(shown("n2").text("id"));
  }

  @Test
  void whatIsMissingInAResourceIsUnset() {
    post(path, full(TASK.replace("'parent':'c','host':'n',", ""))).is(200);
    post(path, delta("", "{'native_id':'t','type':'task'}")).is(200);
    assertThat(shown("t").toString())
        .endsWith(
            Answer.quoted(
                "'status':'unknown','health':'unknown','snapshot':{}," + "'native_id':'t'}"));
  }

  @Test
  void aResourceOfAnOldClientIsKnownByItsNativeIdAmongItsNames() {
    String old = resource(agent, ",'names':['web','docker-id']");
    post(path, delta("", "{'native_id':'docker-id','type':'service','names':['web']}"))
        .is(200, "{'created':0,'updated':1,'deleted':0,'unchanged':0}");
    assertThat(shown("docker-id").text("id")).isEqualTo(old);
  }

  @Test
  void anotherAgentsResourcesAreNotTouched() {
    post(path, full(CLUSTER)).is(200);
    String first = agent;
    register();
    post(path, full(CLUSTER)).is(200, "{'created':1,'updated':0,'deleted':0,'unchanged':0}");
    post(path, full()).is(200, "{'created':0,'updated':0,'deleted':1,'unchanged':0}");
    agent = first;
    assertThat(shown("c")).isNotNull();
  }

  @Test
  void oneWrongResourceAndNothingIsApplied() {
    long before = core.state().event();
    post(
            path,
            full(CLUSTER, "{'native_id':'x'}", "{'type':'y'}", NODE.replace("'c'", "'d'"), CLUSTER))
        .is(
            400,
            "{'resources':{"
                + "'1':{'type':['This field is required.']},"
                + "'2':{'native_id':['This field is required.']},"
                + "'3':{'cluster':['Document with id=d does not exist.'],"
                + "'parent':['Document with id=d does not exist.']},"
                + "'4':{'native_id':['This field must be unique.']}}}");
    assertThat(core.state().event()).isEqualTo(before);
  }

  @Test
  void aFullSyncWithoutResourcesIsAMistakeNotAnEmptyWorld() {
    post(path, full(CLUSTER)).is(200);
    post(path, "{'full':true}").is(400, "{'resources':['This field is required.']}");
    post(path, "{'full':true,'resources':null}")
        .is(400, "{'resources':['This field may not be null.']}");
    post(path, "{'full':'yes','resources':{},'gone':1}")
        .isExactly(
            400,
            "{\"full\":[\"Must be a valid boolean.\"],"
                + "\"gone\":[\"Expected a list of items but got type \\\"int\\\".\"],"
                + "\"resources\":[\"Expected a list of items but got type \\\"dict\\\".\"]}");
    assertThat(shown("c")).isNotNull();
  }

  @Test
  void anUnknownAgentIs404() {
    post("/v1/agents/nobody/sync", full()).is(404, "{'detail':'Not found.'}");
  }
}
