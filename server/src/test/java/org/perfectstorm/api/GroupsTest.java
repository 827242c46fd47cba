package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 6 of the contract: groups and their members. */
class GroupsTest extends Conversation {
  private String a;
  private String b;
  private String c;

  @BeforeAll
  void populate() {
    String owner = agent("owner");
    a = resource(owner, ",'names':['a'],'image':'redis:3'");
    b = resource(owner, ",'names':['b'],'image':'redis:4'");
    c = resource(owner, ",'names':['c'],'image':'nginx:1'");
  }

  @Test
  void aGroupHasTheseFieldsInThisOrderWithTheseDefaults() {
    Answer created = post("/v1/groups", "{}").is(201);
    created.is(
        201,
        "{'id':'%s','name':null,'query':{},'include':[],'exclude':[],'services':[]}"
            .formatted(created.id()));
  }

  @Test
  void aQueryIsReturnedVerbatim() {
    String query = "{\"a.b\":1,\"a$b\":2,\"a\\u0000b\":{\"c\":[{}]},\"\":null}";
    String id = post("/v1/groups", "{\"query\":" + query + "}").is(201).id();
    assertThat(get("/v1/groups/" + id).body()).contains("\"query\":" + query + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'query':'x'    | {'query':['Expected a JSON object.']}",
        "'query':[]     | {'query':['Expected a JSON object.']}",
        "'query':null   | {'query':['This field may not be null.']}",
        "'include':{}   | {'include':['Expected a list of items but got type \\'dict\\'.']}",
        "'exclude':'x'  | {'exclude':['Expected a list of items but got type \\'str\\'.']}",
        "'include':[{}] | {'include':{'0':['Not a valid string.']}}",
        "'services':1   | {'services':['Expected a list of items but got type \\'int\\'.']}",
        "'services':[{}] | {'services':{'0':{'name':['This field is required.'],"
            + "'port':['This field is required.']}}}",
        "'services':[{'name':'x','port':'http'}] "
            + "| {'services':{'0':{'port':['A valid integer is required.']}}}",
        "'services':[{'name':'x','port':true}] "
            + "| {'services':{'0':{'port':['A valid integer is required.']}}}",
        "'services':[{'name':'x','port':1,'protocol':'icmp'}] "
            + "| {'services':{'0':{'protocol':['\\'icmp\\' is not a valid choice.']}}}",
      })
  void aWrongFieldIsReportedInTheseWords(String field, String errors) {
    String expected = Answer.quoted(errors.replace("\\'", "§")).replace("§", "\\\"");
    post("/v1/groups", Answer.quoted("{" + field + "}")).isExactly(400, expected);
  }

  @Test
  void aNameIsUnique() {
    post("/v1/groups", "{'name':'once'}").is(201);
    post("/v1/groups", "{'name':'once'}").is(400, "{'name':['This field must be unique.']}");
  }

  @Test
  void aServiceWithoutProtocolIsTcp() {
    assertThat(post("/v1/groups", "{'services':[{'name':'http','port':'80'}]}").is(201).body())
        .contains(Answer.quoted("'services':[{'name':'http','protocol':'tcp','port':80}]"));
  }

  @Test
  void aQueryThatMeansNothingIsRefusedWhenItIsSaved() {
    assertThat(post("/v1/groups", "{'query':{'image':{'$exits':true}}}").is(400).body())
        .startsWith("{\"query\":[\"unknown operator: $exits");
  }

  @Test
  void includeAndExcludeAreNotCheckedForExistence() {
    post("/v1/groups", "{'include':['nobody'],'exclude':['res-0']}").is(201);
  }

  @Test
  void aPutKeepsTheListsAndResetsTheQuery() {
    String id =
        post("/v1/groups", "{'name':'p','query':{'a':1},'include':['x'],'exclude':['y']}")
            .is(201)
            .id();
    put("/v1/groups/" + id, "{}")
        .is(
            200,
            "{'id':'%s','name':'p','query':{},'include':['x'],'exclude':['y'],'services':[]}"
                .formatted(id));
  }

  @Test
  void theMembersOfAQuery() {
    assertThat(members("{'query':{'image':{'$regex':'redis:.*'}}}")).containsExactly("a", "b");
  }

  @Test
  void membersAreWholeResourcesInResourceOrder() {
    String id = post("/v1/groups", "{'include':['" + b + "','" + a + "']}").is(201).id();
    assertThat(get("/v1/groups/" + id + "/members").is(200).list())
        .containsExactly(get("/v1/resources/a").doc(), get("/v1/resources/b").doc());
  }

  @Test
  void anEmptyQueryHasNoMembers() {
    assertThat(members("{}")).isEmpty();
    assertThat(members("{'query':{'a$b':'c'}}")).isEmpty();
    assertThat(members("{'query':{},'exclude':['" + a + "']}")).isEmpty();
  }

  @Test
  void includeAddsExcludeTakesAwayAndExcludeWins() {
    String redis = "'query':{'image':{'$regex':'redis'}}";
    assertThat(members("{" + redis + ",'include':['" + c + "']}")).containsExactly("a", "b", "c");
    assertThat(members("{" + redis + ",'exclude':['" + a + "']}")).containsExactly("b");
    assertThat(members("{'include':['" + a + "','" + c + "'],'exclude':['" + a + "']}"))
        .containsExactly("c");
    assertThat(members("{" + redis + ",'include':['" + a + "'],'exclude':['" + a + "']}"))
        .containsExactly("b");
  }

  @Test
  void aPathThatNoDocumentHasGivesNoMembers() {
    assertThat(members("{'query':{'snapshot.No.Such':'x'}}")).isEmpty();
  }

  @Test
  void namesInReferenceFieldsOfAGroupsQueryAreLookedUp() {
    assertThat(members("{'query':{'owner':'owner','names':'c'}}")).containsExactly("c");
  }

  @Test
  void idMeansTheIdInQueriesOfGroupsAndOfTheirMembers() {
    assertThat(members("{'query':{'id':'" + a + "'}}")).containsExactly("a");
    assertThat(members("{'query':{'$or':[{'id':'" + a + "'},{'$and':[{'id':'" + c + "'}]}]}}"))
        .containsExactly("a", "c");
    assertThat(members("{'query':{'$nor':[{'id':'" + a + "'}],'image':{'$regex':'redis'}}}"))
        .containsExactly("b");
    String id = post("/v1/groups", "{'query':{'image':{'$regex':'redis'}}}").is(201).id();
    String path = "/v1/groups/" + id + "/members?q=";
    assertThat(names(get(path + encoded("{'id':'" + b + "'}")))).containsExactly("b");
    assertThat(names(get(path + encoded("{'$and':[{'id':'" + b + "'}]}")))).containsExactly("b");
    assertThat(names(get(path + encoded("{'$nor':[{'id':'" + b + "'}]}")))).containsExactly("a");
    assertThat(names(get(path + encoded("{'a$b':1}")))).containsExactly("a", "b");
    assertThat(names(get(path + encoded("{'owner':'owner','names':'a'}")))).containsExactly("a");
    delete("/v1/groups/" + id).is(204);
  }

  @Test
  void membersCanBeFilteredAndPaged() {
    String id = post("/v1/groups", "{'query':{'image':{'$regex':'redis'}}}").is(201).id();
    String path = "/v1/groups/" + id + "/members";
    String filter = encoded("{'names':'b'}");
    assertThat(names(get(path + "?q=" + filter))).containsExactly("b");
    get(path + "?q=nope").is(400, "{'q':['Expecting value: line 1 column 1 (char 0)']}");
    assertThat(names(get(path + "?limit=1"))).containsExactly("a");
    assertThat(names(get(next(get(path + "?limit=1"))))).containsExactly("b");
    get("/v1/groups/nobody/members").is(404, "{'detail':'Not found.'}");
  }

  @Test
  void membersFollowTheirResources() {
    String id = post("/v1/groups", "{'query':{'image':'later'}}").is(201).id();
    String path = "/v1/groups/" + id;
    String resource = resource("owner", ",'names':['late']");
    get(path + "/members").is(200, "[]");
    patch("/v1/resources/late", "{'image':'later'}").is(200);
    assertThat(names(get(path + "/members"))).containsExactly("late");
    delete("/v1/resources/late").is(204);
    get(path + "/members").is(200, "[]");
    assertThat(get(path + "/events").list())
        .extracting(event -> event.text("event_type") + " " + event.text("resource"))
        .containsExactly("joined " + resource, "left " + resource);
  }

  @Test
  void namesCanBePinned() {
    String id = post("/v1/groups", "{'name':'pins','include':['" + c + "']}").is(201).id();
    long before = core.state().event();
    post("/v1/groups/pins/members", "{'include':['a'],'exclude':['" + c + "']}")
        .is(200, "{'include':['%s','%s'],'exclude':['%s']}".formatted(c, a, c));
    assertThat(names(get("/v1/groups/" + id + "/members"))).containsExactly("a");
    assertThat(core.state().event()).isEqualTo(before + 1);
    post("/v1/groups/pins/members", "{}")
        .is(200, "{'include':['%s','%s'],'exclude':['%s']}".formatted(c, a, c));
    post("/v1/groups/pins/members", "{'include':['fake']}")
        .is(400, "{'include':{'0':['Document with id=fake does not exist.']}}");
    post("/v1/groups/pins/members", "{'include':'a'}")
        .isExactly(400, "{\"include\":[\"Expected a list of items but got type \\\"str\\\".\"]}");
    post("/v1/groups/nobody/members", "{}").is(404);
  }

  private List<Object> members(String group) {
    String id = post("/v1/groups", group).is(201).id();
    List<Object> names = names(get("/v1/groups/" + id + "/members"));
    delete("/v1/groups/" + id).is(204);
    return names;
  }

  private static List<Object> names(Answer list) {
    return list.is(200).list().stream().<Object>map(doc -> doc.texts("names").getFirst()).toList();
  }

  private static String next(Answer page) {
    return page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
  }
}
