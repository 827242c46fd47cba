package org.perfectstorm.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfectstorm.agent.CloudException;
import org.perfectstorm.agent.World;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.provider.docker.engine.CannedEngine.Answer;
import org.perfectstorm.provider.docker.engine.CannedEngine.Manner;
import org.perfectstorm.provider.docker.engine.EngineAddress;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** The provider against an engine on a real socket, which answers what a real one answered. */
@Timeout(60)
class DockerTest {
  private static final String ID = ((Doc) Recorded.answer("info")).text("ID");

  private final CannedEngine engine = CannedEngine.onTcp();
  private final Docker docker = docker(null, false);

  DockerTest() throws IOException {
    Recorded.toldBy(engine);
  }

  private Docker docker(String name, boolean withSwarm) {
    HttpEngine http =
        new HttpEngine(engine.address(), Duration.ofMillis(1500), 1 + Inspections.AT_A_TIME);
    return new Docker(http, new Docker.Options(name, withSwarm, Doc.EMPTY), EnvironmentMask.NONE);
  }

  @AfterEach
  void close() throws IOException {
    docker.close();
    engine.close();
  }

  @Test
  void showsAllButWhatBelongsToASwarm() throws Exception {
    World world = docker.list();
    assertThat(world.agent().type()).isEqualTo("docker");
    assertThat(world.agent().name()).isEqualTo("docker-" + ID);
    assertThat(world.summary())
        .isEqualTo(
            "engine swarm-1 with 13 containers, 6 images, 5 networks, 2 volumes; 1 containers of"
                + " its swarm's tasks are left out (--with-swarm)");
    assertThat(ofType(world, "docker-container")).hasSize(13);
    try (Docker all = docker("copy", true)) {
      World whole = all.list();
      assertThat(whole.agent().name()).isEqualTo("docker-copy");
      assertThat(whole.resources()).containsKey("copy");
      assertThat(whole.summary())
          .isEqualTo("engine swarm-1 with 14 containers, 6 images, 6 networks, 2 volumes");
    }
  }

  @Test
  void withoutAnEventNothingIsAsked() throws Exception {
    World first = docker.list();
    int before = engine.requests().size();
    for (int i = 0; i < 5; i++) {
      assertThat(docker.list()).isSameAs(first);
    }
    assertThat(engine.requests()).hasSize(before);
  }

  @Test
  void listensBeforeItLists() throws Exception {
    docker.list();
    assertThat(engine.requests().get(1)).startsWith("/v1.41/events?filters=");
  }

  @Test
  void onlyAContainerThatAnEventNamesIsInspectedAgain() throws Exception {
    World first = docker.list();
    String web = named("/web");
    engine.says(Recorded.path(web), inspected(web).with("State", Doc.of("Status", "paused")));
    List<String> asked = askedAfter("container", "pause", web, 2);
    assertThat(asked).containsExactly("/v1.41/containers/json?all=1", inspect(web));
    World second = list();
    assertThat(second.resources().get(web).text("status")).isEqualTo("stopped");
    assertThat(second).isNotSameAs(first);
  }

  @Test
  void aContainerWhosePlaceInTheListReadsOtherwiseIsInspectedAgainButNotForItsAge()
      throws Exception {
    docker.list();
    Arr listed = (Arr) Recorded.answer("containers");
    String web = named("/web");
    Arr later =
        Arr.from(
            listed.stream()
                .map(Doc.class::cast)
                .map(
                    one ->
                        one.with("Status", one.text("Status").replaceAll("\\d+ seconds", "2 days")))
                .toList());
    engine.says("/containers/json", later);
    assertThat(askedAfter("container", "start", "another", 1))
        .containsExactly("/v1.41/containers/json?all=1");
    engine.says(
        "/containers/json",
        Arr.from(
            later.stream()
                .map(Doc.class::cast)
                .map(
                    one ->
                        one.text("Id").equals(web)
                            ? one.with("Status", "Up 2 days (unhealthy)")
                            : one)
                .toList()));
    assertThat(askedAfter("container", "start", "another", 2))
        .containsExactly("/v1.41/containers/json?all=1", inspect(web));
  }

  @Test
  void aContainerThatVanishesBetweenListAndInspectionIsNoError() throws Exception {
    String web = named("/web");
    engine.says(Recorded.path(web), Answer.error(404, "No such container: " + web));
    World world = docker.list();
    assertThat(world.resources()).doesNotContainKey(web);
    assertThat(ofType(world, "docker-container")).hasSize(12);
  }

  @Test
  void oneThatCannotBeInspectedIsShownAsTheListHasIt() throws Exception {
    String failed = named("/failed");
    engine.says(Recorded.path(failed), Answer.error(500, "layer does not exist"));
    Doc shown = docker.list().resources().get(failed);
    assertThat(shown.texts("names")).startsWith("failed", failed);
    assertThat(shown.text("image")).isEqualTo("busybox:latest");
    assertThat(shown.text("status")).isEqualTo("stopped");
    Recorded.toldBy(engine);
    engine.happens("container", "start", "another");
    eventually(() -> assertThat(list().resources().get(failed).text("status")).isEqualTo("error"));
  }

  @Test
  void whatAnEngineKeepsToItselfDoesNotHideTheRest() throws Exception {
    for (String path : List.of("/images/json", "/networks", "/volumes")) {
      engine.says(path, Answer.error(403, "forbidden"));
    }
    World world = docker.list();
    assertThat(ofType(world, "docker-container")).hasSize(13);
    assertThat(ofType(world, "docker-image")).isEmpty();
    assertThat(world.unknown()).contains("docker-image", "docker-network", "docker-volume");
    Recorded.toldBy(engine);
    engine.happens("engine");
    eventually(() -> assertThat(list().unknown()).isEmpty());
    engine.says("/images/json", Answer.error(403, "forbidden"));
    engine.happens("image");
    assertThat(ofType(list(), "docker-image")).as("as they were").hasSize(6);
  }

  @Test
  void anEngineWithoutEventsIsListedEachTime() throws Exception {
    engine.says("/events", Answer.error(403, "forbidden"));
    World first = docker.list();
    int before = engine.requests().size();
    assertThat(docker.list()).isSameAs(first);
    assertThat(engine.requests().size()).isGreaterThan(before + 4);
  }

  @Test
  void numbersThatNeverRestAreNoChange() throws Exception {
    engine.says("/events", Answer.error(403, "forbidden"));
    World first = docker.list();
    Doc info = (Doc) Recorded.answer("info");
    engine.says("/info", info.with("SystemTime", "later").with("NFd", 1).with("Containers", 99));
    assertThat(docker.list()).isSameAs(first);
    engine.says("/info", info.with("ServerVersion", "99"));
    Doc engine = docker.list().resources().get(ID);
    assertThat(engine.doc("snapshot").text("ServerVersion")).isEqualTo("99");
  }

  /** As Podman does. */
  @Test
  void whereTheIdIsAnotherEachTimeTheHostsNameIsTaken() throws Exception {
    Doc info = (Doc) Recorded.answer("info");
    engine.says("/info", () -> Answer.of(info.with("ID", UUID.randomUUID().toString())));
    World world = docker.list();
    assertThat(world.agent().name()).isEqualTo("docker-swarm-1");
    assertThat(world.resources().get("swarm-1").texts("names")).containsExactly("swarm-1");
    engine.happens("engine");
    assertThat(docker.list()).isSameAs(world);
    engine.says("/info", () -> Answer.of(Doc.of("ID", UUID.randomUUID().toString())));
    engine.hangUp();
    eventually(
        () ->
            assertThatThrownBy(docker::list)
                .hasMessageContaining("has neither an ID nor a name; give it one: --name"));
  }

  @Test
  void anotherEngineAtThisAddressIsAnotherAgent() throws Exception {
    docker.list();
    engine.says("/info", ((Doc) Recorded.answer("info")).with("ID", "OTHER"));
    engine.hangUp();
    eventually(() -> assertThat(tolerantly().agent().name()).isEqualTo("docker-OTHER"));
  }

  static Stream<Answer> half() {
    Answer list = Answer.of(Recorded.answer("containers"));
    Answer twice = Answer.raw("[{\"Id\":\"t1\",\"Name\":\"t1\"},{\"Id\":\"t1\",\"Name\":\"t1\"}]");
    return Stream.of(
        Answer.error(500, "something is wrong"),
        Answer.error(503, "please wait"),
        list.in(Manner.CUT),
        list.in(Manner.STALLED),
        list.in(Manner.SILENT),
        twice,
        Answer.raw(""),
        Answer.raw("null"),
        Answer.raw("{}"),
        Answer.raw("[null]"),
        Answer.raw("[{}]"),
        Answer.raw("[]"),
        Answer.raw("<html>"));
  }

  /** In each of the ways: no world, and afterwards the right one. */
  @ParameterizedTest
  @MethodSource("half")
  void halfAnAnswerIsNone(Answer half) throws Exception {
    World whole = docker.list();
    engine.says("/containers/json", half);
    engine.happens("container", "start", "another");
    eventually(
        () ->
            assertThatThrownBy(docker::list)
                .isInstanceOf(CloudException.class)
                .hasMessageStartingWith("Docker Engine at tcp://127.0.0.1:"));
    Recorded.toldBy(engine);
    assertThat(docker.list().resources()).isEqualTo(whole.resources());
  }

  @Test
  void halfAnInspectionIsNone() throws Exception {
    String web = named("/web");
    for (Answer half :
        List.of(
            Answer.of(inspected(web)).in(Manner.CUT),
            Answer.of(inspected(web)).in(Manner.STALLED),
            Answer.of(inspected(named("/sick"))),
            Answer.raw("[]"),
            Answer.raw("{}"))) {
      engine.says(Recorded.path(web), half);
      assertThatThrownBy(docker::list).isInstanceOf(CloudException.class);
    }
    Recorded.toldBy(engine);
    assertThat(docker.list().resources()).containsKey(web);
  }

  @Test
  void anEngineWithoutContainersIsFine() throws Exception {
    engine.says("/containers/json", Arr.EMPTY);
    engine.says("/info", ((Doc) Recorded.answer("info")).with("Containers", 0));
    assertThat(ofType(docker.list(), "docker-container")).isEmpty();
  }

  @Test
  void anEngineThatIsGoneIsSaidAndComesBack() throws Exception {
    int port = ((EngineAddress.Tcp) engine.address()).port();
    World world = docker.list();
    engine.close();
    eventually(
        () ->
            assertThatThrownBy(docker::list)
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("does not answer: connection refused"));
    try (CannedEngine again = CannedEngine.onTcp(port, Recorded::toldBy)) {
      assertThat(docker.list().resources()).isEqualTo(world.resources());
      assertThat(again.listeners()).isEqualTo(1);
    }
  }

  @Test
  void listsAThousandContainersAndInspectsFourAtATime() throws Exception {
    Doc listed = Recorded.docs("containers").get(1);
    Doc one = inspected(listed.text("Id"));
    List<Doc> many = IntStream.range(0, 1000).mapToObj(i -> listed.with("Id", "c" + i)).toList();
    engine.says("/containers/json", Arr.from(many));
    many.forEach(
        each -> engine.says(Recorded.path(each.text("Id")), one.with("Id", each.text("Id"))));
    assertThat(ofType(docker.list(), "docker-container")).hasSize(1000);
    assertThat(engine.connections()).isLessThanOrEqualTo(1 + Inspections.AT_A_TIME);
  }

  private List<String> askedAfter(String type, String action, String id, int count) {
    list();
    int before = engine.requests().size();
    engine.happens(type, action, id);
    eventually(
        () -> {
          list();
          assertThat(engine.requests().size()).isGreaterThanOrEqualTo(before + count);
        });
    list();
    return engine.requests().subList(before, engine.requests().size());
  }

  private static String inspect(String id) {
    return "/v1.41" + Recorded.path(id);
  }

  private static String named(String name) {
    return Recorded.docs("inspected").stream()
        .filter(one -> name.equals(one.text("Name")))
        .findFirst()
        .orElseThrow()
        .text("Id");
  }

  private static Doc inspected(String id) {
    return Recorded.docs("inspected").stream()
        .filter(one -> id.equals(one.text("Id")))
        .findFirst()
        .orElseThrow();
  }

  private static List<Doc> ofType(World world, String type) {
    return world.resources().values().stream()
        .filter(resource -> type.equals(resource.text("type")))
        .toList();
  }

  private World list() {
    try {
      return docker.list();
    } catch (CloudException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The connection that was just cut may be noticed only when it is used. */
  private World tolerantly() {
    return list();
  }
}
