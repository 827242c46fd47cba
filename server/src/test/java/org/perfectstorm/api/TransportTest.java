package org.perfectstorm.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 1 of the contract: transport, codes and fixed bodies. */
class TransportTest extends Conversation {
  @Test
  void theIndexHasAnAbsoluteAddressForEachCollectionExceptEvents() {
    String host = "http://127.0.0.1:" + port();
    get("/v1/")
        .is(
            200,
            ("{'agents':'%s/v1/agents','apps':'%s/v1/apps','groups':'%s/v1/groups',"
                 + "'jobs':'%s/v1/jobs','procedures':'%s/v1/procedures','resources':'%s/v1/resources',"
                 + "'subscriptions':'%s/v1/subscriptions'}")
                .replace("%s", host));
  }

  @Test
  void aConnectionGoesOnAfterARefusalThatCameBeforeTheBody() throws Exception {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      String head = " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
      out.write(("PUT /v1/groups/nobody" + head + "Content-Length: 2\r\n\r\n").getBytes(UTF_8));
      out.flush();
      Thread.sleep(200);
      out.write(("{}GET /health" + head + "Connection: close\r\n\r\n").getBytes(UTF_8));
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .matches("(?s)HTTP/1.1 404 .*HTTP/1.1 200 .*");
    }
  }

  @Test
  void aConnectionIsClosedAfterARefusalBeforeALargeBody() throws Exception {
    String body = "x".repeat(100_000);
    String answer =
        raw(
            "PUT /v1/groups/nobody HTTP/1.1",
            "Host: x",
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "",
            body);
    assertThat(answer).startsWith("HTTP/1.1 404 ").contains("Connection: close");
  }

  @Test
  void theServerIsWellAndReady() {
    get("/health").is(200, "{'status':'ok'}");
    get("/ready").is(200, "{'status':'ready'}");
  }

  @Test
  void listsArePlainArraysWithoutAnEnvelope() {
    get("/v1/groups").is(200, "[]");
  }

  @Test
  void answersAreCompactJsonInUtf8WithoutEscapes() {
    Answer created = post("/v1/groups", "{\"name\": \"Größe 🗲\"}").is(201);
    assertThat(created.header("Content-Type")).isEqualTo("application/json");
    assertThat(created.body()).contains("\"name\":\"Größe 🗲\",\"query\":{}");
    delete("/v1/groups/" + created.id()).is(204, "");
  }

  @Test
  void creationIs201UpdateAndReadAre200DeletionIs204AndEmpty() {
    String id = post("/v1/agents", "{'type':'a'}").is(201).id();
    get("/v1/agents/" + id).is(200);
    put("/v1/agents/" + id, "{'type':'a'}").is(200);
    patch("/v1/agents/" + id, "{}").is(200);
    post("/v1/agents/" + id + "/heartbeat", null).is(204, "");
    delete("/v1/agents/" + id).is(204, "");
    get("/v1/agents/" + id).is(404, "{'detail':'Not found.'}");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/agents/",
    "/v1/groups/",
    "/v1/resources/",
    "/v1/apps/",
    "/v1/jobs/",
    "/v1",
    "/",
    "/v2/x",
    "/v1/agents/x/y/z",
    "//v1/agents",
    "/v1//agents",
    "/V1/agents",
    "/v1/agents/..",
    "/v1/agents/."
  })
  void otherPathsAndTrailingSlashesAre404(String path) {
    get(path).is(404, "{'detail':'Not found.'}");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/v1/agents/x,'GET, PUT, PATCH, DELETE'",
    "PUT,/v1/agents,'GET, POST'",
    "DELETE,/v1/resources,'GET, POST'",
    "PATCH,/v1/events,GET",
    "GET,/v1/agents/x/heartbeat,POST",
    "BREW,/v1/groups,'GET, POST'",
    "TRACE,/v1/groups,'GET, POST'",
    "POST,/health,GET"
  })
  void aMethodThatAPathDoesNotHaveIs405(String method, String path, String allowed) {
    Answer answer =
        send(request(method, path, null))
            .isExactly(405, "{\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
    assertThat(answer.header("Allow")).contains(allowed);
  }

  @Test
  void optionsNameTheMethodsOfAPath() {
    Answer answer = send(request("OPTIONS", "/v1/agents/x", null)).is(204, "");
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
  }

  @Test
  void headAnswersAsGetDoesWithoutTheBody() {
    Answer head = send(request("HEAD", "/v1/groups", null)).is(200, "");
    assertThat(head.header("Content-Type")).isEqualTo("application/json");
    send(request("HEAD", "/v1/groups/nobody", null)).is(404, "");
    send(request("HEAD", "/v1/events?stream=1", null)).is(200, "");
  }

  @Test
  void malformedJsonIsRefusedInTheWordsOfPythonsParser() {
    post("/v1/agents", "x")
        .is(400, "{'detail':'JSON parse error - Expecting value: line 1 column 1 (char 0)'}");
    post("/v1/agents", "{\"type\":\n tru}")
        .is(400, "{'detail':'JSON parse error - Expecting value: line 2 column 2 (char 10)'}");
    post("/v1/agents", "{\"a\":1")
        .isExactly(
            400,
            "{\"detail\":\"JSON parse error - Expecting ',' delimiter: line 1 column 7 (char"
                + " 6)\"}");
    post("/v1/agents", "{'a':NaN}").is(400);
    post("/v1/agents", "{'a':Infinity}").is(400);
  }

  @ParameterizedTest
  @CsvSource({"[1],list", "'\"x\"',str", "1,int", "1.5,float", "true,bool"})
  void aBodyThatIsNoObjectIsRefusedWithPythonsNameForIt(String json, String type) {
    String said = "Invalid data. Expected a dictionary, but got " + type + ".";
    for (String collection : new String[] {"agents", "resources", "groups"}) {
      post("/v1/" + collection, json).is(400, "{'non_field_errors':['" + said + "']}");
    }
  }

  @Test
  void aBodyOfNullHasNoData() {
    post("/v1/agents", "null").is(400, "{'non_field_errors':['No data provided']}");
  }

  @Test
  void aMissingBodyIsAnEmptyObject() {
    post("/v1/agents", null).is(400, "{'type':['This field is required.']}");
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void bodiesOtherThanJsonAre415(String type) {
    HttpRequest.Builder request = request("POST", "/v1/agents", "{'type':'x'}");
    send(request.setHeader("Content-Type", type))
        .isExactly(415, "{\"detail\":\"Unsupported media type \\\"" + type + "\\\" in request.\"}");
  }

  @Test
  void aBodyWithoutATypeIs415() throws IOException {
    assertThat(
            raw(
                "POST /v1/agents HTTP/1.1",
                "Host: x",
                "Connection: close",
                "Content-Length: 2",
                "",
                "{}"))
        .startsWith("HTTP/1.1 415 ")
        .endsWith("{\"detail\":\"Unsupported media type \\\"\\\" in request.\"}");
  }

  @Test
  void theMediaTypeMayHaveParametersAndAnyCase() {
    HttpRequest.Builder request = request("POST", "/v1/agents", "{'type':'x'}");
    send(request.setHeader("Content-Type", "Application/JSON ; charset=utf-8")).is(201);
  }

  @Test
  void anyAcceptHeaderGetsJson() {
    send(request("GET", "/v1/groups", null).setHeader("Accept", "text/html")).is(200, "[]");
  }

  @Test
  void aBodyThatIsTooLargeIs413BeforeItIsRead() throws IOException {
    assertThat(
            raw(
                "POST /v1/agents HTTP/1.1",
                "Host: x",
                "Content-Type: application/json",
                "Content-Length: 99999999999",
                "",
                ""))
        .startsWith("HTTP/1.1 413 ")
        .endsWith("{\"detail\":\"The body is larger than 67108864 bytes.\"}");
  }

  @Test
  void whatIsNoHttpIsAnsweredInJsonToo() throws IOException {
    assertThat(raw("GET /v1/agents/%zz HTTP/1.1", "Host: x", "Connection: close", "", ""))
        .startsWith("HTTP/1.1 400 ")
        .contains("Content-Type: application/json")
        .contains("{\"detail\":\"");
    assertThat(raw("GET /v1/agents FTP/7", "", "")).contains("{\"detail\":\"");
    assertThat(raw("GET /v1/agents HTTP/1.1", "", "")).startsWith("HTTP/1.1 400 ");
    String long_ = "x".repeat(100_000);
    assertThat(raw("GET /v1/agents?q=" + long_ + " HTTP/1.1", "Host: x", "", ""))
        .startsWith("HTTP/1.1 414 ");
    assertThat(raw("GET /v1/agents HTTP/1.1", "Host: x", "X: " + long_, "", ""))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void aWebSocketIsNotOffered() throws IOException {
    assertThat(
            raw(
                "GET /v1/groups HTTP/1.1",
                "Host: x",
                "Upgrade: websocket",
                "Connection: Upgrade, close",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                ""))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void anObjectHasATagAndAWriteThatExpectsAnotherOneIs412() {
    Answer created = post("/v1/groups", "{'name':'tagged'}").is(201);
    String tag = created.header("ETag");
    assertThat(get("/v1/groups/tagged").header("ETag")).isEqualTo(tag);
    send(request("GET", "/v1/groups/tagged", null).setHeader("If-None-Match", tag)).is(304, "");

    Answer changed =
        send(request("PUT", "/v1/groups/tagged", "{'query':{'a':1}}").setHeader("If-Match", tag));
    assertThat(changed.is(200).header("ETag")).isNotEqualTo(tag);
    for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
      send(request(method, "/v1/groups/tagged", "{}").setHeader("If-Match", tag))
          .is(412, "{'detail':'The object has changed: read it again, then decide.'}");
    }
    send(request("DELETE", "/v1/groups/tagged", null)
            .setHeader("If-Match", "\"other\", " + changed.header("ETag")))
        .is(204);
  }
}
