package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.core.Core;
import org.perfectstorm.server.Bind;
import org.perfectstorm.server.Web;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.mongodb.TestMongo;
import org.perfectstorm.store.mongodb.Wire;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Who was told something by one server is told no less by another one, even by one that has not
 * looked yet for what others did: the second server here never does so by itself.
 */
@Timeout(60)
class ElsewhereTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final TestMongo mongo = new TestMongo();
  private final String database = mongo.newDatabase();
  private Wire wire;
  private Server one;
  private Server two;

  private record Server(Core core, Web web) {
    static Server on(Store store) throws IOException {
      Core core = Core.open(store, Clock.systemUTC(), 10_000);
      Web web = Web.listen(List.of(new Bind("127.0.0.1", 0)));
      web.answer(config -> Api.configure(config, core));
      return new Server(core, web);
    }

    /** Sends a request; {@code after} is the number of an event, or null. */
    HttpResponse<String> send(String method, String path, String json, String after)
        throws Exception {
      URI uri = URI.create("http://127.0.0.1:" + web.listening().getFirst().port() + path);
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);
      if (json == null) {
        request.method(method, HttpRequest.BodyPublishers.noBody());
      } else {
        request.header("Content-Type", "application/json");
        request.method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')));
      }
      if (after != null) {
        request.header("After-Event", after);
      }
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    void close() {
      core.close();
      web.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    wire = new Wire(mongo.host());
    one = Server.on(mongo.open(database));
    two =
        Server.on(
            mongo.openWithoutLooking(
                "mongodb://" + wire.host() + database.substring(database.lastIndexOf('/'))));
  }

  @AfterEach
  void stop() throws IOException {
    one.close();
    two.close();
    wire.close();
    mongo.close();
  }

  private static String last(HttpResponse<String> answer) {
    return answer.headers().firstValue("Last-Event").orElse(null);
  }

  @Test
  void theNumberOfTheNewestEventBringsAnotherServerUpToDate() throws Exception {
    HttpResponse<String> made = one.send("POST", "/v1/agents", "{'type':'t','name':'a'}", null);
    assertThat(last(made)).isEqualTo("1");
    assertThat(two.send("GET", "/v1/agents/a", null, null).statusCode()).isEqualTo(404);
    HttpResponse<String> read = two.send("GET", "/v1/agents/a", null, "1");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(last(read)).isEqualTo("1");
    made = one.send("PUT", "/v1/agents/a", "{'type':'t','name':'b'}", "1");
    assertThat(last(made)).isEqualTo("2");
    assertThat(two.send("POST", "/v1/agents/b/heartbeat", null, "2").statusCode()).isEqualTo(204);
  }

  @Test
  void aNumberOfAnotherHistoryIsNotWaitedFor() throws Exception {
    one.send("POST", "/v1/agents", "{'type':'t','name':'a'}", null);
    HttpResponse<String> read = two.send("GET", "/v1/agents/a", null, "1000");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(last(read)).isEqualTo("1");
    HttpResponse<String> wrong = two.send("GET", "/v1/agents/a", null, "-1");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("After-Event: expected the number of an event, not \\\"-1");
  }

  @Test
  void nothingIsRefusedForWhatIsNoLongerSo() throws Exception {
    one.send("POST", "/v1/agents", "{'type':'t','name':'a','status':'online'}", null);
    two.send("GET", "/v1/agents/a", null, "1");
    // The name is free again, as only the first server knows.
    one.send("DELETE", "/v1/agents/a", null, null);
    HttpResponse<String> made = two.send("POST", "/v1/agents", "{'type':'t','name':'a'}", null);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    // What is wrong everywhere stays wrong.
    assertThat(two.send("POST", "/v1/agents", "{'type':'t','name':'a'}", null).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aLogThatGrewElsewhereGoesOnHere() throws Exception {
    one.send("POST", "/v1/agents", "{'type':'t','name':'a','status':'online'}", null);
    one.send("POST", "/v1/resources", "{'type':'x','names':['x'],'owner':'a'}", null);
    one.send("POST", "/v1/procedures", "{'type':'t','name':'p','content':'c'}", null);
    Doc job =
        Json.readDoc(one.send("POST", "/v1/procedures/p/exec", "{'target':'x'}", null).body());
    String log = "/v1/jobs/" + job.text("id") + "/log";
    HttpResponse<String> taken =
        one.send("POST", log.replace("/log", "/claim"), "{'owner':'a'}", null);
    two.send("GET", "/v1/agents/a", null, last(taken));
    // To add to a log is no event, so no number tells of it.
    one.send("POST", log, "{'owner':'a','text':'12345','start':0}", null);
    HttpResponse<String> added =
        two.send("POST", log, "{'owner':'a','text':'678','start':5}", null);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(204);
    assertThat(added.headers().firstValue("Log-End")).hasValue("8");
  }

  @Test
  void whatCannotBeKnownIsSaidSo() throws Exception {
    one.send("POST", "/v1/agents", "{'type':'t','name':'a'}", null);
    wire.cut();
    HttpResponse<String> read = two.send("GET", "/v1/agents/a", null, "1");
    assertThat(read.statusCode()).as(read.body()).isEqualTo(503);
    assertThat(read.headers().firstValue("Retry-After")).hasValue("1");
    // What it knows it tells all the same to who has not heard more elsewhere.
    assertThat(two.send("GET", "/v1/agents", null, "0").body()).isEqualTo("[]");
    HttpResponse<String> refused = two.send("POST", "/v1/agents", "{'name':'x'}", null);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    wire.mend();
    assertThat(two.send("GET", "/v1/agents/a", null, "1").statusCode()).isEqualTo(200);
  }
}
