package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The output of jobs: added, read, followed, bounded. */
class JobLogTest extends JobConversation {
  @Test
  void outputIsAddedToTheLogAndReadFromAnyPlace() {
    String id = running();
    get("/v1/jobs/" + id + "/log").is(200, "");
    Answer first = post("/v1/jobs/" + id + "/log", "{'text':'  Grüße\\n'}").is(204, "");
    assertThat(first.header("Log-End")).isEqualTo("10");
    post("/v1/jobs/" + id + "/log", "{'owner':'runner','text':''}").is(204);
    post("/v1/jobs/" + id + "/log", "{'owner':'runner','text':'two\\n'}").is(204);
    Answer log = get("/v1/jobs/" + id + "/log").is(200, "  Grüße\ntwo\n");
    assertThat(log.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(log.header("Log-End")).isEqualTo("14");
    get("/v1/jobs/" + id + "/log?start=10").is(200, "two\n");
    get("/v1/jobs/" + id + "/log?start=1000").is(200, "");
    get("/v1/jobs/" + id + "/log?start=-1")
        .is(400, "{'start':['Expected a number of bytes from 0 on, got -1']}");
    get("/v1/jobs/nothing/log").is(404);
  }

  @Test
  void aTextIsAddedOnceHoweverOftenItIsSent() {
    String id = running();
    post("/v1/jobs/" + id + "/log", "{'text':'one ','start':0}").is(204);
    post("/v1/jobs/" + id + "/log", "{'text':'one ','start':0}").is(204);
    Answer more = post("/v1/jobs/" + id + "/log", "{'text':'one two','start':0}").is(204);
    assertThat(more.header("Log-End")).isEqualTo("7");
    post("/v1/jobs/" + id + "/log", "{'text':'x','start':9}")
        .is(409, "{'start':['The log ends before that, at 7']}");
    get("/v1/jobs/" + id + "/log").is(200, "one two");
  }

  @Test
  void whatALogRefuses() {
    String id = running();
    post("/v1/jobs/" + id + "/log", "{}").is(400, "{'text':['This field is required.']}");
    post("/v1/jobs/" + id + "/log", "{'text':[]}").is(400, "{'text':['Not a valid string.']}");
    post("/v1/jobs/" + id + "/log", "{'text':'x','start':-1}")
        .is(400, "{'start':['Expected a whole number from 0 on.']}");
    post("/v1/jobs/" + id + "/log", "{'text':'" + "x".repeat((1 << 20) + 1) + "'}")
        .is(400, "{'text':['Ensure this field has no more than 1048576 characters.']}");
    post("/v1/jobs/" + id + "/complete", null).is(204);
    assertConflict(
        post("/v1/jobs/" + id + "/log", "{'text':'x'}"), "Job is not in 'running' state");
  }

  @Test
  void aLongLogKeepsItsBeginningAndItsEndAndSaysWhatIsMissing() {
    String id = running();
    StringBuilder all = new StringBuilder();
    for (int i = 0; all.length() < 5 << 20; i++) {
      String text = (i + ":" + "abcdefghi ".repeat(9_000) + "\n");
      post("/v1/jobs/" + id + "/log", "{'text':'" + text.replace("\n", "\\n") + "'}").is(204);
      all.append(text);
    }
    String log = get("/v1/jobs/" + id + "/log").body();
    assertThat(log.length()).isLessThan((1 << 20) + 200);
    String[] parts =
        log.split("\\[stormd: \\d+ bytes are not kept; the output goes on at byte \\d+\\]\n");
    assertThat(parts).hasSize(2);
    assertThat(all.toString()).startsWith(parts[0]).endsWith(parts[1]);
    int goesOn = all.length() - parts[1].length();
    assertThat(log)
        .contains(
            "\n[stormd: %d bytes are not kept; the output goes on at byte %d]\n"
                .formatted(goesOn - parts[0].length(), goesOn));
    assertThat(get("/v1/jobs/" + id + "/log?start=" + (goesOn - 5)).body())
        .isEqualTo(
            "[stormd: 5 bytes are not kept; the output goes on at byte %d]\n".formatted(goesOn)
                + parts[1]);
    assertThat(get("/v1/jobs/" + id + "/log?start=" + (all.length() - 3)).body())
        .isEqualTo(all.substring(all.length() - 3));
  }

  @Test
  void aStreamedLogComesAsItIsWrittenAndEndsWithTheJob() throws IOException {
    String id = running();
    post("/v1/jobs/" + id + "/log", "{'text':'one\\n'}").is(204);
    try (Reader all = watch("/v1/jobs/" + id + "/log?stream=1");
        Reader rest = watch("/v1/jobs/" + id + "/log?stream=1&start=4")) {
      assertThat(all.status).startsWith("HTTP/1.1 200");
      assertThat(all.line()).isEqualTo("one");
      post("/v1/jobs/" + id + "/log", "{'text':'two\\n'}").is(204);
      assertThat(all.line()).isEqualTo("two");
      assertThat(rest.line()).isEqualTo("two");
      post("/v1/jobs/" + id + "/log", "{'text':'three\\nfour'}").is(204);
      assertThat(all.line()).isEqualTo("three");
      post("/v1/jobs/" + id + "/complete", null).is(204);
      assertThat(all.line()).isEqualTo("four");
      assertThat(all.line()).isNull();
      assertThat(rest.line()).isEqualTo("three");
      assertThat(rest.line()).isEqualTo("four");
      assertThat(rest.line()).isNull();
    }
    try (Reader ended = watch("/v1/jobs/" + id + "/log?stream=1&start=8")) {
      assertThat(ended.line()).isEqualTo("three");
      assertThat(ended.line()).isEqualTo("four");
      assertThat(ended.line()).isNull();
    }
  }

  @Test
  void aStreamedLogEndsWhenItsJobIsDeleted() throws IOException {
    String id = running();
    try (Reader log = watch("/v1/jobs/" + id + "/log?stream=1")) {
      delete("/v1/jobs/" + id).is(204);
      assertThat(log.line()).isNull();
    }
    get("/v1/jobs/" + id + "/log").is(404);
  }
}
