package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** A thousand subscriptions and more than ten thousand jobs, in 256 MB. */
@Timeout(300)
class ManyJobsTest {
  private static final int SUBSCRIPTIONS = 1_000;
  private static final int CHANGES = 14;
  private static final int KEPT = 1_000;

  @TempDir Path folder;

  @Test
  void jobsAreBoundedInNumberAndMemory() throws Exception {
    String data = folder.resolve("data").toString();
    try (Running stormd =
        Running.start("-p", "0", "--data", data, "--keep-jobs", Integer.toString(KEPT))) {
      post(stormd, "/v1/agents", "{'type':'t','name':'a','status':'online'}");
      post(stormd, "/v1/resources", "{'type':'x','names':['r'],'owner':'a'}");
      post(stormd, "/v1/groups", "{'name':'g','query':{'type':'x'}}");
      post(
          stormd,
          "/v1/procedures",
          "{'type':'t','name':'p','content':'- service create --name {{ event.entity_names[0] }}"
              + " {% for r in resources %}{{ r.id }}{% endfor %}'}");
      for (int i = 0; i < SUBSCRIPTIONS; i++) {
        post(stormd, "/v1/procedures/p/attach", "{'group':'g','target':'r'}");
      }
      long slowest = 0;
      for (int i = 0; i < CHANGES; i++) {
        long began = System.nanoTime();
        assertThat(stormd.send("PATCH", "/v1/resources/r", "{}").statusCode()).isEqualTo(200);
        slowest = Math.max(slowest, System.nanoTime() - began);
      }
      // 14,000 were made: 10,000 may wait, the others were given up, and 1,000 of those are kept.
      Doc jobs = Doc.EMPTY;
      for (int i = 0; i < 600 && !jobs.equals(Doc.of("total", 11_000)); i++) {
        Thread.sleep(100);
        jobs = Doc.of("total", status(stormd).doc("jobs").get("total"));
      }
      assertThat(jobs).isEqualTo(Doc.of("total", 11_000));
      long resident = resident(stormd.process.pid());
      System.out.printf(
          "measured: %d jobs of %d subscriptions in one commit take %d ms at most; with 11,000 jobs"
              + " stormd (-Xmx256m) is %d MB resident%n",
          SUBSCRIPTIONS, SUBSCRIPTIONS, Duration.ofNanos(slowest).toMillis(), resident);
      assertThat(stormd.get("/v1/resources/r").statusCode()).isEqualTo(200);
    }
  }

  private static Doc status(Running stormd) throws IOException, InterruptedException {
    return Json.readDoc(stormd.get("/v1/status").body());
  }

  private static void post(Running stormd, String path, String json)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = stormd.send("POST", path, json.replace('\'', '"'));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
