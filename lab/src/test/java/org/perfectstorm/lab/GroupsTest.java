package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

/** The announcement's groups, while services come, grow, change and go. */
@OnSwarm
@Order(2)
final class GroupsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Path GROUPS = Repository.resource("groups.yaml");
  private static final long GIGABYTE = 1_000_000_000;

  private static Swarm swarm;
  private static Storm storm;

  @BeforeAll
  static void start(Swarm lab) throws InterruptedException {
    swarm = lab;
    storm = Storm.on(swarm, "groups");
    storm.stormctl().run("import", "-f", GROUPS.toString()).succeeds();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (storm != null) {
      storm.close();
    }
    swarm.clear();
  }

  /** What Docker calls the resources that stormctl lists as a group's members, services first. */
  private static List<String> members(String group) {
    List<String> members = new ArrayList<>();
    for (String id : storm.stormctl().run("group", "members", group, "-q").succeeds().lines()) {
      Doc resource = (Doc) storm.stormd().get("/resources/" + id);
      members.add(resource.texts("names").getFirst() + " " + resource.text("status"));
    }
    return members;
  }

  private static void eventuallyMembers(String group, String... members)
      throws InterruptedException {
    eventually(PATIENCE, () -> assertThat(members(group)).containsExactlyInAnyOrder(members));
  }

  @Test
  void membersFollowServicesThatAreCreatedScaledUpdatedAndRemoved() throws InterruptedException {
    swarm.create("cache", "--replicas 2 redis:3.2.12");
    swarm.create("web", "nginx");
    String[] two = {"cache running", "cache.1 running", "cache.2 running"};
    eventuallyMembers("redis-3", two);
    eventuallyMembers("redis", two);
    eventuallyMembers("redis-4");
    String[] columns =
        storm.stormctl().run("group", "members", "redis").succeeds().lines().getFirst().split(" +");
    assertThat(columns).containsExactly("ID", "TYPE", "NAMES", "STATUS", "HEALTH");
    assertThat(storm.stormctl().run("group", "members", "redis").succeeds().lines())
        .as("the service with its tasks below")
        .anySatisfy(line -> assertThat(line).matches("res-\\w{22} +swarm-service +cache, .*"))
        .anySatisfy(line -> assertThat(line).matches("[├╰]─res-\\w{22} +swarm-task +cache\\.1, .*"))
        .anySatisfy(line -> assertThat(line).matches("[├╰]─res-\\w{22} +swarm-task +cache\\.2, .*"))
        .hasSize(4);

    swarm.docker("service scale -d cache=3");
    eventuallyMembers(
        "redis-3", "cache running", "cache.1 running", "cache.2 running", "cache.3 running");
    swarm.docker("service scale -d cache=2");
    eventuallyMembers("redis-3", two);

    swarm.docker("service update -q -d --image redis:4.0.14 --update-parallelism 0 cache");
    eventuallyMembers("redis-4", two);
    eventuallyMembers("redis-3", "cache.1 stopped", "cache.2 stopped");
    eventuallyMembers(
        "redis",
        "cache running",
        "cache.1 running",
        "cache.2 running",
        "cache.1 stopped",
        "cache.2 stopped");

    swarm.docker("service rm cache");
    for (String group : List.of("redis", "redis-3", "redis-4")) {
      eventuallyMembers(group);
    }
    storm.showsTheSwarm();
  }

  @Test
  void whoUsesMoreMemoryThanAllowed() throws InterruptedException {
    swarm.create("small", "--limit-memory 500m nginx");
    swarm.create("large", "--limit-memory 2g nginx");
    swarm.create("boundless", "nginx");
    Predicate<String> ofTask = member -> member.matches("(small|large|boundless)\\.1 .*");
    eventually(
        PATIENCE,
        () ->
            assertThat(members("excess-memory"))
                .filteredOn(ofTask)
                .containsExactlyInAnyOrder("large.1 running", "boundless.1 running"));
    // The query as it stands says nothing of types: what has no limit at this place is a member.
    List<String> expected =
        storm.stormd().list("/resources").stream()
            .filter(
                resource ->
                    !(resource.path("snapshot", "Spec", "Resources", "Limits", "MemoryBytes")
                            instanceof Number limit)
                        || limit.longValue() > GIGABYTE)
            .map(resource -> resource.text("id"))
            .toList();
    assertThat(storm.stormctl().run("group", "members", "excess-memory", "-q").succeeds().lines())
        .containsExactlyInAnyOrderElementsOf(expected);

    swarm.docker("service update -q -d --limit-memory 600m large");
    eventually(
        PATIENCE,
        () ->
            assertThat(members("excess-memory"))
                .filteredOn(ofTask)
                .containsExactlyInAnyOrder("large.1 stopped", "boundless.1 running"));
    swarm.docker("service rm small large boundless");
  }

  @Test
  void aMisspeltOperatorIsAnErrorThatSaysWhereAndNothingIsImported() {
    String file = Repository.resource("misspelt.yaml").toString();
    storm
        .stormctl()
        .run("import", "-f", file)
        .fails(1, file + ":9:", "$exits", "did you mean $exists?");
    assertThat(storm.stormd().list("/groups"))
        .extracting(group -> group.text("name"))
        .containsExactly("excess-memory", "redis", "redis-3", "redis-4");
  }

  @Test
  void importingAgainChangesNothing() {
    List<Doc> before = storm.stormd().list("/groups");
    assertThat(storm.stormctl().run("import", "-f", GROUPS.toString()).succeeds().out().lines())
        .hasSize(4)
        .allMatch(line -> line.endsWith(" unchanged"));
    assertThat(storm.stormd().list("/groups")).isEqualTo(before);
    assertThat(storm.stormctl().run("group", "get", "redis").succeeds().out())
        .contains("name: redis\n", "query:\n  image:\n    $regex: 'redis:.*'\n");
  }
}
