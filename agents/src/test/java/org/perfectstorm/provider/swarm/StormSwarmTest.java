package org.perfectstorm.provider.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.agent.RealStormd;
import org.perfectstorm.model.Kind;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** The whole program, between a stormd and an engine; a script stands in the place of docker. */
@Timeout(120)
class StormSwarmTest {
  @TempDir Path folder;
  private CannedEngine engine;
  private RealStormd stormd;
  private Process program;

  @BeforeEach
  void world() throws IOException {
    engine = CannedEngine.onTcp();
    new SwarmModel("c", 2).service("s", "web").task("t1", "s", 1, "running").toldBy(engine);
    stormd = new RealStormd(folder.resolve("data"));
  }

  @AfterEach
  void close() throws Exception {
    if (program != null) {
      program.destroy();
      if (!program.waitFor(20, TimeUnit.SECONDS)) {
        program.destroyForcibly();
      }
    }
    stormd.close();
    engine.close();
  }

  @Test
  void clientsFindTheAgentByWhatTheyAlwaysLookedFor() throws IOException {
    run();
    eventually(() -> assertThat(agents(Doc.of("status", "online"))).hasSize(1));
    Doc agent = stormd.client().get(Kind.AGENT, "swarm-c");
    assertThat(agent.text("id")).matches("agt-[0-9A-Za-z]{22}");
    assertThat(agent.text("type")).isEqualTo("swarm");
    assertThat(agent.text("name")).isEqualTo("swarm-c");
    assertThat(agent.doc("options"))
        .isEqualTo(Doc.of("autoLabeling", false, "procedureRunner", false));
    assertThat(agents(Doc.of("options.procedureRunner", true, "status", "online"))).isEmpty();
  }

  @Test
  void proceduresAreRunByDockerAndTheirOutputComesBack() throws IOException {
    run("-p", "--docker", docker().toString());
    Doc runs = Doc.of("type", "swarm", "options.procedureRunner", true, "status", "online");
    eventually(() -> assertThat(agents(runs)).hasSize(1));
    eventually(() -> assertThat(stormd.client().list(Kind.RESOURCE)).hasSize(5));
    String cluster =
        stormd.client().list(Kind.RESOURCE, Doc.of("type", "swarm-cluster")).getFirst().text("id");
    String create = "- service create --name web -p 80:80 'nginx:{{ version }}'\n- [node, ls]\n";
    assertThat(exec(cluster, "create", create))
        .isEqualTo(
            "done "
                + Doc.of(
                    "outputs",
                    Arr.of(
                        line("service", "create", "--name", "web", "-p", "80:80", "nginx:1.27"),
                        line("node", "ls"))));
    // What goes wrong ends it, with the outputs so far.
    assertThat(exec(cluster, "remove", "- service rm web\n- service fail\n- node ls\n"))
        .isEqualTo(
            "error "
                + Doc.of("outputs", Arr.of(line("service", "rm", "web"), line("service", "fail"))));
  }

  private String exec(String target, String name, String content) {
    Doc procedure =
        Doc.of(
            "type", "swarm", "name", name, "content", content, "params", Doc.of("version", "1.27"));
    stormd.client().create(Kind.PROCEDURE, procedure);
    String job = stormd.exec(name, target, Doc.EMPTY);
    eventually(
        () -> assertThat(stormd.client().get(Kind.JOB, job).text("status")).matches("done|error"));
    return stormd.outcome(job);
  }

  private List<Doc> agents(Doc query) {
    return stormd.client().list(Kind.AGENT, query);
  }

  /** What the script says when it is called with some words. */
  private String line(String... words) {
    StringBuilder line = new StringBuilder("<--host><" + engine.address() + ">");
    for (String word : words) {
      line.append('<').append(word).append('>');
    }
    return line.append(" and 0 bytes\n").toString();
  }

  private Path docker() throws IOException {
    Path docker = folder.resolve("docker");
    Files.writeString(
        docker,
        """
        #!/bin/sh
        for word; do printf '<%s>' "$word"; done
        echo " and $(wc -c | tr -d ' ') bytes" >&2
        [ "$4" != fail ]
        """);
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
    return docker;
  }

  private void run(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(StormSwarm.class.getName());
    command.addAll(List.of("-C", stormd.address().toString(), "-H", engine.address().toString()));
    command.addAll(List.of(options));
    program =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("storm-swarm.log").toFile())
            .start();
  }
}
