package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code docs/walkthrough.md}, command by command, on the real swarm: each block that is marked as
 * {@code console}.
 */
@OnSwarm
@Timeout(400)
class WalkthroughTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** How long what only looks is asked again, until it shows what it should. */
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final Pattern LOOKS =
      Pattern.compile("stormctl (status|resource ls|group members) ?.*|docker service ls .*");

  private final Swarm swarm;
  private final Map<String, String> environment = new HashMap<>();

  WalkthroughTest(Swarm swarm) {
    this.swarm = swarm;
  }

  /** A command as it is printed, and what it prints. */
  private record Step(String command, List<String> output) {}

  @BeforeEach
  void prepare() throws InterruptedException {
    swarm.clear();
    String socket = "unix://" + swarm.socket(1);
    if (swarm.docker("image ls -q perfectstorm/storm-swarm").isEmpty()) {
      String storm = Repository.ROOT.resolve("storm").toString();
      Command.run(
              LONGEST,
              Map.of("DOCKER_HOST", socket),
              List.of(storm, "images", "stormd", "storm-swarm"))
          .succeeds();
    }
    environment.put("DOCKER_HOST", socket);
    environment.put("DOCKER_CONFIG", Repository.TARGET.resolve("docker-cli").toString());
    environment.put("MANAGER", swarm.address(1));
    environment.put("PATH", Repository.ROOT.resolve("bin") + ":" + System.getenv("PATH"));
  }

  @AfterEach
  void clear() throws InterruptedException {
    swarm.clear();
    // stormd's data, so that a second try begins at the beginning.
    eventually(SOON, () -> swarm.docker("volume rm -f storm"));
  }

  @Test
  void everyCommandDoesAsPrinted() throws Exception {
    List<Step> steps = steps(Repository.ROOT.resolve("docs/walkthrough.md"));
    assertThat(steps).hasSizeGreaterThan(12);
    for (Step step : steps) {
      if (step.command.startsWith("export ")) {
        export(step.command.substring(7));
      } else if (step.command.startsWith("curl ") && !hasRoutingMesh()) {
        System.out.println("not run, since this kernel has no IPVS: " + step.command);
      } else if (LOOKS.matcher(step.command).matches()) {
        eventually(SOON, () -> check(step));
      } else {
        check(step);
      }
    }
  }

  private void export(String assignment) {
    int equals = assignment.indexOf('=');
    String value = assignment.substring(equals + 1);
    for (Map.Entry<String, String> known : environment.entrySet()) {
      value = value.replace("$" + known.getKey(), known.getValue());
    }
    environment.put(assignment.substring(0, equals), value);
  }

  private void check(Step step) {
    Command done = swarm.inside(LONGEST, environment, step.command);
    String printed = done.succeeds().out().strip();
    List<String> lines = printed.isEmpty() ? List.of() : printed.lines().toList();
    assertThat(matches(step.output, lines))
        .as(
            "%s%nprinted%n%s%nbut should%n%s",
            step.command, printed, String.join("\n", step.output))
        .isTrue();
  }

  /** Whether lines are as printed: a line that is only … is any lines, or none. */
  private static boolean matches(List<String> expected, List<String> printed) {
    if (expected.isEmpty()) {
      return printed.isEmpty();
    }
    List<String> rest = expected.subList(1, expected.size());
    if (!expected.getFirst().strip().equals("…")) {
      return !printed.isEmpty()
          && lineMatches(expected.getFirst(), printed.getFirst())
          && matches(rest, printed.subList(1, printed.size()));
    }
    for (int i = 0; i <= printed.size(); i++) {
      if (matches(rest, printed.subList(i, printed.size()))) {
        return true;
      }
    }
    return false;
  }

  /** In a line, … is anything; blanks count once. */
  private static boolean lineMatches(String expected, String printed) {
    String line = tidy(printed);
    String[] parts = expected.split("…", -1);
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = tidy(parts[i]);
      int found = i == 0 ? (line.startsWith(part) ? 0 : -1) : line.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return at == line.length() || tidy(parts[parts.length - 1]).isEmpty();
  }

  private static String tidy(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static List<Step> steps(Path document) throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean inside = false;
    StringBuilder command = null;
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
        command = null;
      } else if (inside && line.startsWith("$ ")) {
        command = new StringBuilder(line.substring(2));
        steps.add(new Step(command.toString(), new ArrayList<>()));
      } else if (inside && command != null && command.toString().endsWith("\\")) {
        command.setLength(command.length() - 1);
        command.append(line.strip());
        steps.set(steps.size() - 1, new Step(command.toString(), new ArrayList<>()));
      } else if (inside) {
        steps.getLast().output.add(line);
      }
    }
    return steps;
  }

  private static boolean hasRoutingMesh() {
    return Files.exists(Path.of("/proc/net/ip_vs"));
  }
}
