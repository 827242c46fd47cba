package org.perfectstorm.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * A real Docker Swarm of several engines, the first of them its managers, with images that are
 * stand-ins (see {@code lab/README.md}). It is called after the checkout, so that what a killed
 * test run left behind is found and removed by the next.
 */
final class Swarm implements AutoCloseable {
  /** How many nodes the usual one has. */
  static final int NODES = 3;

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String NAME =
      "storm-test-" + Integer.toHexString(Repository.ROOT.toString().hashCode());

  /** An engine that only its swarm keeps waiting answers after 20 s that it cannot. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** Where there is another manager to ask. */
  private static final Duration SHORT_ANSWER = Duration.ofMillis(1500);

  private final Map<Integer, Path> sockets = new HashMap<>();
  private final int nodes;
  private final int managers;

  /** Which manager is asked now. */
  private volatile int asked = 1;

  private boolean down;

  private Swarm(int nodes, int managers) {
    this.nodes = nodes;
    this.managers = managers;
  }

  /** Why there can be no swarm on this machine, in one line; empty if there can. */
  static String obstacle() {
    Command check = command(LONGEST, Map.of(), "check");
    if (check.code() == 0) {
      return "";
    }
    String reason = (check.err() + check.out()).strip();
    return reason.isEmpty() ? "lab/lab check exited with " + check.code() : reason;
  }

  /** Nodes that are ready, and the images; nothing else runs on them. */
  static Swarm up(int nodes, int managers) {
    Swarm swarm = new Swarm(nodes, managers);
    swarm.lab("down").succeeds();
    // When Maven is told to stop, so are the engines.
    Runtime.getRuntime().addShutdownHook(new Thread(swarm::close));
    try {
      swarm.lab("up", Integer.toString(nodes), "--managers", "" + managers).succeeds();
      swarm.lab("images").succeeds();
    } catch (AssertionError | RuntimeException e) {
      swarm.close();
      throw e;
    }
    for (int i = 1; i <= nodes; i++) {
      Command socket = swarm.lab("socket", Integer.toString(i)).succeeds();
      swarm.sockets.put(i, Path.of(socket.out().strip()));
    }
    return swarm;
  }

  private Command lab(String... arguments) {
    return lab(LONGEST, Map.of(), arguments);
  }

  private Command lab(Duration within, Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("STORM_LAB", Repository.TARGET.resolve("lab").toString());
    environment.put("STORM_LAB_NAME", NAME + "-" + nodes);
    environment.put("STORM_LAB_NET", net());
    String engine = System.getenv("STORM_LAB_ENGINE");
    if (engine != null) {
      environment.put("STORM_LAB_ENGINE", engine);
    }
    return command(within, environment, arguments);
  }

  private static Command command(
      Duration within, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.ROOT.resolve("lab/lab").toString());
    command.addAll(Arrays.asList(arguments));
    return Command.run(within, environment, command);
  }

  private String net() {
    return "10.99." + nodes;
  }

  int managers() {
    return managers;
  }

  /** Node I's address in the lab's network. */
  String address(int node) {
    return net() + "." + node;
  }

  /** A line of shell, from within the lab's network and the root of the repository. */
  Command inside(Duration within, Map<String, String> environment, String line) {
    String there = "cd '" + Repository.ROOT + "' && " + line;
    return lab(within, environment, "in", "switch", "bash", "-c", there);
  }

  /** Node I's Docker socket. */
  Path socket(int node) {
    return sockets.get(node);
  }

  /** A command of the Docker command line on a manager, such as {@code service rm web}. */
  String docker(String arguments) {
    get("/swarm"); // finds one that answers
    return docker(socket(asked), arguments);
  }

  /** A command of the Docker command line against an engine, such as {@code rm web}. */
  static String docker(Path socket, String arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket));
    command.addAll(Arrays.asList(arguments.strip().split(" +")));
    Path settings = Repository.TARGET.resolve("docker-cli");
    return Command.run(LONGEST, Map.of("DOCKER_CONFIG", settings.toString()), command)
        .succeeds()
        .out()
        .strip();
  }

  /**
   * Starts Podman beside node I's engine.
   *
   * @return its socket, and the cgroup in which its containers belong; or, if it fails, the reason
   */
  Command podman(int node) {
    return lab("podman", Integer.toString(node));
  }

  /**
   * Creates a service that stops quickly.
   *
   * @param options more options, the image, its arguments
   */
  void create(String name, String options) {
    docker("service create -q -d --stop-grace-period 1s --name " + name + " " + options);
  }

  /** Removes all services, and waits until no task is left. */
  void clear() throws InterruptedException {
    List<Doc> services = list("/services");
    if (!services.isEmpty()) {
      docker("service rm " + String.join(" ", services.stream().map(s -> s.text("ID")).toList()));
    }
    Eventually.eventually(
        Duration.ofSeconds(60),
        () -> {
          if (!list("/tasks").isEmpty()) {
            throw new AssertionError("tasks are left: " + docker("node ps -q"));
          }
        });
  }

  /** Builds the images of a further recipe, such as {@code docker}. */
  void image(String recipe) {
    lab("images", recipe).succeeds();
  }

  /**
   * What a manager's engine answers, such as {@code /info}; of several managers, the first that
   * does.
   */
  Object get(String path) {
    IOException why = null;
    for (int i = 0; i < managers; i++) {
      try {
        return EngineSocket.get(socket(asked), path, managers == 1 ? ANSWER : SHORT_ANSWER);
      } catch (IOException e) {
        why = e;
        asked = asked % managers + 1;
      }
    }
    throw new AssertionError("GET " + path + " of the engine: " + why, why);
  }

  /** A list that a manager's engine answers, such as {@code /tasks}. */
  List<Doc> list(String path) {
    return ((Arr) get(path)).stream().map(Doc.class::cast).toList();
  }

  /** Pulls the network cable of a node. */
  void cut(int node) {
    lab("cut", Integer.toString(node)).succeeds();
  }

  void heal(int node) {
    lab("heal", Integer.toString(node)).succeeds();
  }

  /** {@code kill -9} of everything on a node. */
  void kill(int node) {
    lab("kill", Integer.toString(node)).succeeds();
  }

  /** Starts a killed node's engine with its data; returns when it answers. */
  void start(int node) {
    lab("start", Integer.toString(node)).succeeds();
  }

  @Override
  public synchronized void close() {
    if (!down) {
      lab("down").succeeds();
      down = true;
    }
  }
}
