package org.perfectstorm.api;

import java.io.IOException;
import java.util.List;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Jobs;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Doc;

/** What agents can do besides being objects: give a sign of life, and hand over what they see. */
final class Agents {
  private static final Doc OUTCOME =
      Shapes.of(
          "created", Shapes.NUMBER,
          "updated", Shapes.NUMBER,
          "deleted", Shapes.NUMBER,
          "unchanged", Shapes.NUMBER);

  private final Collection agents;

  Agents(Core core) {
    this.agents = new Collection(Schemas.AGENT, core, Agents::save);
  }

  Collection collection() {
    return agents;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/agents/{key}/heartbeat", this::heartbeat)
            .that(o -> o.does("sign of life").takes(JsonSchema.of(Schemas.HEARTBEAT)).answers(204)),
        new Route("POST", "/v1/agents/{key}/sync", this::sync)
            .that(
                o ->
                    o.does("hand over what the agent sees")
                        .takes(JsonSchema.of(Schemas.SYNC))
                        .answers(200, OUTCOME)));
  }

  private void heartbeat(Exchange exchange) throws IOException {
    String id = agents.find(exchange.key()).text("id");
    Object body = exchange.body();
    agents.commit(
        exchange,
        id,
        (transaction, agent) -> {
          Doc said = Schemas.HEARTBEAT.read(body, new Present(transaction));
          checkInstance(agent, said.text("instance"));
          String message = said.text("message");
          Doc alive = agent.with("status", "online").with("heartbeat", now(transaction));
          transaction.put(
              Kind.AGENT,
              message == null || message.isEmpty()
                  ? alive.without("message")
                  : alive.with("message", message));
          return null;
        });
    exchange.sendNothing();
  }

  private void sync(Exchange exchange) throws IOException {
    String id = agents.find(exchange.key()).text("id");
    Object body = exchange.body();
    Doc outcome =
        agents.commit(exchange, id, (transaction, agent) -> new Sync(transaction, id).apply(body));
    exchange.send(200, outcome);
  }

  /**
   * Saves an agent. A heartbeat that is in the future, or that is sent back as it was read, is none
   * of its own: the save is the sign of life.
   */
  private static Doc save(Transaction transaction, Doc before, Doc after) {
    Doc stored = transaction.state().table(Kind.AGENT).get(after.text("id"));
    if (stored != null && "online".equals(stored.text("status"))) {
      checkInstance(stored, after.text("instance"));
    }
    String heartbeat = after.text("heartbeat");
    boolean isSentBack = before != null && heartbeat.equals(before.text("heartbeat"));
    boolean isFuture = Moments.instant(heartbeat).isAfter(transaction.date());
    Doc saved = isSentBack || isFuture ? after.with("heartbeat", now(transaction)) : after;
    transaction.put(Kind.AGENT, saved);
    if (!"online".equals(saved.text("status"))) {
      Jobs.handBack(transaction, saved.text("id"));
    }
    return saved;
  }

  /** Of several processes with an agent's name one acts for it; who says nothing of it may. */
  private static void checkInstance(Doc stored, String instance) {
    String acting = stored.text("instance");
    if (acting != null && instance != null && !acting.equals(instance)) {
      throw Problem.conflict("instance", "Another process acts for this agent: " + acting);
    }
  }

  private static String now(Transaction transaction) {
    return Moments.text(transaction.date());
  }
}
