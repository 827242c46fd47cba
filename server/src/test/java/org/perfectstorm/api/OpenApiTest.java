package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** The OpenAPI document: valid, complete, and true. */
class OpenApiTest extends Conversation {
  @BeforeAll
  void populate() {
    String owner = agent("a");
    resource(
        owner,
        ",'names':['r'],'image':'i','labels':{'a':'b'},'created':'2018-05-01T11:12:13Z',"
            + "'ports':[{'port':80}],'addresses':[{'ip':'1.2.3.4'}],'native_id':'n'");
    post("/v1/agents/a/heartbeat", "{'message':'m'}").is(204);
    post("/v1/groups", "{'name':'g','query':{'type':'thing'},'services':[{'name':'s','port':1}]}")
        .is(201);
    post(
            "/v1/procedures",
            "{'name':'p','type':'t','content':'x','retry':'safe','timeout':'5m','params':{'P':"
                + "{'secret':true}}}")
        .is(201);
    post(
            "/v1/apps",
            "{'name':'x','components':['g'],'links':[],'expose':[{'component':'g','service':'s'}],"
                + "'procedures':['p'],'groups':['g']}")
        .is(201);
  }

  private Doc document() {
    return get("/v1/openapi.json").is(200).doc();
  }

  @Test
  void aValidatorAcceptsIt() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(Json.text(document()), null, options);
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).startsWith("3.1");
    assertThat(result.getOpenAPI().getPaths()).hasSizeGreaterThan(20);
  }

  @Test
  void theValidatorFindsMistakes() {
    Doc document = document();
    Doc broken = document.with("paths", Doc.of("/x", Doc.of("get", Doc.of("reponses", 1))));
    assertThat(new OpenAPIV3Parser().readContents(Json.text(broken), null, null).getMessages())
        .isNotEmpty();
  }

  @Test
  void itHasEveryRouteAndNoOther() {
    List<String> described = new ArrayList<>();
    for (var path : document().doc("paths")) {
      for (var method : (Doc) path.getValue()) {
        described.add(method.getKey().toUpperCase() + " " + path.getKey());
        assertThat(((Doc) method.getValue()).text("summary")).as(described.getLast()).isNotBlank();
      }
    }
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            new Api(core)
                .routes().stream().map(route -> route.method() + " " + route.path()).toList());
  }

  @Test
  void namesOfOperationsAreUnique() {
    List<String> names = new ArrayList<>();
    for (var path : document().doc("paths")) {
      for (var method : (Doc) path.getValue()) {
        names.add(((Doc) method.getValue()).text("operationId"));
      }
    }
    assertThat(names).doesNotHaveDuplicates().contains("getGroupsOneMembers", "postAgents");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET    | /v1/                     | /v1/ |",
        "GET    | /v1/status               | /v1/status |",
        "GET    | /health                  | /health |",
        "GET    | /ready                   | /ready |",
        "GET    | /v1/agents               | /v1/agents |",
        "GET    | /v1/agents/{key}         | /v1/agents/a |",
        "GET    | /v1/resources            | /v1/resources |",
        "GET    | /v1/resources/{key}      | /v1/resources/r |",
        "GET    | /v1/resources/fields     | /v1/resources/fields |",
        "GET    | /v1/groups/{key}         | /v1/groups/g |",
        "GET    | /v1/groups/{key}/members | /v1/groups/g/members |",
        "GET    | /v1/groups/{key}/events  | /v1/groups/g/events |",
        "GET    | /v1/groups/{key}/members | /v1/groups/g/members?at=now |",
        "GET    | /v1/groups/{key}/history | /v1/groups/g/history |",
        "GET    | /v1/resources/{key}/history | /v1/resources/r/history |",
        "GET    | /v1/resources/{key}      | /v1/resources/r?at=now |",
        "GET    | /v1/groups/{key}/explain | /v1/groups/g/explain?resource=r |",
        "GET    | /v1/apps/{key}           | /v1/apps/x |",
        "GET    | /v1/procedures/{key}     | /v1/procedures/p |",
        "GET    | /v1/events               | /v1/events |",
        "GET    | /v1/memberships          | /v1/memberships |",
        "GET    | /v1/memberships/events   | /v1/memberships/events |",
        "GET    | /v1/export               | /v1/export |",
        "GET    | /v1/agents/{key}         | /v1/agents/nobody |",
        "GET    | /v1/agents               | /v1/agents?q=x |",
        "POST   | /v1/agents               | /v1/agents | {'type':'t'}",
        "POST   | /v1/agents               | /v1/agents | {}",
        "PUT    | /v1/agents/{key}         | /v1/agents/a | {'type':'t','status':'online'}",
        "POST   | /v1/agents/{key}/sync    | /v1/agents/a/sync | {'full':false}",
        "PATCH  | /v1/groups/{key}         | /v1/groups/g | {'include':[]}",
        "POST   | /v1/groups/preview       | /v1/groups/preview | {'name':'g'}",
        "POST   | /v1/groups/{key}/members | /v1/groups/g/members | {'include':['r']}",
        "POST   | /v1/procedures/{key}/exec   | /v1/procedures/p/exec "
            + "| {'target':'r','params':{'P':1},'timeout':5}",
        "POST   | /v1/procedures/{key}/exec   | /v1/procedures/p/exec | {}",
        "POST   | /v1/procedures/{key}/render | /v1/procedures/p/render | {'target':'r'}",
        "POST   | /v1/import               | /v1/import "
            + "| {'documents':[{'group':{'name':'new'}},{'group':{'name':'g'}}]}",
        "POST   | /v1/import               | /v1/import | {'documents':[1]}",
        "GET    | /v1/jobs                 | /v1/jobs |",
        "POST   | /v1/procedures/{key}/attach | /v1/procedures/p/attach "
            + "| {'group':'g','target':'r','on':['joined'],'quiet':'5s','params':{'P':'x'}}",
        "POST   | /v1/procedures/{key}/attach | /v1/procedures/p/attach | {}",
        "GET    | /v1/subscriptions        | /v1/subscriptions |",
      })
  void answersAreAsItSays(String method, String path, String address, String body) {
    Answer answer = send(request(method, address, body));
    Doc operation = (Doc) document().path("paths", path, method.toLowerCase());
    if (body != null && answer.status() < 300) {
      assertThat(
              check(
                  Json.text(operation.path("requestBody", "content", "application/json", "schema")),
                  Answer.quoted(body)))
          .isEmpty();
    }
    String status = Integer.toString(answer.status());
    Doc responses = operation.doc("responses");
    assertThat(responses.has(status)).as(status + " " + answer.body()).isTrue();
    Doc response = responses.doc(status);
    if (response.has("$ref")) {
      String name = response.text("$ref").replaceFirst(".*/", "");
      response = (Doc) document().path("components", "responses", name);
    }
    Object schema = response.path("content", "application/json", "schema");
    assertThat(schema).as(response.toString()).isNotNull();
    assertThat(check(Json.text(schema), answer.body())).as(answer.body()).isEmpty();
  }

  private List<com.networknt.schema.Error> check(String schema, String json) {
    Doc whole = Json.readDoc(schema).with("components", document().doc("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Json.text(whole))
        .validate(json, InputFormat.JSON);
  }

  @Test
  void parametersAndBodiesAreThoseOfTheRoute() {
    Doc paths = document().doc("paths");
    Doc claim = (Doc) paths.path("/v1/jobs/{key}/claim", "post", "requestBody", "content");
    assertThat(Json.text(claim)).contains("\"owner\"", "\"token\"");
    assertThat(described(paths, "/v1/jobs/{key}/log", "start")).contains("bytes");
    assertThat(described(paths, "/v1/events", "start")).contains("number");
    assertThat(described(paths, "/v1/resources/{key}/history", "limit"))
        .contains("1,000")
        .doesNotContain("Link");
    assertThat(described(paths, "/v1/resources", "limit")).contains("Link");
  }

  private static String described(Doc paths, String path, String parameter) {
    return ((Doc) paths.path(path, "get"))
        .arr("parameters").stream()
            .map(each -> (Doc) each)
            .filter(each -> parameter.equals(each.text("name")))
            .map(each -> each.text("description"))
            .findAny()
            .orElseThrow();
  }

  @Test
  void theCheckCanFail() {
    String agent = "{\"$ref\":\"#/components/schemas/Agent\"}";
    assertThat(check(agent, get("/v1/agents/a").body())).isEmpty();
    assertThat(check(agent, get("/v1/agents/a").doc().without("status").toString())).isNotEmpty();
    assertThat(check(agent, get("/v1/agents/a").doc().with("id", "x").toString())).isNotEmpty();
  }
}
