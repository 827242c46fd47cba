package org.perfectstorm.provider.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.perfectstorm.agent.AgentOptions;
import org.perfectstorm.agent.Duty;
import org.perfectstorm.agent.JobOptions;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.Servers;
import org.perfectstorm.provider.docker.command.Allowance;
import org.perfectstorm.provider.docker.command.CommandOptions;
import org.perfectstorm.provider.docker.command.DockerCommand;
import org.perfectstorm.provider.docker.command.DockerProcedures;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineOptions;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.provider.docker.engine.Managers;
import org.perfectstorm.provider.docker.engine.MaskOptions;
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
      "Example: storm-swarm -C one:28482,two:28482 -p",
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

  @Mixin private final AgentOptions agentOptions = new AgentOptions();

  @Mixin private final EngineOptions engineOptions = new EngineOptions();

  @Mixin private final MaskOptions maskOptions = new MaskOptions();

  @Option(
      names = "--replay",
      description = "show a recorded swarm instead of a real one, for demonstration")
  private boolean replay;

  @Mixin private final JobOptions jobs = new JobOptions();

  @Mixin private final CommandOptions commands = new CommandOptions();

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

  /** Runs the command; exits with 0 when it was stopped, 2 for wrong options. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new StormSwarm()).execute(args));
  }

  /** What the options come to. */
  private record Settings(
      Servers stormd, Managers.Place place, DockerCommand docker, Allowance allowance) {}

  @Override
  public Integer call() {
    Settings settings;
    try {
      settings = settings(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    agentOptions.log();
    log.info("storm-swarm version 0.1");
    // The old clients look for exactly these.
    Doc options = Doc.of("autoLabeling", labels, "procedureRunner", jobs.isOn());
    Engine engine =
        replay
            ? RecordedEngine.demo()
            : new Managers(settings.place, each -> new HttpEngine(each, deadline()));
    Naming naming = replay ? new Naming("demo", "demo (recorded)") : Naming.OWN;
    Swarm swarm = new Swarm(engine, naming, options, maskOptions.mask());
    if (replay) {
      log.info("DEMONSTRATION: this swarm is a recording, played over and over; it is not yours");
    }
    agentOptions.run(swarm, settings.stormd, duties(settings, engine));
    return 0;
  }

  private List<Duty> duties(Settings settings, Engine engine) {
    List<Duty> duties = new ArrayList<>();
    if (jobs.isOn()) {
      int connections = 2 * jobs.most() + 2;
      Engine talk =
          new Managers(settings.place, each -> new HttpEngine(each, deadline(), connections));
      ServiceExec exec =
          new ServiceExec(talk, new Client(settings.stormd), execImage, settings.docker::run);
      duties.add(
          jobs.runner(
              new DockerProcedures(settings.docker, settings.allowance, exec),
              "swarm",
              settings.stormd));
      duties.add(exec.duty());
    }
    if (labels) {
      duties.add(new Labelling(engine, settings.stormd));
    }
    return duties;
  }

  private Settings settings(Map<String, String> environment) {
    Servers stormd = agentOptions.stormd(environment);
    agentOptions.tempo();
    jobs.check();
    Managers.Place place = new Managers.Place(engineOptions.checked(environment));
    Allowance allowance = commands.allowance(jobs);
    if (labels && (commands.isReadOnly() || replay)) {
      throw new IllegalArgumentException(
          "-l changes labels, which "
              + (commands.isReadOnly() ? "--read-only" : "--replay")
              + " does not allow");
    }
    if (jobs.isOn() && replay) {
      throw new IllegalArgumentException("-p: a recorded swarm (--replay) runs no procedures");
    }
    DockerCommand docker =
        jobs.isOn() ? commands.docker(environment, () -> place.address().options()) : null;
    return new Settings(stormd, place, docker, allowance);
  }

  /** Where there is another manager to ask, one is waited for less long. */
  private Duration deadline() {
    return engineOptions.areSeveral() ? SHORTER_DEADLINE : ENGINE_DEADLINE;
  }
}
