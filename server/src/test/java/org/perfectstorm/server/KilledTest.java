package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What jobs and subscriptions keep through {@code kill -9}, and what stormd's log has of them. */
@Timeout(180)
class KilledTest {
  private static final int ROUNDS = 4;

  @TempDir Path folder;
  private Running stormd;

  private void start(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-p", "0", "--data", folder.resolve("data").toString()));
    stormd = Running.start(all.toArray(new String[0]));
  }

  private HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return stormd.send("POST", path, json.replace('\'', '"'));
  }

  private Doc posted(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(path, json);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body().isEmpty() ? Doc.EMPTY : Json.readDoc(answer.body());
  }

  private void populate() throws IOException, InterruptedException {
    posted("/v1/agents", "{'type':'t','name':'a','status':'online'}");
    posted("/v1/resources", "{'type':'x','names':['r'],'owner':'a'}");
    posted("/v1/groups", "{'name':'g','query':{'type':'x'}}");
    posted("/v1/procedures", "{'type':'t','name':'p','content':'{{ event.event_type }}'}");
    posted(
        "/v1/procedures",
        "{'type':'t','name':'s','content':'-p {{ P }}','params':{'P':{'secret':true}}}");
  }

  @Test
  void acknowledgedOutputIsNotLost() throws Exception {
    start();
    populate();
    String job = posted("/v1/procedures/s/exec", "{'target':'r','params':{'P':'x1'}}").text("id");
    posted("/v1/jobs/" + job + "/claim", "{'owner':'a'}");
    StringBuilder acknowledged = new StringBuilder();
    Random random = new Random(7);
    for (int round = 0; round < ROUNDS; round++) {
      long until = System.nanoTime() + random.nextInt(300) * 1_000_000L;
      Running victim = stormd;
      Thread killer =
          Thread.startVirtualThread(
              () -> {
                try {
                  Thread.sleep(Math.max(1, (until - System.nanoTime()) / 1_000_000));
                  victim.kill();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      String next = "";
      try {
        while (true) {
          // Short, so that also a fast machine stays below what is kept of a log.
          next = acknowledged.length() + ",".repeat(1 + random.nextInt(100)) + "\\n";
          String body = "{'owner':'a','start':" + acknowledged.length() + ",'text':'" + next + "'}";
          int status = post("/v1/jobs/" + job + "/log", body).statusCode();
          assertThat(status).isIn(204, 503);
          if (status == 204) {
            acknowledged.append(next.replace("\\n", "\n"));
          }
        }
      } catch (IOException killed) {
        // As it should be.
      }
      killer.join();
      start();
      String log = stormd.get("/v1/jobs/" + job + "/log").body();
      assertThat(log).startsWith(acknowledged);
      // What was not acknowledged may be there, whole: sent again it is there once.
      String last = acknowledged + next.replace("\\n", "\n");
      assertThat(log).isIn(acknowledged.toString(), last);
      posted(
          "/v1/jobs/" + job + "/log",
          "{'owner':'a','start':" + acknowledged.length() + ",'text':'" + next + "'}");
      assertThat(stormd.get("/v1/jobs/" + job + "/log").body()).isEqualTo(last);
      acknowledged.append(next.replace("\\n", "\n"));
    }
    assertThat(acknowledged.length()).isGreaterThan(1_000);
    stormd.close();
  }

  @Test
  void secretsAndWhatSubscriptionsHoldBackAreNotLost() throws Exception {
    start();
    populate();
    posted("/v1/procedures/p/attach", "{'group':'g','target':'r','quiet':'1s'}");
    String job =
        posted("/v1/procedures/s/exec", "{'target':'r','params':{'P':'hunter22'}}").text("id");
    for (int i = 0; i < 3; i++) {
      assertThat(stormd.send("PATCH", "/v1/resources/r", "{}").statusCode()).isEqualTo(200);
    }
    stormd.kill();
    start();
    Doc claimed = posted("/v1/jobs/" + job + "/claim", "{'owner':'a'}");
    assertThat(claimed.text("content")).isEqualTo("-p hunter22");
    assertThat(stormd.get("/v1/jobs").body()).doesNotContain("hunter22");
    String fired = "";
    for (int i = 0; i < 100 && !fired.contains("merged"); i++) {
      Thread.sleep(100);
      fired = stormd.get("/v1/jobs").body();
    }
    assertThat(fired).contains("\"content\":\"updated\"", "\"merged\":3");
    assertThat(stormd.get("/v1/subscriptions").body()).doesNotContain("held");
    stormd.close();
  }

  @Test
  void aLoopIsReportedOnce() throws Exception {
    start("--firings", "2");
    populate();
    String id = posted("/v1/procedures/p/attach", "{'group':'g','target':'r'}").text("id");
    for (int i = 0; i < 5; i++) {
      assertThat(stormd.send("PATCH", "/v1/resources/r", "{}").statusCode()).isEqualTo(200);
    }
    assertThat(stormd.line("fires too often")).contains("Subscription " + id + " (procedure p)");
    Doc held = Json.readDoc(stormd.get("/v1/subscriptions/" + id).body());
    assertThat(held.get("held")).isEqualTo(3);
    Thread.sleep(1_200);
    assertThat(stormd.output).filteredOn(line -> line.contains("fires too often")).hasSize(1);
    stormd.close();
  }
}
