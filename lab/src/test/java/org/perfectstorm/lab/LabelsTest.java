package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.value.Doc;

/** Groups as labels of the real swarm's services and nodes. */
@OnSwarm
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class LabelsTest {
  /** As the contract has it. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private Swarm swarm;
  private Storm storm;

  @BeforeAll
  void start(Swarm swarm) throws InterruptedException {
    this.swarm = swarm;
    swarm.clear();
    storm = Storm.on(swarm, "labels", "-l");
  }

  @AfterAll
  void stop() throws InterruptedException {
    storm.close();
    swarm.clear();
  }

  @Test
  void labelsComeAndGoAndNothingElseChanges() throws InterruptedException {
    assertThat(storm.stormd().list("/agents").getFirst().doc("options"))
        .isEqualTo(Doc.of("autoLabeling", true, "procedureRunner", false));
    swarm.create(
        "labelled",
        "--label theirs=1 --container-label inner=2 --limit-cpu 0.25 --update-max-failure-ratio 0.3"
            + " --env A=b nginx:latest");
    eventually(SOON, () -> assertThat(swarm.docker("service ps -q labelled").lines()).hasSize(1));
    String task = swarm.docker("service ps -q labelled");
    Doc before = service("labelled").doc("Spec");

    group("web", Doc.of("names", "labelled"));
    group("with blank", Doc.of("names", "labelled"));
    group("machines", Doc.of("type", "swarm-node"));
    eventually(
        SOON,
        () -> {
          assertThat(labels(service("labelled")))
              .isEqualTo(
                  new TreeMap<>(
                      Map.of(
                          "theirs", "1",
                          "storm-grouped", "yes",
                          "storm-group-web", "yes",
                          "storm-group-with blank", "yes")));
          for (Doc node : swarm.list("/nodes")) {
            assertThat(labels(node)).containsOnlyKeys("storm-grouped", "storm-group-machines");
          }
        });
    assertThat(service("labelled").doc("Spec").without("Labels"))
        .isEqualTo(before.without("Labels"));
    assertThat(swarm.docker("service ls -q --filter label=storm-group-web=yes").lines()).hasSize(1);
    swarm.create(
        "placed", "--constraint node.labels.storm-group-machines==yes --mode global nginx:latest");
    eventually(
        Duration.ofSeconds(40),
        () -> assertThat(swarm.docker("service ps -q placed").lines()).hasSize(Swarm.NODES));

    for (String name : List.of("web", "with%20blank", "machines")) {
      storm.stormd().send("DELETE", "/groups/" + name, null);
    }
    eventually(
        SOON,
        () -> {
          assertThat(labels(service("labelled"))).containsOnlyKeys("theirs");
          for (Doc node : swarm.list("/nodes")) {
            assertThat(labels(node)).isEmpty();
          }
        });
    assertThat(swarm.docker("service ps -q labelled")).as("no task was replaced").isEqualTo(task);
  }

  private void group(String name, Doc query) {
    storm.stormd().send("POST", "/groups", Doc.of("name", name, "query", query));
  }

  private Doc service(String name) {
    return swarm.list("/services").stream()
        .filter(service -> name.equals(service.doc("Spec").text("Name")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> labels(Doc object) {
    Map<String, Object> labels = new TreeMap<>();
    object.doc("Spec").doc("Labels").forEach(label -> labels.put(label.getKey(), label.getValue()));
    return labels;
  }
}
