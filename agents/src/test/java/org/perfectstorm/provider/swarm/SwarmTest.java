package org.perfectstorm.provider.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfectstorm.agent.CloudException;
import org.perfectstorm.agent.World;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.provider.docker.engine.CannedEngine.Answer;
import org.perfectstorm.provider.docker.engine.CannedEngine.Manner;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineAddress;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.provider.docker.engine.Managers;
import org.perfectstorm.provider.swarm.Swarm.Naming;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** The provider against an engine on a real socket. */
@Timeout(60)
class SwarmTest {
  private final CannedEngine engine = CannedEngine.onTcp();
  private final SwarmModel model =
      new SwarmModel("c", 2).service("s", "web").task("t1", "s", 1, "running");
  private final Swarm swarm = swarm(engine);

  SwarmTest() throws IOException {
    model.toldBy(engine);
  }

  @AfterEach
  void close() throws IOException {
    swarm.close();
    engine.close();
  }

  @Test
  void listsEverything() throws Exception {
    World world = swarm.list();
    assertThat(world.resources().keySet()).containsExactlyElementsOf(model.ids());
    assertThat(world.agent().name()).isEqualTo("swarm-c");
    assertThat(world.summary()).isEqualTo("swarm default with 2 nodes, 1 services, 1 tasks");
    assertThat(world.resources().get("t1").texts("names")).startsWith("web.1", "web.1.t1", "t1");
  }

  @Test
  void speaksOverAUnixSocket(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("docker.sock");
    try (CannedEngine unix = CannedEngine.onUnix(socket);
        Swarm swarm = swarm(unix)) {
      assertThat(swarm).hasToString("Docker Engine at unix://" + socket);
      model.toldBy(unix);
      assertThat(swarm.list().resources().keySet()).containsExactlyElementsOf(model.ids());
    }
  }

  @Test
  void unchangedWorldIsTheSameObjectAndCostsOneRequestOnOneConnection() throws Exception {
    World first = swarm.list();
    int before = engine.requests().size();
    for (int i = 0; i < 5; i++) {
      assertThat(swarm.list()).isSameAs(first);
    }
    assertThat(engine.requests().subList(before, engine.requests().size()))
        .containsOnly("/v1.41/tasks")
        .hasSize(5);
    assertThat(engine.connections()).as("for lists, for events, and one to spare").isBetween(2, 3);
  }

  @Test
  void onlyWhatChangedIsMappedAnew() throws Exception {
    World first = swarm.list();
    model.task("t2", "s", 2, "starting").toldBy(engine);
    World second = swarm.list();
    assertThat(second.resources().get("t1")).isSameAs(first.resources().get("t1"));
    assertThat(second.resources().get("t2").text("status")).isEqualTo("starting");
  }

  @Test
  void listensBeforeItLists() throws Exception {
    swarm.list();
    assertThat(engine.requests().subList(0, 3))
        .element(1)
        .asString()
        .startsWith("/v1.41/events?filters=");
    assertThat(engine.requests()).contains("/v1.41/info").last().isEqualTo("/v1.41/tasks");
  }

  @ParameterizedTest
  @CsvSource({"service, /services", "node, /nodes", "network, /networks"})
  void eventIsAHintToListAgain(String type, String path) throws Exception {
    swarm.list();
    model.service("s2", "db").node("c-node-3", "ready").toldBy(engine);
    engine.says("/networks", Arr.of(Doc.of("Id", "net", "Name", "storm")));
    int before = engine.requests().size();
    engine.happens(type);
    eventually(
        () -> {
          list();
          assertThat(engine.requests().subList(before, engine.requests().size()))
              .anyMatch(request -> request.startsWith("/v1.41" + path));
        });
  }

  @Test
  void whetherAManagerIsReachableHasNoEventAndIsSeenAllTheSame() throws Exception {
    swarm.list();
    Doc node = (Doc) ((Arr) Json.read(engine.answer("/nodes").body())).get(0);
    Doc lost = node.with("ManagerStatus", Doc.of("Reachability", "unreachable"));
    engine.says("/nodes", Arr.of(lost));
    eventually(
        () ->
            assertThat(list().resources().get(node.text("ID")).text("health"))
                .isEqualTo("unhealthy"));
  }

  @Test
  void taskOfAnUnknownServiceIsAHintToo() throws Exception {
    swarm.list();
    model.service("s2", "db").task("t2", "s2", 1, "new").toldBy(engine);
    assertThat(swarm.list().resources().get("t2").text("parent")).isEqualTo("s2");
  }

  @Test
  void taskOfAServiceThatIsGoneStaysWithItsNamesAndWithoutParent() throws Exception {
    swarm.list();
    model.without("s").task("t1", "s", 1, "shutdown").toldBy(engine);
    engine.happens("service");
    eventually(() -> assertThat(list().resources()).doesNotContainKey("s"));
    for (int i = 0; i < 2; i++) {
      Doc task = swarm.list().resources().get("t1");
      assertThat(task.get("parent")).isNull();
      assertThat(task.texts("names")).first().isEqualTo("web.1");
      model.node("c-node-3", "ready").toldBy(engine);
      engine.happens("node");
      eventually(() -> assertThat(list().resources()).containsKey("c-node-3"));
    }
  }

  @Test
  void streamOfEventsThatEndsIsOpenedAgainAndEverythingListed() throws Exception {
    swarm.list();
    eventually(() -> assertThat(engine.listeners()).isOne());
    engine.hangUp();
    model.service("s2", "db").toldBy(engine);
    eventually(() -> assertThat(list()).isNotNull());
    eventually(
        () -> {
          assertThat(list().resources()).containsKey("s2");
          assertThat(engine.listeners()).isOne();
        });
  }

  @Test
  void proxyThatKeepsEventsAndNetworksToItselfIsGoodEnough() throws Exception {
    engine.says("/events", Answer.error(403, "forbidden"));
    engine.says("/networks", Answer.error(403, "forbidden"));
    assertThat(swarm.list().resources()).containsKey("t1");
    model.service("s2", "db").toldBy(engine);
    engine.says("/networks", Answer.error(403, "forbidden"));
    assertThat(swarm.list().resources()).containsKey("s2");
    assertThat(engine.requests().stream().filter(r -> r.contains("/events"))).hasSize(1);
    assertThat(engine.requests().stream().filter(r -> r.equals("/version"))).hasSize(1);
  }

  @Test
  void showsWhatElseASwarmHasAndItsStacks() throws Exception {
    Doc labels = Doc.of("com.docker.stack.namespace", "blog");
    engine.says("/networks", Arr.of(Doc.of("Id", "n1", "Name", "blog_net", "Labels", labels)));
    engine.says("/configs", Arr.of(Doc.of("ID", "c1", "Spec", Doc.of("Name", "conf"))));
    engine.says("/secrets", Arr.of(Doc.of("ID", "x1", "Spec", Doc.of("Name", "password"))));
    engine.says(
        "/volumes",
        Doc.of(
            "Volumes",
            Arr.of(
                Doc.of("Name", "local"),
                Doc.of("Name", "shared", "ClusterVolume", Doc.of("ID", "v1")))));
    World world = swarm.list();
    assertThat(world.resources().keySet())
        .contains("stack:blog", "n1", "c1", "x1", "v1")
        .doesNotContain("local");
    assertThat(world.resources().get("n1").text("parent")).isEqualTo("stack:blog");

    engine.says("/configs", Answer.error(500, "The swarm does not have a leader."));
    engine.happens("config");
    eventually(() -> assertThatThrownBy(swarm::list).hasMessageContaining("/configs"));
    engine.says("/configs", Answer.error(403, "forbidden"));
    assertThat(swarm.list().resources()).as("nobody said it is gone").containsKey("c1");
    engine.says("/configs", Arr.EMPTY);
    engine.says("/networks", Arr.EMPTY);
    engine.happens("config");
    engine.happens("network");
    eventually(() -> assertThat(list().resources()).doesNotContainKeys("c1", "n1", "stack:blog"));
  }

  /** One that cannot ask the swarm's managers lists its own volumes, and only warns. */
  @Test
  void clusterVolumesThatAreNotListedAreNotGone() throws Exception {
    Doc shared = Doc.of("Name", "shared", "ClusterVolume", Doc.of("ID", "v1"));
    Arr local = Arr.of(Doc.of("Name", "local"));
    Doc warned = Doc.of("Volumes", local, "Warnings", Arr.of("The swarm does not have a leader."));
    engine.says("/volumes", warned);
    assertThat(swarm.list().unknown()).contains("swarm-volume");
    engine.says("/volumes", Doc.of("Volumes", Arr.of(shared), "Warnings", null));
    relist("volume", "v1", true);
    assertThat(swarm.list().unknown()).doesNotContain("swarm-volume");
    engine.says("/volumes", warned);
    engine.happens("volume");
    eventually(() -> assertThat(count("/volumes")).isEqualTo(3));
    assertThat(swarm.list().resources()).as("nobody said it is gone").containsKey("v1");
    engine.says("/volumes", Doc.of("Volumes", local, "Warnings", null));
    relist("volume", "v1", false);
  }

  private void relist(String event, String id, boolean isThere) {
    engine.happens(event);
    eventually(() -> assertThat(list().resources().containsKey(id)).isEqualTo(isThere));
  }

  private long count(String path) {
    list();
    return engine.requests().stream().filter(asked -> asked.endsWith(path)).count();
  }

  @Test
  void whatWasNeverListedIsUnknown() throws Exception {
    engine.says("/networks", Answer.error(403, "forbidden"));
    engine.says("/configs", Answer.error(403, "forbidden"));
    engine.says("/secrets", Arr.EMPTY);
    engine.says("/volumes", Doc.of("Volumes", null));
    assertThat(swarm.list().unknown()).containsExactlyInAnyOrder("swarm-network", "swarm-config");
    engine.says("/networks", Arr.EMPTY);
    engine.says("/configs", Answer.error(500, "The swarm does not have a leader."));
    engine.happens("network");
    engine.happens("config");
    eventually(() -> assertThatThrownBy(swarm::list).hasMessageContaining("/configs"));
    engine.says("/configs", Answer.error(403, "forbidden"));
    assertThat(swarm.list().unknown())
        .as("an empty list is a list, even if it comes before an error")
        .containsExactly("swarm-config");
    engine.says("/configs", Arr.EMPTY);
    engine.happens("config");
    eventually(() -> assertThat(list().unknown()).isEmpty());
  }

  @Test
  void anotherSwarmsConfigsAreNotThisOnes() throws Exception {
    engine.says("/configs", Arr.of(Doc.of("ID", "c1", "Spec", Doc.of("Name", "conf"))));
    assertThat(swarm.list().resources()).containsKey("c1");
    new SwarmModel("d", 1).toldBy(engine);
    engine.says("/configs", Answer.error(403, "forbidden"));
    engine.happens("node");
    eventually(
        () -> {
          World world = list();
          assertThat(world.agent().name()).isEqualTo("swarm-d");
          assertThat(world.resources()).doesNotContainKey("c1");
          assertThat(world.unknown()).contains("swarm-config");
        });
  }

  @Test
  void helpersOfServiceExecAreNotShown() throws Exception {
    Doc labels = Doc.of("storm-swarm-exec", "yes");
    Doc container = Doc.of("ContainerSpec", Doc.of("Labels", labels, "Args", Arr.of("hunter2")));
    engine.says(
        "/services",
        Arr.of(
            Doc.of(
                "ID",
                "h",
                "Spec",
                Doc.of("Name", "h", "Labels", labels, "TaskTemplate", container))));
    engine.says("/tasks", Arr.of(Doc.of("ID", "ht", "ServiceID", "h", "Spec", container)));
    assertThat(swarm.list().resources().keySet())
        .containsExactlyElementsOf(new SwarmModel("c", 2).ids());
  }

  @Test
  void anotherManagerIsAskedWhenOneDoesNotAnswer() throws Exception {
    try (CannedEngine second = CannedEngine.onTcp()) {
      model.toldBy(second);
      Managers.Place place = new Managers.Place(List.of(engine.address(), second.address()));
      Engine both = new Managers(place, at -> new HttpEngine(at, Duration.ofMillis(1500)));
      try (Swarm swarm = new Swarm(both, Naming.OWN, Doc.EMPTY)) {
        World world = swarm.list();
        assertThat(place.address()).isEqualTo(engine.address());
        engine.says("/tasks", Answer.error(500, "The swarm does not have a leader."));
        assertThatThrownBy(swarm::list).hasMessageContaining("" + engine.address());
        assertThat(swarm.list().resources()).isEqualTo(world.resources());
        assertThat(place.address()).isEqualTo(second.address());
        second.says("/info", Answer.raw("{}"));
        second.happens("node");
        eventually(
            () -> assertThatThrownBy(swarm::list).hasMessageContaining("is not part of a swarm"));
        model.toldBy(engine);
        assertThat(swarm.list().resources()).isEqualTo(world.resources());
        assertThat(place.address()).isEqualTo(engine.address());
      }
    }
  }

  @Test
  void restlessNumbersOfInfoAreNoChange() throws Exception {
    engine.says("/events", Answer.error(403, "forbidden"));
    World first = swarm.list();
    engine.says("/info", model.info());
    assertThat(swarm.list()).isSameAs(first);
    engine.says("/info", model.info().with("Containers", 7));
    assertThat(swarm.list().resources().get("c").doc("snapshot").get("Containers")).isEqualTo(7);
  }

  static Stream<Answer> half() {
    Answer tasks = Answer.of(new SwarmModel("c", 1).task("t1", "s", 1, "running").taskList());
    Answer twice =
        Answer.raw("[{\"ID\":\"t1\",\"Version\":{\"Index\":1}},{\"ID\":\"t1\",\"Slot\":2}]");
    return Stream.of(
        Answer.error(500, "rpc error: code = DeadlineExceeded"),
        Answer.error(503, "The swarm does not have a leader."),
        tasks.in(Manner.CUT),
        tasks.in(Manner.STALLED),
        tasks.in(Manner.SILENT),
        twice,
        Answer.raw(""),
        Answer.raw("null"),
        Answer.raw("{}"),
        Answer.raw("[null]"),
        Answer.raw("[{}]"),
        Answer.raw("[{\"ID\":\"\"}]"),
        Answer.raw("[{\"ID\":7}]"),
        Answer.raw("[{\"ID\":\"x\",}]"),
        Answer.raw("<html>"));
  }

  /** Each of the lists, in each of the ways: no world, and afterwards the right one. */
  @ParameterizedTest
  @MethodSource("half")
  void halfAnAnswerIsNone(Answer half) throws Exception {
    swarm.list();
    boolean slow = half.manner() == Manner.STALLED || half.manner() == Manner.SILENT;
    for (String path : slow ? List.of("/tasks") : List.of("/nodes", "/services", "/tasks")) {
      Answer whole = engine.answer(path);
      engine.says(path, half);
      engine.happens("engine");
      eventually(
          () ->
              assertThatThrownBy(swarm::list)
                  .isInstanceOf(CloudException.class)
                  .hasMessageStartingWith("Docker Engine at tcp://127.0.0.1:")
                  .hasMessageContaining(path));
      engine.says(path, whole);
      assertThat(swarm.list().resources().keySet()).containsExactlyElementsOf(model.ids());
    }
  }

  @Test
  void swarmWithoutNodesOrWithoutItsOwnIsNotTheWholeSwarm() throws Exception {
    swarm.list();
    for (Arr nodes : List.of(Arr.EMPTY, Arr.of(Doc.of("ID", "c-node-2")))) {
      engine.says("/nodes", nodes);
      engine.happens("node");
      eventually(() -> assertThatThrownBy(swarm::list).hasMessageContaining("not the whole swarm"));
    }
  }

  @Test
  void engineThatIsGoneIsSaidAndMayComeBackAsAnotherVersion() throws Exception {
    int port = ((EngineAddress.Tcp) engine.address()).port();
    swarm.list();
    engine.close();
    eventually(
        () ->
            assertThatThrownBy(swarm::list)
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("does not answer: connection refused"));
    Consumer<CannedEngine> newer =
        again -> {
          again.says("/version", Doc.of("ApiVersion", "1.52", "MinAPIVersion", "1.44"));
          model.toldBy(again);
        };
    try (CannedEngine again = CannedEngine.onTcp(port, newer)) {
      assertThat(swarm.list().resources()).containsKey("t1");
      assertThat(again.requests()).contains("/v1.51/tasks");
    }
  }

  @Test
  void anotherSwarmIsAnotherAgentAtOnce() throws Exception {
    swarm.list();
    SwarmModel other = new SwarmModel("d", 1).service("z", "other").task("y", "z", 1, "running");
    other.toldBy(engine);
    engine.happens("node");
    eventually(
        () -> {
          World world = list();
          assertThat(world.agent().name()).isEqualTo("swarm-d");
          assertThat(world.resources().keySet()).containsExactlyElementsOf(other.ids());
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | is not part of a swarm; make it one with: docker swarm init",
        "{\"Swarm\":{\"LocalNodeState\":\"inactive\"}} | is not part of a swarm; make it one with",
        "{\"Swarm\":{\"LocalNodeState\":\"pending\"}} | is still joining its swarm",
        "{\"Swarm\":{\"LocalNodeState\":\"locked\"}} | docker swarm unlock",
        "{\"Swarm\":{\"LocalNodeState\":\"error\",\"Error\":\"no cert\"}} | swarm: no cert",
        "{\"Swarm\":{\"LocalNodeState\":\"active\",\"RemoteManagers\":[{\"Addr\":\"10.0.0.1:2377\"}"
            + "]}} | is a worker of its swarm, and only managers know the swarm; use -H with a"
            + " manager (10.0.0.1)",
        "{\"Swarm\":{\"LocalNodeState\":\"active\",\"ControlAvailable\":true}} | does not know its"
            + " swarm at the moment",
      })
  void engineThatIsNoManagerIsToldApart(String info, String message) throws Exception {
    engine.says("/info", Answer.raw(info));
    assertThatThrownBy(swarm::list)
        .isInstanceOf(CloudException.class)
        .hasMessageStartingWith("This Docker Engine at tcp://")
        .hasMessageContaining(message);
    model.toldBy(engine);
    assertThat(swarm.list().resources()).containsKey("t1");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"ApiVersion\":\"1.23\"}', knows no swarm",
    "'{\"name\":\"elasticsearch\"}', is no Docker Engine",
    "'<html>', is no Docker Engine",
  })
  void whateverElseAnswersIsToldApart(String version, String message) {
    engine.says("/version", Answer.raw(version));
    assertThatThrownBy(swarm::list)
        .isInstanceOf(CloudException.class)
        .hasMessageContaining(message);
  }

  @Test
  void unknownStatesAndFieldsAreNoError() throws Exception {
    Doc task =
        Doc.of(
            "ID", "t9",
            "ServiceID", "s",
            "Status", Doc.of("State", "levitating", "New", Arr.of(1, Doc.of("a.b", 2))));
    engine.says("/tasks", Arr.of(task));
    Doc resource = swarm.list().resources().get("t9");
    assertThat(resource.text("status")).isEqualTo("unknown");
    assertThat(resource.doc("snapshot")).isEqualTo(task);
  }

  @Test
  void listsTenThousandTasks() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      model.task("task-" + i, "s", i + 2, "running");
    }
    model.toldBy(engine);
    World first = swarm.list();
    assertThat(first.resources()).hasSize(1 + 2 + 1 + 10_001);
    model.task("task-77", "s", 79, "failed").toldBy(engine);
    World second = swarm.list();
    long same =
        second.resources().entrySet().stream()
            .filter(entry -> sameObject(first.resources().get(entry.getKey()), entry.getValue()))
            .count();
    assertThat(same).isEqualTo(second.resources().size() - 1);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean sameObject(Doc one, Doc other) {
    return one == other;
  }

  private World list() {
    try {
      return swarm.list();
    } catch (CloudException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Swarm swarm(CannedEngine engine) {
    Engine http = new HttpEngine(engine.address(), Duration.ofMillis(1500));
    return new Swarm(http, Naming.OWN, Doc.EMPTY);
  }
}
