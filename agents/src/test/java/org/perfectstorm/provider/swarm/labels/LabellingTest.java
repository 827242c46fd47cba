package org.perfectstorm.provider.swarm.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.agent.Agent;
import org.perfectstorm.agent.HttpStormd;
import org.perfectstorm.agent.RealStormd;
import org.perfectstorm.agent.Tempo;
import org.perfectstorm.model.Kind;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.provider.docker.engine.CannedEngine.Answer;
import org.perfectstorm.provider.docker.engine.CannedEngine.Change;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.provider.swarm.SwarmModel;
import org.perfectstorm.provider.swarm.Swarms;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** A whole agent between a real stormd and an engine on a real socket. */
@Timeout(60)
class LabellingTest {
  @TempDir Path folder;
  private final SwarmModel model =
      new SwarmModel("c", 2).service("s1", "web").service("s2", "db").task("t", "s1", 1, "running");
  private final List<Change> updates = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();
  private final CannedEngine engine = CannedEngine.onTcp();
  private RealStormd stormd;
  private HttpStormd http;
  private Agent agent;

  LabellingTest() throws IOException {}

  @BeforeEach
  void start() {
    stormd = new RealStormd(folder);
    tell();
    engine.changes(this::update);
  }

  private void run(Duration look) {
    HttpEngine talk = new HttpEngine(engine.address(), Duration.ofSeconds(2));
    http = new HttpStormd(stormd.servers());
    agent =
        new Agent(
            Swarms.of(talk),
            http,
            Tempo.every(Duration.ofMillis(100)),
            false,
            List.of(
                new Labelling(
                    talk, stormd.servers(), new Labelling.Tempo(look, Duration.ofMillis(200)))));
    Thread.ofPlatform().daemon().start(agent::run);
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
    http.close();
    stormd.close();
    engine.close();
  }

  /** As a swarm does: only from the newest version. */
  private Answer update(Change change) {
    updates.add(change);
    String id = change.path().split("/")[2];
    if (!change.query().equals("version=" + versions.getOrDefault(id, 1))) {
      return Answer.error(500, "rpc error: code = Unknown desc = update out of sequence");
    }
    spec(id, Json.readDoc(change.body()));
    return Answer.raw("{}");
  }

  private synchronized void spec(String id, Doc spec) {
    versions.merge(id, 2, (now, one) -> now + 1);
    model.object(id, model.object(id).with("Spec", spec));
    tell();
    engine.happens("service");
    engine.happens("node");
  }

  private synchronized void tell() {
    model.toldBy(engine);
    for (String id : List.of("s1", "s2", "c-node-1", "c-node-2")) {
      Doc object = model.object(id);
      if (object != null) {
        String kind = id.startsWith("s") ? "/services/" : "/nodes/";
        engine.says(
            kind + id, object.with("Version", Doc.of("Index", versions.getOrDefault(id, 1))));
      }
    }
  }

  private synchronized Set<String> labels(String id) {
    Set<String> names = new TreeSet<>();
    model.object(id).doc("Spec").doc("Labels").forEach(label -> names.add(label.getKey()));
    return names;
  }

  private void group(String name, Doc query) {
    stormd.client().save(Kind.GROUP, name, Doc.of("name", name, "query", query));
  }

  @Test
  void labelsComeAndGoWithTheMembershipAndOthersStay() {
    spec("s1", model.object("s1").doc("Spec").with("Labels", Doc.of("theirs", "1")));
    run(Duration.ofMinutes(3));
    group("web", Doc.of("names", "web"));
    eventually(
        () ->
            assertThat(labels("s1")).containsExactly("storm-group-web", "storm-grouped", "theirs"));
    assertThat(labels("s2")).isEmpty();

    group("machines", Doc.of("type", "swarm-node"));
    eventually(
        () -> {
          assertThat(labels("c-node-1")).containsExactly("storm-group-machines", "storm-grouped");
          assertThat(labels("c-node-2")).containsExactly("storm-group-machines", "storm-grouped");
        });

    stormd.client().put(Kind.GROUP, "web", Doc.of("name", "www", "query", Doc.of("names", "web")));
    eventually(
        () ->
            assertThat(labels("s1")).containsExactly("storm-group-www", "storm-grouped", "theirs"));
    stormd.client().delete(Kind.GROUP, "www");
    eventually(() -> assertThat(labels("s1")).containsExactly("theirs"));
    stormd.client().delete(Kind.GROUP, "machines");
    eventually(() -> assertThat(labels("c-node-1")).isEmpty());
  }

  @Test
  void atTheStartWhatIsLeftOfBeforeIsPutRight() {
    spec(
        "s2",
        model
            .object("s2")
            .doc("Spec")
            .with("Labels", Doc.of("storm-group-gone", "yes", "storm-grouped", "yes")));
    group("web", Doc.of("names", "web"));
    run(Duration.ofMinutes(3));
    eventually(() -> assertThat(labels("s2")).isEmpty());
    eventually(() -> assertThat(labels("s1")).containsExactly("storm-group-web", "storm-grouped"));
    assertThat(updates).as("one update each").hasSize(2);
  }

  @Test
  void whatOthersDidToOurLabelsIsPutRightNowAndThen() {
    group("web", Doc.of("names", "web"));
    run(Duration.ofMillis(700));
    eventually(() -> assertThat(labels("s1")).contains("storm-group-web"));
    spec("s1", model.object("s1").doc("Spec").without("Labels"));
    assertThat(labels("s1")).isEmpty();
    eventually(() -> assertThat(labels("s1")).contains("storm-group-web"));
  }

  @Test
  void aServiceThatIsBeingUpdatedWaits() {
    model.object("s1", model.object("s1").with("UpdateStatus", Doc.of("State", "updating")));
    tell();
    group("web", Doc.of("type", "swarm-service"));
    run(Duration.ofMinutes(3));
    eventually(() -> assertThat(labels("s2")).contains("storm-group-web"));
    assertThat(labels("s1")).isEmpty();
    model.object("s1", model.object("s1").with("UpdateStatus", Doc.of("State", "completed")));
    tell();
    eventually(() -> assertThat(labels("s1")).contains("storm-group-web"));
  }

  /** The label makes it leave, leaving takes the label, and so on. */
  @Test
  void aGroupThatAsksForItsOwnLabelDoesNotLoop() throws InterruptedException {
    run(Duration.ofMinutes(3));
    group(
        "unlabelled",
        Doc.of("names", "web", "labels.storm-group-unlabelled", Doc.of("$exists", false)));
    eventually(() -> assertThat(updates).hasSizeGreaterThanOrEqualTo(Flapping.MOST));
    Thread.sleep(1500);
    assertThat(updates).hasSize(Flapping.MOST);
    group("web", Doc.of("names", "web"));
    eventually(() -> assertThat(labels("s1")).as("another label").contains("storm-group-web"));
  }

  @Test
  void anEngineThatRefusesIsAskedAgainLaterAndStormdMayBeAway() {
    engine.changes(change -> Answer.error(503, "The swarm does not have a leader."));
    run(Duration.ofMinutes(3));
    group("web", Doc.of("names", "web"));
    eventually(
        () ->
            assertThat(engine.requests().stream().filter(r -> r.contains("/update")))
                .hasSizeGreaterThan(1));
    engine.changes(this::update);
    eventually(() -> assertThat(labels("s1")).contains("storm-group-web"));
    stormd.stop();
    stormd.start();
    group("db", Doc.of("names", "db"));
    eventually(() -> assertThat(labels("s2")).contains("storm-group-db"));
    assertThat(labels("s1")).contains("storm-group-web");
  }
}
