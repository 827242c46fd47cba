package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.perfectstorm.value.Doc;

/** Procedures of a stormd, and their jobs on the swarm. */
record Jobs(Stormd stormd) {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Makes a procedure of type {@code swarm}. */
  void procedure(String name, String content) {
    stormd.send("POST", "/procedures", Doc.of("type", "swarm", "name", name, "content", content));
  }

  /** Runs a procedure on the swarm, with further fields of the request; the job's id. */
  String exec(String name, Doc fields) {
    Doc body = Doc.of("target", "default");
    for (var field : fields) {
      body = body.with(field.getKey(), field.getValue());
    }
    return ((Doc) stormd.send("POST", "/procedures/" + name + "/exec", body)).text("id");
  }

  /** A job as it is now. */
  Doc job(String id) {
    return (Doc) stormd.get("/jobs/" + id);
  }

  /** A job, once it has ended, well or not. */
  Doc ended(String id) throws InterruptedException {
    eventually(PATIENCE, () -> assertThat(job(id).text("status")).isIn("done", "error"));
    return job(id);
  }

  /** What a job has printed so far. */
  String log(String id) {
    return new String(stormd.bytes("/jobs/" + id + "/log"), StandardCharsets.UTF_8);
  }
}
