package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What storm-docker shows and does, whoever it is that speaks Docker's API. */
abstract class EngineContract {
  /** Mostly it is half a second. */
  static final Duration SOON = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String PROJECT = " --label com.docker.compose.project=shop ";

  private Path socket;
  private String run;
  private Stormd stormd;
  private Program agent;

  /**
   * Starts stormd and storm-docker.
   *
   * @param options options of {@code docker run} for each container
   */
  void start(String name, Path socket, String options) throws InterruptedException {
    this.socket = socket;
    this.run = "run -d --label test=yes " + options + " ";
    stormd = Stormd.start(name + "-stormd");
    startAgent(name + "-agent");
    eventually(PATIENCE, () -> assertThat(resources(Doc.of("type", "docker-engine"))).hasSize(1));
    showsWhatTheEngineHas();
  }

  private void startAgent(String name) {
    agent =
        Program.start(
            name,
            Map.of(),
            List.of(
                Repository.launcher("storm-docker"),
                "-C",
                stormd.address(),
                "-H",
                "unix://" + socket,
                "-p"));
  }

  @AfterEach
  void clear() {
    remove("ps -aq --filter label=test=yes", "rm -f ");
    remove("network ls -q --filter label=test=yes", "network rm ");
    remove("volume ls -q --filter label=test=yes", "volume rm ");
  }

  private void remove(String list, String remove) {
    for (String id : docker(list).lines().toList()) {
      docker(remove + id);
    }
  }

  @AfterAll
  void stop() {
    agent.close();
    stormd.close();
  }

  final String docker(String arguments) {
    return Swarm.docker(socket, arguments);
  }

  /** Runs a container, in the background. */
  final String run(String arguments) {
    return docker(run + arguments);
  }

  final Stormd stormd() {
    return stormd;
  }

  final List<Doc> resources(Doc query) {
    return stormd.list("/resources", "q", Json.text(query));
  }

  /** The container of a name, once it shows this status and health. */
  final Doc shows(String name, String status, String health) throws InterruptedException {
    Doc query = Doc.of("type", "docker-container", "names", name);
    eventually(
        SOON,
        () ->
            assertThat(resources(query))
                .singleElement()
                .satisfies(
                    one ->
                        assertThat(one.text("status") + " " + one.text("health"))
                            .isEqualTo(status + " " + health)));
    return resources(query).getFirst();
  }

  final void isGone(String name) throws InterruptedException {
    eventually(SOON, () -> assertThat(resources(Doc.of("names", name))).isEmpty());
  }

  final Doc engine() {
    return resources(Doc.of("type", "docker-engine")).getFirst();
  }

  @Test
  void theLifeOfAContainer() throws InterruptedException {
    String id = run("--name life -p 18181:80 -e A_SECRET=hunter2 -e B=c nginx:1.27");
    Doc container = shows("life", "running", "unknown");
    assertThat(container.texts("names")).containsExactly("life", id, id.substring(0, 12));
    assertThat(container.text("image")).isEqualTo("nginx:1.27");
    assertThat(container.doc("labels").text("test")).isEqualTo("yes");
    assertThat(container.text("parent")).isEqualTo(engine().text("id"));
    assertThat(container.text("host")).isEqualTo(engine().text("id"));
    assertThat(container.text("cluster")).isEqualTo(engine().text("id"));
    assertThat(container.arr("addresses").toString()).matches(".*\"ip\":\"[0-9.]+\",.*");
    assertThat(container.arr("ports").toString())
        .isEqualTo("[{\"port\":80,\"protocol\":\"tcp\",\"published\":18181}]");
    assertThat(container.doc("snapshot").doc("Config").texts("Env"))
        .contains("A_SECRET=******", "B=c");

    docker("pause life");
    shows("life", "stopped", "unknown");
    docker("unpause life");
    shows("life", "running", "unknown");
    docker("rename life second");
    assertThat(shows("second", "running", "unknown").texts("names")).doesNotContain("life");
    docker("stop second");
    assertThat(shows("second", "stopped", "unknown").has("addresses")).isFalse();
    docker("start second");
    shows("second", "running", "unknown");
    docker("kill second");
    shows("second", "stopped", "unknown");
    docker("rm second");
    isGone(id);
  }

  @Test
  void howAContainerEnded() throws InterruptedException {
    run("--name done busybox true");
    run("--name failed busybox false");
    docker(run.replace("run -d", "create") + "--name created busybox true");
    shows("done", "stopped", "unknown");
    shows("failed", "error", "unknown");
    shows("created", "created", "unknown");
  }

  @Test
  void aProjectIsAboveWhatBelongsToIt() throws InterruptedException {
    docker("volume create --label test=yes" + PROJECT + "shop_data");
    run(PROJECT + "-v shop_data:/data --name shop-web-1 redis:3.2.12");
    run(PROJECT + "--name shop-db-1 redis:4.0.14");
    String web = shows("shop-web-1", "running", "unknown").text("parent");
    shows("shop-db-1", "running", "unknown");
    Doc project = (Doc) stormd.get("/resources/" + web);
    assertThat(project.text("type")).isEqualTo("compose-project");
    assertThat(project.texts("names")).containsExactly("shop", "project:shop");
    assertThat(project.text("status")).isEqualTo("running");
    assertThat(project.text("parent")).isEqualTo(engine().text("id"));
    assertThat(resources(Doc.of("parent", web)).stream().map(one -> one.texts("names").getFirst()))
        .containsExactlyInAnyOrder("shop-web-1", "shop-db-1", "shop_data");
    docker("stop shop-web-1");
    docker("stop shop-db-1");
    eventually(
        SOON,
        () ->
            assertThat(((Doc) stormd.get("/resources/" + web)).text("status"))
                .isEqualTo("stopped"));
    clear();
    isGone("project:shop");
    isGone("shop_data");
  }

  @Test
  void imagesComeAndGoByTheirNames() throws InterruptedException {
    run("--name holder nginx:1.27");
    shows("holder", "running", "unknown");
    docker("tag nginx:1.27 registry.example.com:5000/team/app:7");
    Doc query = Doc.of("type", "docker-image", "names", "registry.example.com:5000/team/app:7");
    eventually(
        SOON,
        () ->
            assertThat(resources(query))
                .singleElement()
                .satisfies(image -> assertThat(image.texts("names")).contains("nginx:1.27")));
    docker("rmi registry.example.com:5000/team/app:7");
    eventually(SOON, () -> assertThat(resources(query)).isEmpty());
  }

  @Test
  void aProcedureRunsOnTheEngineAndOnItsContainers() throws InterruptedException {
    run("--name target nginx:1.27");
    shows("target", "running", "unknown");
    procedure(
        "inside",
        "- exec {{ target.names[0] }} sh -c 'echo hello from $HOSTNAME'\n- port target\n");
    Doc inside = exec("inside", "target");
    assertThat(inside.text("status")).as(inside.toString()).isEqualTo("done");
    assertThat(inside.doc("result").texts("outputs").getFirst()).startsWith("hello from");
    procedure("stop", "- stop target\n- rm target\n- rm target\n");
    Doc stop = exec("stop", engine().text("id"));
    assertThat(stop.text("status")).isEqualTo("error");
    assertThat(stop.doc("result").texts("outputs")).hasSize(3).last().asString().contains("target");
    isGone("target");
  }

  private void procedure(String name, String content) {
    stormd.send("POST", "/procedures", Doc.of("type", "docker", "name", name, "content", content));
  }

  private Doc exec(String procedure, String target) throws InterruptedException {
    Doc asked =
        (Doc) stormd.send("POST", "/procedures/" + procedure + "/exec", Doc.of("target", target));
    String job = "/jobs/" + asked.text("id");
    eventually(
        PATIENCE, () -> assertThat(((Doc) stormd.get(job)).text("status")).isIn("done", "error"));
    return (Doc) stormd.get(job);
  }

  @Test
  void whatHappenedWhileTheAgentWasDeadIsSeenWhenItIsBack() throws InterruptedException {
    String gone = run("--name gone nginx:1.27");
    run("--name stays nginx:1.27");
    shows("gone", "running", "unknown");
    String stays = shows("stays", "running", "unknown").text("id");
    agent.kill();
    docker("rm -f gone");
    docker("kill stays");
    run("--name fresh nginx:1.27");
    startAgent("again-agent");
    shows("fresh", "running", "unknown");
    isGone(gone);
    assertThat(shows("stays", "stopped", "unknown").text("id")).isEqualTo(stays);
    showsWhatTheEngineHas();
  }

  /** Each container, once; and no other. */
  final void showsWhatTheEngineHas() throws InterruptedException {
    eventually(
        SOON,
        () -> {
          List<String> shown =
              resources(Doc.of("type", "docker-container")).stream()
                  .map(one -> one.doc("snapshot").text("Id"))
                  .toList();
          assertThat(shown).containsExactlyInAnyOrderElementsOf(own());
        });
  }

  private List<String> own() {
    List<String> own = new ArrayList<>();
    for (String line : docker("ps -a --no-trunc --format {{.ID}},{{.Labels}}").lines().toList()) {
      if (!line.contains("com.docker.swarm.task.id=")) {
        own.add(line.substring(0, line.indexOf(',')));
      }
    }
    return own;
  }
}
