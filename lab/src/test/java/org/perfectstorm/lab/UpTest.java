package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./storm up}: what it finds, the commands that it proposes, and its end. */
@OnSwarm
@Order(7)
final class UpTest {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration END = Duration.ofSeconds(20);

  /** It waits in steps of a second, and leaves the last step to itself. */
  private static final Duration LAST = Duration.ofSeconds(3);

  @Test
  void aSwarmIsFoundAndTheProposedCommandsWork(Swarm swarm) throws InterruptedException {
    swarm.create("cache", "--replicas 2 redis:3.2.12");
    try {
      List<ProcessHandle> processes;
      try (Program up = start("up-swarm", "unix://" + swarm.socket(1))) {
        up.await("the invitation", START, line -> line.equals("Ctrl-C stops everything."));
        assertThat(up.output())
            .contains("found    Docker Swarm at unix://" + swarm.socket(1), "3 nodes, 1 services");
        commandsWork(up);
        processes = interrupt(up);
      }
      eventually(LAST, () -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    } finally {
      swarm.clear();
    }
  }

  @Test
  void anEngineThatManagesNoSwarmIsShownAsItIs(Swarm swarm) throws InterruptedException {
    String engine = "unix://" + swarm.socket(3);
    Swarm.docker(swarm.socket(3), "run -d --name lonely nginx:1.27");
    try (Program up = start("up-engine", engine)) {
      up.await("the invitation", START, line -> line.equals("Ctrl-C stops everything."));
      assertThat(up.output()).contains("found    Docker Engine at " + engine, "1 containers, ");
      interrupt(up);
    } finally {
      Swarm.docker(swarm.socket(3), "rm -f lonely");
    }
  }

  @Test
  void withoutAnEngineThereIsADemonstrationThatSaysSo() throws InterruptedException {
    List<ProcessHandle> processes;
    try (Program up = start("up-demo", "unix:///nowhere/docker.sock")) {
      up.await("the invitation", START, line -> line.equals("Ctrl-C stops everything."));
      assertThat(up.output())
          .contains("no Docker Engine at unix:///nowhere/docker.sock", "DEMONSTRATION", "8 nodes");
      commandsWork(up);
      processes = interrupt(up);
    }
    eventually(LAST, () -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
  }

  private static Program start(String name, String engine) {
    Path data = Repository.folder(name);
    // A parent in the background may have had SIGINT ignored, which children inherit.
    return Program.start(
        name,
        Map.of("DOCKER_HOST", engine),
        List.of(
            "env",
            "--default-signal=INT",
            Repository.ROOT.resolve("storm").toString(),
            "up",
            "--port",
            "0",
            "--data",
            data.toString()));
  }

  /** Runs the lines that follow "Try:", in the repository, as a person would. */
  private static void commandsWork(Program up) throws InterruptedException {
    List<String> lines = up.lines().stream().map(Program.Line::text).toList();
    String export =
        lines.stream()
            .filter(line -> line.contains("export STORMD_HOST="))
            .findFirst()
            .orElseThrow();
    Map<String, String> host =
        Map.of("STORMD_HOST", export.substring(export.indexOf('=') + 1).strip());
    int first = lines.indexOf("Try:") + 1;
    List<String> commands = lines.subList(first, first + 3).stream().map(String::strip).toList();
    assertThat(commands).allMatch(command -> command.startsWith("bin/stormctl "));
    int number = 0;
    for (String command : commands) {
      List<String> shell = List.of("sh", "-c", "cd '" + Repository.ROOT + "' && exec " + command);
      if (command.endsWith("--watch")) {
        try (Program watch = Program.start("up-command-" + ++number, host, shell)) {
          eventually(
              END,
              () ->
                  assertThat(watch.output())
                      .containsPattern("swarm-task +\\S*cache\\.\\d, .* running "));
        }
      } else {
        Command.run(END, host, shell).succeeds();
      }
    }
  }

  /** Ctrl-C; returns the processes that were there before. */
  private static List<ProcessHandle> interrupt(Program up) {
    List<ProcessHandle> processes =
        new ArrayList<>(ProcessHandle.of(up.pid()).orElseThrow().descendants().toList());
    assertThat(processes).as("stormd and storm-swarm").hasSizeGreaterThanOrEqualTo(2);
    up.signal("INT");
    assertThat(up.awaitEnd(END)).as("exit code").isZero();
    return processes;
  }
}
