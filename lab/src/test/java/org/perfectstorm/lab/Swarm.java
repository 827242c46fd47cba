package org.perfectstorm.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * A real Docker Swarm: three engines, the first of them its manager, with images that are stand-ins
 * (see {@code lab/README.md}). It is called after the checkout, so that what a killed test run left
 * behind is found and removed by the next.
 */
final class Swarm implements AutoCloseable {
  static final int NODES = 3;

  private static final String NET = "10.99.0";
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String NAME =
      "storm-test-" + Integer.toHexString(Repository.ROOT.toString().hashCode());

  private final Map<Integer, Path> sockets = new HashMap<>();
  private boolean down;

  private Swarm() {}

  /** Why there can be no swarm on this machine, in one line; empty if there can. */
  static String obstacle() {
    Command check = lab("check");
    if (check.code() == 0) {
      return "";
    }
    String reason = (check.err() + check.out()).strip();
    return reason.isEmpty() ? "lab/lab check exited with " + check.code() : reason;
  }

  /** Three nodes that are ready, and the images; nothing else runs on them. */
  static Swarm up() {
    lab("down").succeeds();
    Swarm swarm = new Swarm();
    // When Maven is told to stop, so are the engines.
    Runtime.getRuntime().addShutdownHook(new Thread(swarm::close));
    try {
      lab("up", Integer.toString(NODES)).succeeds();
      lab("images").succeeds();
    } catch (AssertionError | RuntimeException e) {
      swarm.close();
      throw e;
    }
    for (int i = 1; i <= NODES; i++) {
      swarm.sockets.put(i, Path.of(lab("socket", Integer.toString(i)).succeeds().out().strip()));
    }
    return swarm;
  }

  private static Command lab(String... arguments) {
    return lab(LONGEST, Map.of(), arguments);
  }

  private static Command lab(Duration within, Map<String, String> more, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.ROOT.resolve("lab/lab").toString());
    command.addAll(Arrays.asList(arguments));
    Map<String, String> environment = new HashMap<>(more);
    environment.put("STORM_LAB", Repository.TARGET.resolve("lab").toString());
    environment.put("STORM_LAB_NAME", NAME);
    environment.put("STORM_LAB_NET", NET);
    return Command.run(within, environment, command);
  }

  /** Node I's address in the lab's network. */
  String address(int node) {
    return NET + "." + node;
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

  /** A command of the Docker command line on the manager, such as {@code service rm web}. */
  String docker(String arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket(1)));
    command.addAll(Arrays.asList(arguments.split(" ")));
    Path settings = Repository.TARGET.resolve("docker-cli");
    return Command.run(LONGEST, Map.of("DOCKER_CONFIG", settings.toString()), command)
        .succeeds()
        .out()
        .strip();
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

  /** What the manager's engine answers, such as {@code /info}. */
  Object get(String path) {
    String request = "GET /v1.41" + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket(1)));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      Channels.newInputStream(channel).transferTo(answer);
      String text = answer.toString(StandardCharsets.UTF_8);
      int body = text.indexOf("\r\n\r\n") + 4;
      if (!text.startsWith("HTTP/1.0 200")) {
        throw new AssertionError("GET " + path + ": " + text);
      }
      return Json.read(text.substring(body));
    } catch (IOException e) {
      throw new AssertionError("GET " + path + " of the engine: " + e, e);
    }
  }

  /** A list that the manager's engine answers, such as {@code /tasks}. */
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
