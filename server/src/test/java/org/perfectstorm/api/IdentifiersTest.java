package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;

/** Section 2 of the contract: identifiers, lookup, order, strings. */
class IdentifiersTest extends Conversation {
  @Test
  void anIdIsAPrefixAnd22DigitsInBase62() {
    Map<String, String> made = new LinkedHashMap<>();
    made.put("agt", post("/v1/agents", "{'type':'x','name':'ids'}").is(201).id());
    made.put("res", resource("ids", ",'names':['id-target']"));
    made.put("grp", post("/v1/groups", "{'name':'id-group'}").is(201).id());
    made.put(
        "app", post("/v1/apps", "{'components':['id-group'],'links':[],'expose':[]}").is(201).id());
    made.put("prc", post("/v1/procedures", "{'type':'x','name':'id-procedure'}").is(201).id());
    String attach = "{'target':'id-target','group':'id-group'}";
    made.put("sub", post("/v1/procedures/id-procedure/attach", attach).is(200).id());
    String exec = "{'target':'id-target'}";
    made.put("job", post("/v1/procedures/id-procedure/exec", exec).is(200).id());
    made.forEach((prefix, id) -> assertThat(id).matches("^" + prefix + "-[0-9A-Za-z]{22}$"));
    assertThat(made.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Kind.values()).map(kind -> Ids.create(kind).substring(0, 3)).toList());
    for (String path : List.of("agents/ids", "groups/id-group", "procedures/id-procedure")) {
      delete("/v1/" + path).is(204);
    }
  }

  @Test
  void anIdInABodyIsIgnored() {
    assertThat(post("/v1/agents", "{'id':null,'type':'x'}").is(201).id()).startsWith("agt-");
    assertThat(post("/v1/agents", "{'id':'mine','type':'x'}").is(201).id()).startsWith("agt-");
    String id = post("/v1/agents", "{'id':[],'type':'x'}").is(201).id();
    assertThat(put("/v1/agents/" + id, "{'id':'other','type':'y'}").is(200).id()).isEqualTo(id);
  }

  @Test
  void anAgentOfTheSwarmPutsToADockerIdThenPosts() {
    String owner = agent("swarm");
    String body = "{'id':'4zvmhip9a9','type':'node','names':['n1','4zvmhip9a9'],'owner':'swarm'}";
    put("/v1/resources/4zvmhip9a9", body).is(404, "{'detail':'Not found.'}");
    String id = post("/v1/resources", body).is(201).id();
    assertThat(id).matches("res-[0-9A-Za-z]{22}");
    assertThat(put("/v1/resources/4zvmhip9a9", body).is(200).id()).isEqualTo(id);
    delete("/v1/agents/" + owner).is(204);
  }

  @Test
  void aKeyIsAnIdOrAName() {
    String agent = agent("by-name");
    assertThat(get("/v1/agents/by-name").is(200).id()).isEqualTo(agent);
    String group = post("/v1/groups", "{'name':'g1'}").is(201).id();
    assertThat(get("/v1/groups/g1").is(200).id()).isEqualTo(group);
    String resource = resource(agent, ",'names':['first','second']");
    assertThat(get("/v1/resources/second").is(200).id()).isEqualTo(resource);
    put("/v1/agents/by-name", "{'type':'changed'}").is(200);
    patch("/v1/resources/first", "{'image':'nginx'}").is(200);
    delete("/v1/resources/first").is(204);
    delete("/v1/agents/by-name").is(204);
  }

  @Test
  void aNameThatSeveralResourcesShareIs404() {
    String agent = agent("sharing");
    resource(agent, ",'names':['shared','one']");
    resource(agent, ",'names':['shared']");
    get("/v1/resources/shared").is(404, "{'detail':'Not found.'}");
    put("/v1/resources/shared", "{}").is(404, "{'detail':'Not found.'}");
    patch("/v1/resources/shared", "{'image':'x'}").is(404, "{'detail':'Not found.'}");
    delete("/v1/resources/shared").is(404, "{'detail':'Not found.'}");
    assertThat(get("/v1/resources?q=" + encoded("{'names':'shared','image':null}")).list())
        .hasSize(2);
    get("/v1/resources/one").is(200);
    delete("/v1/agents/sharing").is(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b",
        "web.1.x7",
        "with blank",
        "Größe",
        "日本 🗲",
        "100%",
        "a+b",
        "a;b",
        "a?b#c",
        "~",
        "..a",
        "a&b=c",
        "\"quoted\"",
        "<x>",
        "a/b",
        "a\\b",
        "a:b@c",
        "{key}",
        "*"
      })
  void aKeyMayHaveAnyCharacter(String name) {
    String json = new org.perfectstorm.value.DocBuilder().put("name", name).build().toString();
    String id = post("/v1/groups", json).is(201).id();
    assertThat(get("/v1/groups/" + encoded(name)).is(200).doc().text("name")).isEqualTo(name);
    get("/v1/groups/" + encoded(name) + "/members").is(200, "[]");
    delete("/v1/groups/" + encoded(name)).is(204);
    get("/v1/groups/" + id).is(404);
  }

  @Test
  void referencesAreIdsOrNamesInAndIdsOut() {
    String agent = agent("ref-agent");
    String cluster = resource("ref-agent", ",'names':['ref-cluster']");
    String node = resource(agent, ",'parent':'ref-cluster','cluster':'" + cluster + "'");
    var shown = get("/v1/resources/" + node).doc();
    assertThat(shown.text("owner")).isEqualTo(agent);
    assertThat(shown.text("parent")).isEqualTo(cluster);
    assertThat(shown.text("cluster")).isEqualTo(cluster);
    delete("/v1/agents/ref-agent").is(204);
  }

  @Test
  void unknownAndAmbiguousReferencesDoNotExist() {
    String agent = agent("amb");
    resource(agent, ",'names':['two']");
    resource(agent, ",'names':['two']");
    post("/v1/resources", "{'type':'x','owner':'fake','parent':'two','host':7,'cluster':{'a':'b'}}")
        .isExactly(
            400,
            "{\"cluster\":[\"Document with id={'a': 'b'} does not exist.\"],"
                + "\"host\":[\"Document with id=7 does not exist.\"],"
                + "\"owner\":[\"Document with id=fake does not exist.\"],"
                + "\"parent\":[\"Document with id=two does not exist.\"]}");
    delete("/v1/agents/amb").is(204);
  }

  @Test
  void agentsAndGroupsAreListedByNameNullFirst() {
    for (String name : new String[] {"'b-list'", "null", "'a-list'", "'A-list'"}) {
      post("/v1/groups", "{'name':" + name + "}").is(201);
    }
    assertThat(
            get("/v1/groups?q=" + encoded("{'name':{'$in':[null,'b-list','a-list','A-list']}}"))
                .all("name"))
        .endsWith("A-list", "a-list", "b-list")
        .startsWith((Object) null);
  }

  @Test
  void resourcesAreListedByTypeThenSmallestNameEmptyFirst() {
    String agent = agent("order");
    for (String fields :
        new String[] {
          "'type':'t2','names':['a']",
          "'type':'t1','names':['z','c']",
          "'type':'t1','names':['b']",
          "'type':'t1'",
        }) {
      post("/v1/resources", "{" + fields + ",'owner':'order'}").is(201);
    }
    assertThat(get("/v1/resources?q=" + encoded("{'owner':'order'}")).list())
        .extracting(doc -> doc.text("type") + doc.texts("names"))
        .containsExactly("t1[]", "t1[b]", "t1[z, c]", "t2[a]");
    delete("/v1/agents/" + agent).is(204);
  }

  @Test
  void stringsAreTrimmedAndNumbersBecomeStrings() {
    var doc = post("/v1/agents", "{'type':'  a b ','name':12}").is(201).doc();
    assertThat(doc.text("type")).isEqualTo("a b");
    assertThat(doc.text("name")).isEqualTo("12");
    assertThat(post("/v1/agents", "{'type':1.50}").is(201).doc().text("type")).isEqualTo("1.5");
    assertThat(post("/v1/agents", "{'type':1e20}").is(201).doc().text("type")).isEqualTo("1e+20");
    for (String wrong : new String[] {"true", "{}", "[]"}) {
      post("/v1/agents", "{'type':" + wrong + "}").is(400, "{'type':['Not a valid string.']}");
    }
    post("/v1/agents", "{'type':'   '}").is(400, "{'type':['This field may not be blank.']}");
  }

  @Test
  void aPageHasAtMostLimitObjectsAndALinkToTheNext() {
    String agent = agent("paged");
    for (int i = 0; i < 5; i++) {
      resource(agent, ",'names':['page-" + i + "']");
    }
    String path = "/v1/resources?limit=2&q=" + encoded("{'owner':'paged'}");
    StringBuilder seen = new StringBuilder();
    int pages = 0;
    while (path != null) {
      Answer page = get(path).is(200);
      page.list().forEach(doc -> seen.append(doc.texts("names").getFirst()).append(' '));
      String link = page.header("Link");
      path = link == null ? null : link.replaceAll("<(.*)>; rel=\"next\"", "$1");
      pages++;
    }
    assertThat(seen.toString()).isEqualTo("page-0 page-1 page-2 page-3 page-4 ");
    assertThat(pages).isEqualTo(3);
    delete("/v1/agents/paged").is(204);
  }

  @Test
  void aPageThatMakesNoSenseIs400() {
    get("/v1/groups?limit=x").is(400, "{'limit':['Expected a number from 1 on, got x']}");
    get("/v1/groups?limit=0").is(400, "{'limit':['Expected a number from 1 on, got 0']}");
    get("/v1/groups?after=nonsense")
        .is(400, "{'after':['Expected what the Link header of the page before gave']}");
  }
}
