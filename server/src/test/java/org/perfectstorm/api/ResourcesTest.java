package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.value.Doc;

/** Section 5 of the contract: resources. */
class ResourcesTest extends Conversation {
  private String owner;

  @BeforeAll
  void register() {
    owner = agent("owner");
  }

  @Test
  void aResourceHasTheseFieldsInThisOrderWithTheseDefaults() {
    Answer created = post("/v1/resources", "{'type':'t','owner':'owner'}").is(201);
    created.is(
        201,
        "{'id':'%s','type':'t','names':[],'owner':'%s','parent':null,'cluster':null,'host':null,"
                .formatted(created.id(), owner)
            + "'image':null,'status':'unknown','health':'unknown','snapshot':{}}");
    get("/v1/resources/" + created.id()).is(200, created.body());
  }

  @Test
  void anEmptyBodyLacksOwnerAndTypeBothReported() {
    post("/v1/resources", "{}")
        .is(400, "{'owner':['This field is required.'],'type':['This field is required.']}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':null      | {'type':['This field may not be null.']}",
        "'type':''        | {'type':['This field may not be blank.']}",
        "'names':null     | {'names':['This field may not be null.']}",
        "'names':[null]   | {'names':{'0':['This field may not be null.']}}",
        "'names':['']     | {'names':{'0':['This field may not be blank.']}}",
        "'names':['a',[]] | {'names':{'1':['Not a valid string.']}}",
        "'names':'x'      | {'names':['Expected a list of items but got type \\'str\\'.']}",
        "'names':{}       | {'names':['Expected a list of items but got type \\'dict\\'.']}",
        "'names':5        | {'names':['Expected a list of items but got type \\'int\\'.']}",
        "'names':true     | {'names':['Expected a list of items but got type \\'bool\\'.']}",
        "'owner':'fake'   | {'owner':['Document with id=fake does not exist.']}",
        "'owner':null     | {'owner':['This field may not be null.']}",
        "'parent':'fake'  | {'parent':['Document with id=fake does not exist.']}",
        "'image':''       | {'image':['This field may not be blank.']}",
        "'status':'fine'  | {'status':['\\'fine\\' is not a valid choice.']}",
        "'status':null    | {'status':['This field may not be null.']}",
        "'health':'ill'   | {'health':['\\'ill\\' is not a valid choice.']}",
        "'snapshot':[]    | {'snapshot':['Expected a JSON object.']}",
        "'snapshot':'x'   | {'snapshot':['Expected a JSON object.']}",
        "'snapshot':null  | {'snapshot':['This field may not be null.']}",
        "'ports':[{}]     | {'ports':{'0':{'port':['This field is required.']}}}",
        "'ports':[{'port':0}] "
            + "| {'ports':{'0':{'port':['Ensure this value is greater than or equal to 1.']}}}",
        "'ports':[3] | {'ports':{'0':{'non_field_errors':"
            + "['Invalid data. Expected a dictionary, but got int.']}}}",
        "'labels':{'a':[]} | {'labels':{'a':['Not a valid string.']}}",
        "'labels':[]  | {'labels':['Expected a dictionary of items but got type \\'list\\'.']}",
        "'created':'x' | {'created':['Expected a date like 2018-05-01T11:12:13Z.']}",
      })
  void aWrongFieldIsReportedInTheseWords(String field, String errors) {
    String body = Answer.quoted("{'type':'t','owner':'owner'," + field + "}");
    String expected = Answer.quoted(errors.replace("\\'", "§")).replace("§", "\\\"");
    post("/v1/resources", body).isExactly(400, expected);
  }

  @Test
  void allWrongFieldsAreReportedTogether() {
    post("/v1/resources", "{'owner':'fake','names':[''],'snapshot':1}")
        .is(
            400,
            "{'names':{'0':['This field may not be blank.']},"
                + "'owner':['Document with id=fake does not exist.'],"
                + "'snapshot':['Expected a JSON object.'],"
                + "'type':['This field is required.']}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "creating",
        "created",
        "starting",
        "running",
        "updating",
        "updated",
        "stopping",
        "stopped",
        "removing",
        "error"
      })
  void thereAreElevenStatuses(String status) {
    String id = resource(owner, ",'status':'" + status + "'");
    assertThat(get("/v1/resources/" + id).doc().text("status")).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "healthy", "unhealthy"})
  void thereAreThreeHealths(String health) {
    String id = resource(owner, ",'health':'" + health + "'");
    assertThat(get("/v1/resources/" + id).doc().text("health")).isEqualTo(health);
  }

  @Test
  void aSnapshotIsKeptVerbatimWithAnyKeys() {
    String snapshot =
        "{\"a.b\":1,\"$c\":{\"d$e\":[null,1.5,true,\"  x \"]},\"\":{},\"z\\u0000\":0}";
    String body = "{\"type\":\"t\",\"owner\":\"owner\",\"snapshot\":" + snapshot + "}";
    String id = post("/v1/resources", body).is(201).id();
    assertThat(get("/v1/resources/" + id).body()).endsWith("\"snapshot\":" + snapshot + "}");
  }

  @Test
  void aPutResetsFieldsWithADefaultAndKeepsOptionalOnes() {
    String parent = resource(owner, "");
    String id =
        resource(
            owner,
            ",'names':['kept'],'image':'i','parent':'%s','cluster':'%s','host':'%s',"
                    .formatted(parent, parent, parent)
                + "'status':'running','health':'healthy','snapshot':{'a':1},'region':'eu'");
    Doc saved = put("/v1/resources/" + id, "{'type':'t2','owner':'owner'}").is(200).doc();
    assertThat(saved.toString())
        .isEqualTo(
            Answer.quoted(
                "{'id':'%s','type':'t2','names':['kept'],'owner':'%s','parent':'%s','cluster':'%s',"
                        .formatted(id, owner, parent, parent)
                    + "'host':'%s','image':'i','status':'unknown','health':'unknown',"
                        .formatted(parent)
                    + "'snapshot':{},'region':'eu'}"));
    put("/v1/resources/" + id, "{}")
        .is(400, "{'owner':['This field is required.'],'type':['This field is required.']}");
  }

  @Test
  void aPatchChangesOnlyWhatItNames() {
    String id = resource(owner, ",'status':'running','snapshot':{'a':1}");
    Doc before = get("/v1/resources/" + id).doc();
    Doc after = patch("/v1/resources/" + id, "{'image':'nginx'}").is(200).doc();
    assertThat(after).isEqualTo(before.with("image", "nginx"));
    patch("/v1/resources/" + id, "{'type':''}")
        .is(400, "{'type':['This field may not be blank.']}");
  }

  @Test
  void furtherAttributesShowOnlyWhileTheyAreSet() {
    String id =
        resource(
            owner,
            ",'native_id':'n1','labels':{'a.b':'c','n':1},'addresses':[{'ip':'10.0.0.2','network':"
                + "'net'},{'ip':'10.0.0.3'}],'ports':[{'port':80},{'port':'53','protocol':'udp',"
                + "'published':5353,'address':'0.0.0.0'}],'created':'2018-05-01T13:12:13.5+02:00',"
                + "'region':'eu'");
    String body = get("/v1/resources/" + id).body();
    assertThat(body)
        .endsWith(
            Answer.quoted(
                ",'snapshot':{},'native_id':'n1','labels':{'a.b':'c','n':'1'},'addresses':[{'ip':"
                    + "'10.0.0.2','network':'net'},{'ip':'10.0.0.3'}],'ports':[{'port':80,"
                    + "'protocol':'tcp'},{'port':53,'protocol':'udp','published':5353,'address':"
                    + "'0.0.0.0'}],'created':'2018-05-01T11:12:13.500Z','region':'eu'}"));
    String unset = "{'native_id':null,'labels':{},'addresses':[],'ports':null,'created':null}";
    assertThat(patch("/v1/resources/" + id, unset).is(200).body())
        .endsWith(Answer.quoted(",'snapshot':{},'region':'eu'}"));
  }

  @Test
  void aNativeIdIsUniqueForItsOwner() {
    String first = resource(owner, ",'native_id':'same'");
    post("/v1/resources", "{'type':'t','owner':'owner','native_id':'same'}")
        .is(400, "{'native_id':['This field must be unique.']}");
    patch("/v1/resources/" + first, "{'native_id':'same'}").is(200);
    resource(agent("other"), ",'native_id':'same'");
  }

  @Test
  void deletingCascadesToWhatHangsOnItDependantsFirstWithOneEventEach() {
    String cluster = resource(owner, ",'names':['c1']");
    String node = resource(owner, ",'names':['n1'],'cluster':'c1'");
    String service = resource(owner, ",'names':['s1'],'parent':'c1'");
    String task = resource(owner, ",'names':['t1'],'parent':'s1','host':'n1'");
    String group =
        post("/v1/groups", "{'include':['%s','other'],'exclude':['%s']}".formatted(task, cluster))
            .is(201)
            .id();
    long before = core.state().event();
    delete("/v1/resources/c1").is(204);
    assertThat(get("/v1/events?start=" + (before + 1)).list())
        .extracting(event -> event.text("event_type") + " " + event.text("entity_id"))
        .containsExactlyInAnyOrder(
            "deleted " + task, "deleted " + service, "deleted " + node, "deleted " + cluster)
        .endsWith("deleted " + cluster)
        .satisfies(
            events ->
                assertThat(events.indexOf("deleted " + task))
                    .isLessThan(events.indexOf("deleted " + service)));
    Doc pulled = get("/v1/groups/" + group).doc();
    assertThat(pulled.texts("include")).containsExactly("other");
    assertThat(pulled.texts("exclude")).isEmpty();
  }

  @Test
  void resourcesThatReferToEachOtherInACircleAreDeletedTogether() {
    String a = resource(owner, ",'names':['ca']");
    String b = resource(owner, ",'parent':'ca'");
    patch("/v1/resources/" + a, "{'parent':'" + b + "'}").is(200);
    delete("/v1/resources/" + b).is(204);
    get("/v1/resources/" + a).is(404);
  }
}
