package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

/** A swarm's cluster, nodes, services and tasks, as stormd shows them. */
@OnSwarm
@Order(1)
final class ResourcesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Swarm swarm;
  private static Storm storm;

  @BeforeAll
  static void start(Swarm lab) throws InterruptedException {
    swarm = lab;
    storm = Storm.on(swarm, "resources");
    swarm.create("web", "--replicas 3 nginx");
    swarm.create("everywhere", "--mode global perfectstorm/messaging");
    swarm.create("checked", "--health-cmd true --health-interval 500ms nginx");
    swarm.create("nowhere", "--restart-condition none --no-resolve-image nosuch/image:1");
    eventually(
        PATIENCE,
        () -> {
          assertThat(tasks("web"))
              .extracting(task -> task.text("status"))
              .containsOnly("running")
              .hasSize(3);
          assertThat(tasks("everywhere"))
              .extracting(t -> t.text("status"))
              .containsOnly("running")
              .hasSize(3);
          assertThat(tasks("checked"))
              .extracting(task -> task.text("health"))
              .containsExactly("healthy");
          assertThat(tasks("nowhere"))
              .extracting(task -> task.text("status"))
              .containsExactly("error");
        });
    storm.showsTheSwarm();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (storm != null) {
      storm.close();
    }
    swarm.clear();
  }

  private static Doc named(String name) {
    return (Doc) storm.stormd().get("/resources/" + name);
  }

  private static List<Doc> tasks(String service) {
    String query = "{\"type\":\"swarm-task\",\"parent\":\"" + named(service).text("id") + "\"}";
    return storm.stormd().list("/resources", "q", query);
  }

  @Test
  void printsTheTree() throws InterruptedException {
    eventually(
        PATIENCE,
        () -> storm.stormctl().run("resource", "ls", "--all").prints(Picture.tree(storm.stormd())));

    List<String> lines = storm.stormctl().run("resource", "ls").succeeds().lines();
    assertThat(lines.get(0)).matches("ID +TYPE +NAMES +STATUS +HEALTH *");
    assertThat(lines.get(1))
        .matches("res-\\w{22} +swarm-cluster +default, \\w{25} +running +unknown *");
    assertThat(lines.get(2)).matches("├─res-\\w{22} +swarm-network +ingress, \\w{25} .*");
    assertThat(lines.get(3)).matches("├─res-\\w{22} +swarm-node +swarm-\\d, \\w{25} .*");
    assertThat(lines).filteredOn(line -> line.matches("[├╰]─res-.* swarm-node .*")).hasSize(3);
    assertThat(lines).filteredOn(line -> line.matches("[├╰]─res-.* swarm-service .*")).hasSize(4);
    assertThat(lines).filteredOn(line -> line.matches("[│ ] [├╰]─res-.* swarm-task .*")).hasSize(8);
    assertThat(lines.getLast()).matches(" {2}╰─res-.* swarm-task .*");
  }

  @Test
  void listsIdsAlone() {
    List<String> ids = storm.stormd().list("/resources").stream().map(r -> r.text("id")).toList();
    assertThat(storm.stormctl().run("resource", "ls", "-q").succeeds().lines()).isEqualTo(ids);
  }

  @Test
  void namesParentsHostsAndImagesAreAsOldClientsExpect() {
    Doc cluster = named("default");
    assertThat(cluster.texts("names")).hasSize(2);
    String clusterId = cluster.text("id");
    assertThat(cluster.doc("snapshot").has("SystemTime")).isFalse();
    assertThat(cluster.doc("snapshot").doc("Swarm").doc("Cluster").text("ID"))
        .isEqualTo(cluster.texts("names").get(1));

    Doc node = named("swarm-1");
    assertThat(node.texts("names")).hasSize(2).first().isEqualTo("swarm-1");
    assertThat(node.text("health")).isEqualTo("healthy");
    assertThat(named("swarm-2").text("health")).isEqualTo("unknown");
    assertThat(List.of(node.text("parent"), node.text("cluster"))).containsOnly(clusterId);

    Doc web = named("web");
    assertThat(web.texts("names")).hasSize(2).first().isEqualTo("web");
    assertThat(web.text("image")).matches("nginx:latest(@sha256:[0-9a-f]{64})?");
    assertThat(List.of(web.text("parent"), web.text("cluster"))).containsOnly(clusterId);
    for (Doc task : tasks("web")) {
      List<String> names = task.texts("names");
      assertThat(names).hasSizeBetween(3, 4);
      assertThat(names.get(0)).matches("web\\.[123]");
      assertThat(names.get(1)).isEqualTo(names.get(0) + "." + names.get(2));
      assertThat(names.get(2)).isEqualTo(task.text("native_id"));
      assertThat(task.text("image")).isEqualTo(web.text("image"));
      assertThat(((Doc) storm.stormd().get("/resources/" + task.text("host"))).text("type"))
          .isEqualTo("swarm-node");
      assertThat(task.doc("snapshot")).isEqualTo(swarm.get("/tasks/" + names.get(2)));
    }
    for (Doc task : tasks("everywhere")) {
      Doc host = (Doc) storm.stormd().get("/resources/" + task.text("host"));
      assertThat(task.texts("names").getFirst()).isEqualTo("everywhere." + host.text("native_id"));
    }
    assertThat(named("everywhere").text("image")).matches("perfectstorm/messaging:latest(@.*)?");
    assertThat(tasks("nowhere").getFirst().text("image")).isEqualTo("nosuch/image:1");
  }

  @Test
  void theAgentIsAsOldClientsExpect() {
    List<Doc> agents = storm.stormd().list("/agents");
    assertThat(agents).hasSize(1);
    Doc agent = agents.getFirst();
    assertThat(agent.text("type")).isEqualTo("swarm");
    assertThat(agent.text("name")).isEqualTo("swarm-" + named("default").text("native_id"));
    assertThat(agent.text("status")).isEqualTo("online");
    assertThat(agent.doc("options").has("autoLabeling")).isTrue();
    assertThat(agent.doc("options").has("procedureRunner")).isTrue();
    assertThat(storm.stormd().list("/resources"))
        .extracting(r -> r.text("owner"))
        .containsOnly(agent.text("id"));
  }

  @Test
  void idsStayAndASwarmAtRestMakesNoEvents() throws InterruptedException {
    Map<String, String> before = Picture.idsIn(storm.stormd());
    long from = lastEvent();
    Thread.sleep(5000);
    assertThat(Picture.idsIn(storm.stormd())).isEqualTo(before);
    assertThat(storm.stormd().list("/events", "start", Long.toString(from + 1)))
        .filteredOn(event -> event.text("entity_type").equals("resource"))
        .isEmpty();

    swarm.create("late", "nginx");
    eventually(
        PATIENCE,
        () ->
            assertThat(tasks("late")).extracting(t -> t.text("status")).containsExactly("running"));
    swarm.docker("service rm late");
    eventually(PATIENCE, () -> assertThat(Picture.idsIn(storm.stormd())).isEqualTo(before));
  }

  private static long lastEvent() {
    return ((Number) storm.stormd().list("/events", "count", "1").getLast().get("id")).longValue();
  }
}
