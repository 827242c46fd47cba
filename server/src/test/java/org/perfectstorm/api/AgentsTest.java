package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Section 4 of the contract: agents. */
class AgentsTest extends Conversation {
  @Test
  void anAgentHasTheseFieldsInThisOrderWithTheseDefaults() {
    Answer created = post("/v1/agents", "{\"type\":\"swarm\"}").is(201);
    assertThat(created.body())
        .matches(
            "\\{\"id\":\"agt-[0-9A-Za-z]{22}\",\"type\":\"swarm\",\"name\":null,"
                + "\"heartbeat\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?\","
                + "\"status\":\"offline\",\"options\":\\{\\}\\}");
    get("/v1/agents/" + created.id()).is(200, created.body());
  }

  @Test
  void anEmptyBodyLacksTheType() {
    post("/v1/agents", "{}").is(400, "{\"type\":[\"This field is required.\"]}");
  }

  @Test
  void aStatusIsOnlineOrOffline() {
    post("/v1/agents", "{\"type\":\"swarm\",\"status\":\"invalid\"}")
        .is(400, "{\"status\":[\"\\\"invalid\\\" is not a valid choice.\"]}");
  }

  @Test
  void aNameIsUnique() {
    post("/v1/agents", "{\"type\":\"swarm\",\"name\":\"twin\"}").is(201);
    post("/v1/agents", "{\"type\":\"swarm\",\"name\":\"twin\"}")
        .is(400, "{\"name\":[\"This field must be unique.\"]}");
  }

  @Test
  void theServerIsWell() {
    get("/health").is(200, "{\"status\":\"ok\"}");
    get("/ready").is(200, "{\"status\":\"ready\"}");
  }
}
