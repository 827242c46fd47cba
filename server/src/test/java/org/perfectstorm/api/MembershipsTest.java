package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

/** Who is in which group, at once and as a feed, for mirrors. */
class MembershipsTest extends Conversation {
  @Test
  void whatWasReadGoesOnWithTheEventsAfterIt() {
    String agent = agent("a");
    String one = resource(agent, ",'names':['one'],'image':'redis:3'");
    String redis = post("/v1/groups", "{'name':'redis','query':{'image':'redis:3'}}").is(201).id();
    String all = post("/v1/groups", "{'name':'all','query':{'type':'thing'}}").is(201).id();
    String none = post("/v1/groups", "{'name':'none'}").is(201).id();

    Doc read = get("/v1/memberships").is(200).doc();
    assertThat(read.doc("groups").texts(redis)).containsExactly(one);
    assertThat(read.doc("groups").texts(all)).containsExactly(one);
    assertThat(read.doc("groups").texts(none)).isEmpty();
    long last = ((Number) read.get("last")).longValue();

    String two = resource(agent, ",'names':['two']");
    delete("/v1/resources/" + one).is(204);
    String after = get("/v1/memberships/events?start=" + (last + 1)).is(200).body();
    assertThat(after)
        .contains("\"id\":" + (last + 1))
        .contains("\"event_type\":\"joined\",\"group\":\"" + all + "\"")
        .contains("\"resource\":\"" + two + "\"")
        .contains("\"event_type\":\"left\",\"group\":\"" + redis + "\"")
        .doesNotContain("\"id\":" + last + ",");
  }

  @Test
  void eventsCanBeThoseOfOneObjectOrKind() {
    String agent = agent("b");
    String one = resource(agent, ",'names':['x']");
    put("/v1/resources/" + one, "{'type':'thing','owner':'b','names':['x']}").is(200);
    assertThat(get("/v1/events?entity_id=" + one).body())
        .contains("\"event_type\":\"created\"", "\"event_type\":\"updated\"")
        .doesNotContain(agent);
    assertThat(get("/v1/events?entity_type=agent").body())
        .contains(agent)
        .doesNotContain("\"entity_type\":\"resource\"");
  }
}
