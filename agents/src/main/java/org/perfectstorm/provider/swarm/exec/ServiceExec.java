package org.perfectstorm.provider.swarm.exec;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.perfectstorm.agent.Duty;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.provider.docker.command.OwnCommand;
import org.perfectstorm.provider.docker.engine.Answers;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.provider.swarm.exec.ExecCommand.Which;
import org.perfectstorm.provider.swarm.exec.Targets.Target;
import org.perfectstorm.value.Doc;

/** Runs {@code service exec}. Safe to share between threads. */
public final class ServiceExec implements OwnCommand {
  /** What {@code docker exec} says when it did not come to run the command. */
  private static final int NOT_RUN = 125;

  private static final String HELPERS =
      "/services?filters={\"label\":[\"" + HelperSpec.LABEL + "=yes\"]}";

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Engine engine;
  private final Client stormd;
  private final String image;
  private final Docker docker;

  /** This process, in the labels of its helpers. */
  private final String run = UUID.randomUUID().toString();

  /** The names of helpers that somebody waits for. */
  private final Set<String> active = ConcurrentHashMap.newKeySet();

  /** Docker's command line against the engine that we talk to. */
  public interface Docker {
    /** Runs a command to its end; returns its exit code. */
    int run(List<String> words, Consumer<String> output) throws IOException, InterruptedException;
  }

  /**
   * Runs nothing yet. The engine and the client are its own from now on, and closed with its {@link
   * #duty}.
   *
   * @param engine a manager's
   * @param stormd knows the groups
   * @param image has the docker command line, and is to be had on every node
   * @param docker runs what is on the engine's own node
   */
  public ServiceExec(Engine engine, Client stormd, String image, Docker docker) {
    this.engine = engine;
    this.stormd = stormd;
    this.image = image;
    this.docker = docker;
  }

  @Override
  public String name() {
    return "service exec";
  }

  @Override
  public boolean is(List<String> words) {
    return ExecCommand.is(words);
  }

  @Override
  public void check(List<String> words) {
    ExecCommand.read(words);
  }

  /**
   * Removes, for as long as it goes on, helpers that were left behind. Nothing can be run any more
   * when it was closed.
   */
  public Duty duty() {
    return new Sweeper(this::sweep, this::close, BETWEEN_SWEEPS, RETRY);
  }

  private void close() {
    engine.close();
    stormd.close();
  }

  /**
   * Runs a command in one task, or in several one after the other.
   *
   * @param output takes what it prints, as it comes
   * @return the exit code; of several, the first that is not 0
   * @throws EngineException if it cannot be run; the message is for people
   * @throws IllegalArgumentException if there is no such task; the message is for people
   * @throws InterruptedException if we were interrupted; nothing that we started is left then, but
   *     what runs in the container goes on, as with {@code docker exec}
   */
  @Override
  public int run(List<String> words, Consumer<String> output)
      throws EngineException, IOException, InterruptedException {
    ExecCommand command = ExecCommand.read(words);
    String here = Answers.doc(engine, "/info").doc("Swarm").text("NodeID");
    List<Target> targets = chosen(command, here);
    if (command.which() != Which.ALL) {
      return run(command, targets.getFirst(), here, output);
    }
    int code = 0;
    for (Target target : targets) {
      output.accept("[" + target.name() + "]\n");
      int one;
      try {
        one = run(command, target, here, output);
      } catch (EngineException e) {
        output.accept("[" + e.getMessage() + "]\n");
        one = NOT_RUN;
      }
      if (one != 0 && targets.size() > 1) {
        output.accept("[" + target.name() + ": exit code " + one + "]\n");
      }
      code = code == 0 ? one : code;
    }
    return code;
  }

  private List<Target> chosen(ExecCommand command, String here)
      throws EngineException, InterruptedException {
    Targets all = new Targets(Answers.list(engine, "/tasks"), Answers.list(engine, "/services"));
    String what = command.group() == null ? command.target() : "group " + command.group();
    List<Target> targets =
        command.group() == null ? all.named(command.target()) : all.among(members(command.group()));
    if (targets.isEmpty()) {
      throw new IllegalArgumentException(what + " has no running task in this swarm");
    }
    if (command.which() == Which.ONE && targets.size() > 1) {
      throw new IllegalArgumentException(
          what
              + " has "
              + targets.size()
              + " running tasks ("
              + String.join(", ", targets.stream().limit(5).map(Target::name).toList())
              + (targets.size() > 5 ? ", ..." : "")
              + "): name one, or say --any or --all");
    }
    List<Target> ordered = new ArrayList<>(targets);
    if (command.which() == Which.ANY) {
      // Those next to us need no helper.
      ordered.sort((a, b) -> Boolean.compare(!a.node().equals(here), !b.node().equals(here)));
    }
    return ordered;
  }

  private Set<String> members(String group) throws EngineException {
    try {
      Doc query = Doc.of("type", Doc.of("$in", List.of("swarm-task", "swarm-service")));
      Set<String> ids = new HashSet<>();
      stormd
          .members(group, query, List.of("native_id"))
          .forEach(member -> ids.add(member.text("native_id")));
      return ids;
    } catch (NotFound e) {
      throw new IllegalArgumentException("there is no group " + group, e);
    } catch (ClientException e) {
      throw new EngineException("the members of group " + group + ": " + e.getMessage(), e);
    }
  }

  private int run(ExecCommand command, Target target, String here, Consumer<String> output)
      throws EngineException, IOException, InterruptedException {
    List<String> words = command.dockerExec(target.container());
    if (target.node().equals(here)) {
      return docker.run(words, output);
    }
    String state = Answers.doc(engine, "/nodes/" + target.node()).doc("Status").text("State");
    if (!"ready".equals(state)) {
      throw new EngineException("the node of " + target.name() + " is " + state);
    }
    String name = "storm-exec-" + UUID.randomUUID().toString().substring(0, 13);
    active.add(name);
    try {
      return Helper.run(
          engine, HelperSpec.of(name, image, run, target, words), target.name(), output);
    } finally {
      active.remove(name);
    }
  }

  /** Removes the helpers of nobody; how many there were. */
  private int sweep() throws EngineException, InterruptedException {
    int removed = 0;
    for (Doc service : Answers.list(engine, HELPERS)) {
      boolean isNeeded =
          !HelperSpec.isOfAnother(service, run)
              && active.contains(service.doc("Spec").text("Name"));
      if (HelperSpec.isHelper(service) && !isNeeded) {
        engine.delete("/services/" + service.text("ID"));
        removed++;
      }
    }
    return removed;
  }
}
