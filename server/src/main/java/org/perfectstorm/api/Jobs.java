package org.perfectstorm.api;

import static org.perfectstorm.core.Jobs.cancel;
import static org.perfectstorm.core.Jobs.end;
import static org.perfectstorm.core.Jobs.handle;
import static org.perfectstorm.core.Jobs.inTheClear;
import static org.perfectstorm.core.Jobs.log;
import static org.perfectstorm.core.Jobs.take;
import static org.perfectstorm.core.NewJobs.retry;

import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import org.perfectstorm.api.openapi.Parameter;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.api.schema.Type;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** What jobs can do: be taken by an agent, report, end, be cancelled. */
final class Jobs {
  /** The most characters that may be added to a log at once: more than is kept of it is no use. */
  private static final int LONGEST_TEXT = 1 << 20;

  /** Says where a log ends. */
  private static final String LOG_END = "Log-End";

  private static final Doc JOB = Shapes.one(Kind.JOB);
  private static final Doc TAKING = JsonSchema.of(Schemas.TAKING);
  private static final Doc ENDING = JsonSchema.of(Schemas.ENDING);

  private final Core core;
  private final Collection jobs;

  Jobs(Core core) {
    this.core = core;
    this.jobs = Collection.ofTheServers(Schemas.JOB, core);
  }

  Collection collection() {
    return jobs;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/jobs/{key}/handle", this::handleOne)
            .that(o -> o.does("take it, without its secrets").takes(TAKING).answers(204)),
        new Route("POST", "/v1/jobs/{key}/claim", this::claim)
            .that(o -> o.does("take it").takes(JsonSchema.of(Schemas.CLAIMING)).answers(200, JOB)),
        new Route("POST", "/v1/jobs/{key}/complete", exchange -> endOne(exchange, "done"))
            .that(o -> o.does("end it well").takes(ENDING).answers(204)),
        new Route("POST", "/v1/jobs/{key}/fail", exchange -> endOne(exchange, "error"))
            .that(o -> o.does("end it badly").takes(ENDING).answers(204)),
        new Route("POST", "/v1/jobs/{key}/cancel", this::cancelOne)
            .that(o -> o.does("ask for its end").answers(200, JOB)),
        new Route("POST", "/v1/jobs/{key}/retry", this::retryOne)
            .that(
                o ->
                    o.does("run its procedure once more")
                        .takes(JsonSchema.of(Schemas.RETRYING))
                        .answers(200, JOB)),
        new Route("POST", "/v1/jobs/{key}/log", this::addToLog)
            .that(
                o ->
                    o.does("add to its output").takes(JsonSchema.of(Schemas.LOGGING)).answers(204)),
        new Route("GET", "/v1/jobs/{key}/log", this::showLog)
            .that(
                o ->
                    o.does("its output")
                        .asks(Parameter.START_BYTE, Parameter.STREAM)
                        .answers(200, "text/plain", Shapes.TEXT)));
  }

  private void handleOne(Exchange exchange) throws IOException {
    act(
        exchange,
        Schemas.TAKING,
        (transaction, act) -> handle(transaction, act.job, act.takingAgent(transaction)));
    exchange.sendNothing();
  }

  private void claim(Exchange exchange) throws IOException {
    Doc claimed =
        act(
            exchange,
            Schemas.CLAIMING,
            (transaction, act) -> {
              Doc taken =
                  take(transaction, act.job, act.takingAgent(transaction), act.body.text("token"));
              // Secrets have their price: who only asks what would be does not get them.
              return exchange.isDryRun() ? taken : inTheClear(transaction.state(), taken);
            });
    exchange.answerHeader("Cache-Control", "no-store");
    exchange.send(200, claimed);
  }

  private void endOne(Exchange exchange, String status) throws IOException {
    act(
        exchange,
        Schemas.ENDING,
        (transaction, act) ->
            end(transaction, act.job, act.owner(), status, act.body.doc("result")));
    exchange.sendNothing();
  }

  private void cancelOne(Exchange exchange) throws IOException {
    exchange.sendObject(
        200, act(exchange, NOTHING, (transaction, act) -> cancel(transaction, act.job)));
  }

  private void retryOne(Exchange exchange) throws IOException {
    Doc job =
        act(
            exchange,
            Schemas.RETRYING,
            (transaction, act) ->
                Procedures.possible(() -> retry(transaction, act.job, act.body.doc("params"))));
    exchange.sendObject(200, exchange.created(job));
  }

  private void addToLog(Exchange exchange) throws IOException {
    long end =
        act(
            exchange,
            Schemas.LOGGING,
            (transaction, act) ->
                log(transaction, act.job, act.owner(), act.text(), (Long) act.body.get("start")));
    exchange.answerHeader(LOG_END, Long.toString(end));
    exchange.sendNothing();
  }

  private void showLog(Exchange exchange) throws IOException {
    String id = jobs.find(exchange.key()).text("id");
    long start = start(exchange.params().get("start"));
    boolean follow = exchange.params().has("stream");
    if (!follow) {
      exchange.answerHeader(LOG_END, Long.toString(core.state().logEnd(id)));
    }
    JobLog log = new JobLog(core, id, exchange.beginText());
    if (!exchange.isHead()) {
      log.write(start, follow);
    }
  }

  private static long start(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw Problem.invalid(
          Invalid.field("start", "Expected a number of bytes from 0 on, got " + text));
    }
    return Long.parseLong(text);
  }

  private static final Type.Struct NOTHING = new Type.Struct(List.of());

  /** One action on one job, and what the request says. */
  private record Act(Doc job, Doc body) {
    String owner() {
      return body.text("owner");
    }

    /** The agent that takes it, which must be online. */
    String takingAgent(Transaction transaction) {
      Doc agent = transaction.state().table(Kind.AGENT).get(owner());
      if (!"online".equals(agent.text("status"))) {
        throw Invalid.whole("Agent is offline");
      }
      return owner();
    }

    String text() {
      String text = body.text("text");
      if (text.length() > LONGEST_TEXT) {
        throw Invalid.field(
            "text", "Ensure this field has no more than " + LONGEST_TEXT + " characters.");
      }
      return text;
    }
  }

  private <T> T act(Exchange exchange, Type.Struct form, BiFunction<Transaction, Act, T> work)
      throws IOException {
    String id = jobs.find(exchange.key()).text("id");
    Object body = exchange.body();
    return jobs.commit(
        exchange,
        id,
        (transaction, job) ->
            work.apply(transaction, new Act(job, form.read(body, new Present(transaction)))));
  }
}
