package org.perfectstorm.provider.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.perfectstorm.agent.AgentOptions;
import org.perfectstorm.agent.Duty;
import org.perfectstorm.agent.JobOptions;
import org.perfectstorm.client.Servers;
import org.perfectstorm.provider.docker.command.Allowance;
import org.perfectstorm.provider.docker.command.CommandOptions;
import org.perfectstorm.provider.docker.command.DockerCommand;
import org.perfectstorm.provider.docker.command.DockerProcedures;
import org.perfectstorm.provider.docker.engine.EngineAddress;
import org.perfectstorm.provider.docker.engine.EngineOptions;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.provider.docker.engine.MaskOptions;
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

/** The command {@code storm-docker}: options, wiring, and nothing else. */
@Command(
    name = "storm-docker",
    version = "storm-docker version 0.1",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows stormd the containers, images, networks, volumes and compose projects of one Docker"
            + " Engine, or of what speaks its API (Podman), and runs procedures on it.",
    footer = {
      "",
      "Examples:",
      "  storm-docker",
      "  storm-docker -C stormd.example.com -H ssh://me@build-1 -p --read-only",
      "  storm-docker -H unix:///run/podman/podman.sock --name build-2",
      "",
      "Environment: STORMD_HOST, used where -C is not given; DOCKER_HOST, DOCKER_CONTEXT,",
      "DOCKER_CONFIG, DOCKER_CERT_PATH, DOCKER_TLS_VERIFY, as for docker itself.",
      "Runs until it is stopped; stormd or the engine may be away meanwhile."
    })
public final class StormDocker implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(StormDocker.class);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Mixin private final AgentOptions agentOptions = new AgentOptions();

  @Mixin private final EngineOptions engineOptions = new EngineOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "what the engine is called in stormd, instead of its ID; where two engines have the same"
              + " ID (machines that were copied), or none (Podman: its host's name is taken)")
  private String name;

  @Option(
      names = "--with-swarm",
      description =
          "show containers of swarm tasks and the swarm's networks and volumes, too, which"
              + " storm-swarm shows")
  private boolean withSwarm;

  @Mixin private final MaskOptions maskOptions = new MaskOptions();

  @Mixin private final JobOptions jobs = new JobOptions();

  @Mixin private final CommandOptions commands = new CommandOptions();

  /** Runs the command; exits with 0 when it was stopped, 2 for wrong options. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new StormDocker()).execute(args));
  }

  /** What the options come to. */
  private record Settings(
      Servers stormd, EngineAddress engine, DockerCommand docker, Allowance allowance) {}

  @Override
  public Integer call() {
    Settings settings;
    try {
      settings = settings(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    agentOptions.log();
    log.info("storm-docker version 0.1");
    Doc options = Doc.of("procedureRunner", jobs.isOn());
    // One connection for events; the others for lists and inspections.
    HttpEngine engine = new HttpEngine(settings.engine, DEADLINE, 1 + Inspections.AT_A_TIME);
    Docker docker =
        new Docker(engine, new Docker.Options(name, withSwarm, options), maskOptions.mask());
    List<Duty> duties =
        jobs.isOn()
            ? List.of(
                jobs.runner(
                    new DockerProcedures(settings.docker, settings.allowance),
                    "docker",
                    settings.stormd))
            : List.of();
    agentOptions.run(docker, settings.stormd, duties);
    return 0;
  }

  private Settings settings(Map<String, String> environment) {
    Servers stormd = agentOptions.stormd(environment);
    agentOptions.tempo();
    jobs.check();
    if (engineOptions.areSeveral()) {
      throw new IllegalArgumentException(
          "-H: one storm-docker looks after one engine; start another for the next");
    }
    if (name != null && name.isBlank()) {
      throw new IllegalArgumentException("--name: expected a name, got none");
    }
    EngineAddress engine = engineOptions.checked(environment).getFirst();
    Allowance allowance = commands.allowance(jobs);
    DockerCommand docker = jobs.isOn() ? commands.docker(environment, engine::options) : null;
    return new Settings(stormd, engine, docker, allowance);
  }
}
