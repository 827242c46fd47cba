package org.perfectstorm.api;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Doc;

/** Jobs of every sort, and an agent that runs them. */
@Timeout(60)
abstract class JobConversation extends Conversation {
  String runner;
  String target;

  @BeforeAll
  void anAgentWithATarget() {
    runner = onlineAgent("runner");
    target = resource(runner, ",'names':['cluster']");
  }

  static void assertConflict(Answer answer, String why) {
    answer.isExactly(409, "{\"status\":[\"" + why + "\"]}");
  }

  String onlineAgent(String name) {
    return post("/v1/agents", "{'type':'test','name':'" + name + "','status':'online'}")
        .is(201)
        .id();
  }

  void beat() {
    post("/v1/agents/runner/heartbeat", null).is(204);
  }

  String running() {
    return running(Doc.EMPTY);
  }

  String running(Doc fields) {
    beat();
    String id = job(fields);
    post("/v1/jobs/" + id + "/handle", "{'owner':'runner'}").is(204);
    return id;
  }

  String job() {
    return job(Doc.EMPTY);
  }

  /** A job that waits, as no procedure made it. */
  String job(Doc fields) {
    String id = Ids.create(Kind.JOB);
    core.commit(
        transaction -> {
          Doc job =
              Doc.of(
                  "id",
                  id,
                  "type",
                  "test",
                  "owner",
                  null,
                  "target",
                  target,
                  "procedure",
                  null,
                  "content",
                  "text",
                  "options",
                  Doc.EMPTY,
                  "params",
                  Doc.EMPTY,
                  "status",
                  "pending",
                  "result",
                  Doc.EMPTY,
                  "created",
                  Moments.text(transaction.date()));
          for (var field : fields) {
            job = job.with(field.getKey(), field.getValue());
          }
          transaction.put(Kind.JOB, job);
          return null;
        });
    return id;
  }

  String secretJob() {
    Doc shown = Doc.of("PASSWORD", "******");
    String id =
        job(Doc.of("content", "run -p ******", "params", shown, "secrets", List.of("PASSWORD")));
    core.commit(
        transaction -> {
          Doc clear = Doc.of("content", "run -p hunter2", "params", Doc.of("PASSWORD", "hunter2"));
          transaction.hide(Kind.JOB, id, clear);
          return null;
        });
    return id;
  }

  String status(String id) {
    Doc job = get("/v1/jobs/" + id).is(200).doc();
    return job.text("status") + " " + job.doc("result");
  }

  List<String> events(long after) {
    return get("/v1/events?start=" + (after + 1)).list().stream()
        .map(event -> event.text("event_type") + " " + event.text("entity_id"))
        .toList();
  }
}
