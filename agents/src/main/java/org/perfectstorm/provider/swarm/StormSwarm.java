package org.perfectstorm.provider.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.perfectstorm.agent.Agent;
import org.perfectstorm.agent.Duty;
import org.perfectstorm.agent.Gateway;
import org.perfectstorm.agent.HttpStormd;
import org.perfectstorm.agent.JobRunner;
import org.perfectstorm.agent.LogLine;
import org.perfectstorm.agent.Tempo;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Durations;
import org.perfectstorm.provider.docker.command.Allowance;
import org.perfectstorm.provider.docker.command.DockerCommand;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineAddress;
import org.perfectstorm.provider.docker.engine.EngineOptions;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.provider.docker.engine.Managers;
import org.perfectstorm.provider.swarm.Swarm.Naming;
import org.perfectstorm.provider.swarm.exec.ServiceExec;
import org.perfectstorm.provider.swarm.labels.Labelling;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code storm-swarm}: options, wiring, and nothing else. */
@Command(
    name = "storm-swarm",
    version = "storm-swarm version 0.1",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows stormd the clusters, nodes, services and tasks of a Docker Swarm, and runs"
            + " procedures on it.",
    footer = {
      "",
      "Environment: STORMD_HOST, used where -C is not given; DOCKER_HOST, DOCKER_CONTEXT,",
      "DOCKER_CONFIG, DOCKER_CERT_PATH, DOCKER_TLS_VERIFY, as for docker itself.",
      "Runs until it is stopped; stormd or the engine may be away meanwhile."
    })
public final class StormSwarm implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(StormSwarm.class);
  private static final Duration ENGINE_DEADLINE = Duration.ofSeconds(30);
  private static final Duration SHORTER_DEADLINE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Option(
      names = {"-C", "--connect"},
      paramLabel = "HOST[:PORT]",
      description =
          "stormd's address (default 127.0.0.1:28482); the host \"gateway\" is, in a container, the"
              + " machine that it runs on")
  private String stormd;

  @Mixin private final EngineOptions engineOptions = new EngineOptions();

  @Option(
      names = "--mask-env",
      paramLabel = "PATTERN",
      description =
          "hide the values of environment variables with such a name, * for any characters; may be"
              + " given several times, instead of the usual ones (*PASSWORD*, *SECRET*, *TOKEN*,"
              + " *_KEY and the like); none: hide nothing")
  private List<String> masked = EnvironmentMask.USUAL;

  @Option(
      names = "--replay",
      description = "show a recorded swarm instead of a real one, for demonstration")
  private boolean replay;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "time between two looks at the tasks, which have no events (default 1)")
  private double interval;

  @Option(
      names = {"-f", "--force-discovery"},
      description = "let stormd forget this swarm's resources first")
  private boolean force;

  @Option(
      names = {"-p", "--with-procedure-runner"},
      description = "run procedures of type swarm: docker commands against this swarm")
  private boolean procedures;

  @Option(names = "--read-only", description = "with -p: only docker commands that change nothing")
  private boolean readOnly;

  @Option(
      names = "--allow",
      paramLabel = "WORDS",
      description =
          "with -p: only docker commands that begin with these words, such as 'service scale';"
              + " may be given several times")
  private List<String> allow = List.of();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "4",
      description = "how many procedures run at a time (default 4)")
  private int jobs;

  @Option(
      names = "--job-timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      description =
          "how long a procedure may run that says nothing of it itself, such as 90s or 2h"
              + " (default 1h)")
  private String jobTimeout;

  @Option(
      names = "--docker",
      paramLabel = "PROGRAM",
      defaultValue = "docker",
      description = "the docker command line that runs them (default docker)")
  private String docker;

  @Option(
      names = "--exec-image",
      paramLabel = "IMAGE",
      defaultValue = "${env:STORM_EXEC_IMAGE:-docker:28-cli}",
      description =
          "an image with the docker command line, which service exec starts on other nodes than the"
              + " manager's own (default docker:28-cli)")
  private String execImage;

  @Option(
      names = {"-l", "--with-auto-labeling"},
      description =
          "label services and nodes with the groups that they are in: storm-group-NAME=yes")
  private boolean labels;

  @Option(
      names = {"-D", "--debug"},
      description = "log more")
  private boolean debug;

  /** Runs the command; exits with 0 when it was stopped, 2 for wrong options. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new StormSwarm()).execute(args));
  }

  @Override
  public Integer call() {
    Address to = address(first(stormd, System.getenv("STORMD_HOST")));
    if (interval < 0.1 || interval > 3600) {
      throw new ParameterException(
          spec.commandLine(), "--interval: expected seconds from 0.1 to 3600, got " + interval);
    }
    if (jobs < 1 || jobs > 1000) {
      throw new ParameterException(
          spec.commandLine(), "--jobs: expected a number from 1 to 1000, got " + jobs);
    }
    Managers.Place at = new Managers.Place(engines());
    if (!procedures && (readOnly || !allow.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--read-only and --allow say what -p may run; there is no -p");
    }
    if (labels && (readOnly || replay)) {
      throw new ParameterException(
          spec.commandLine(),
          "-l changes labels, which "
              + (readOnly ? "--read-only" : "--replay")
              + " does not allow");
    }
    DockerCommand command = procedures ? docker(at) : null;
    Duration usual = jobTimeout();
    Allowance allowance = allowance();
    Tempo tempo = Tempo.every(Duration.ofMillis(Math.round(interval * 1000)));
    LogLine.install(debug);
    log.info("storm-swarm version 0.1");
    // The old clients look for exactly these.
    Doc options = Doc.of("autoLabeling", labels, "procedureRunner", procedures);
    Engine engine =
        replay ? RecordedEngine.demo() : new Managers(at, each -> new HttpEngine(each, deadline()));
    Naming naming = replay ? new Naming("demo", "demo (recorded)") : Naming.OWN;
    Swarm swarm = new Swarm(engine, naming, options, mask());
    List<Duty> duties = new ArrayList<>();
    if (command != null) {
      Engine talk = new Managers(at, each -> new HttpEngine(each, deadline(), 2 * jobs + 2));
      ServiceExec exec = new ServiceExec(talk, new Client(to), execImage, command::run);
      SwarmProcedures swarmProcedures = new SwarmProcedures(command, allowance, exec);
      duties.add(new JobRunner(swarmProcedures, "swarm", to, jobs, usual));
      duties.add(exec.sweeper());
    }
    if (labels) {
      duties.add(new Labelling(engine, to));
    }
    if (replay) {
      log.info("DEMONSTRATION: this swarm is a recording, played over and over; it is not yours");
    }
    try (HttpStormd http = new HttpStormd(to);
        Agent agent = new Agent(swarm, http, tempo, force, duties)) {
      Thread stop = new Thread(agent::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      agent.run();
    }
    return 0;
  }

  private Duration jobTimeout() {
    Duration usual = Durations.read(jobTimeout);
    if (usual == null) {
      throw new ParameterException(
          spec.commandLine(), "--job-timeout: expected a time like 90s or 2h, got " + jobTimeout);
    }
    return usual;
  }

  private DockerCommand docker(Managers.Place at) {
    if (replay) {
      throw new ParameterException(
          spec.commandLine(), "-p: a recorded swarm (--replay) runs no procedures");
    }
    Path program = DockerCommand.find(docker, System.getenv("PATH"));
    if (program == null) {
      throw new ParameterException(
          spec.commandLine(),
          "-p: runs procedures with the docker command line, and there is no program "
              + docker
              + " (--docker)");
    }
    return new DockerCommand(program, () -> at.address().options());
  }

  private Allowance allowance() {
    try {
      return Allowance.of(readOnly, allow);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--allow: " + e.getMessage(), e);
    }
  }

  private List<EngineAddress> engines() {
    try {
      List<EngineAddress> addresses = engineOptions.addresses(System.getenv());
      for (EngineAddress address : addresses) {
        if (address instanceof EngineAddress.Tcp tcp && tcp.tls() != null) {
          tcp.tls().check();
        }
      }
      return addresses;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Where there is another manager to ask, one is waited for less long. */
  private Duration deadline() {
    return engineOptions.areSeveral() ? SHORTER_DEADLINE : ENGINE_DEADLINE;
  }

  private EnvironmentMask mask() {
    return EnvironmentMask.of(masked.equals(List.of("none")) ? List.of() : masked);
  }

  private Address address(String given) {
    try {
      Address address = given == null ? Address.DEFAULT : Address.parse(given);
      return address.host().equals(Gateway.NAME)
          ? new Address(Gateway.address(), address.port())
          : address;
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), "-C: " + e.getMessage(), e);
    }
  }

  private static String first(String given, String environment) {
    if (given != null && !given.isBlank()) {
      return given;
    }
    return environment == null || environment.isBlank() ? null : environment;
  }
}
