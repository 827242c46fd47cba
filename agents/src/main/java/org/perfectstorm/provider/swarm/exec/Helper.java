package org.perfectstorm.provider.swarm.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.perfectstorm.provider.docker.engine.Answers;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One docker command on another node: a service that Swarm starts there, with that node's socket.
 * It is removed when the command is over, however that comes.
 */
final class Helper {
  private static final Logger log = LoggerFactory.getLogger(Helper.class);

  private static final Duration LOOK = Duration.ofMillis(250);

  /** A node that has not taken the helper by then takes none. */
  private static final Duration UNTIL_TAKEN = Duration.ofSeconds(30);

  private static final int REMOVALS = 3;

  /** How often the whole output is asked for. */
  private static final int READINGS = 5;

  private final Engine engine;
  private final String image;
  private final String target;
  private final String id;
  private final Frames frames;

  private Helper(Engine engine, Doc spec, String target, String id, Consumer<String> output) {
    this.engine = engine;
    this.image = (String) spec.path("TaskTemplate", "ContainerSpec", "Image");
    this.target = target;
    this.id = id;
    this.frames = new Frames(output);
  }

  /**
   * Runs a helper to its end.
   *
   * @param spec of {@link HelperSpec}
   * @param target the task that it works for, for messages
   * @param output takes what it prints, as it comes
   * @return the exit code
   * @throws EngineException if it cannot be run; the message is for people
   */
  static int run(Engine engine, Doc spec, String target, Consumer<String> output)
      throws EngineException, InterruptedException {
    try {
      String id = Json.readDoc(engine.post("/services/create", spec)).text("ID");
      return new Helper(engine, spec, target, id, output).finish();
    } catch (JsonException e) {
      throw new EngineException(engine + " does not say what it created", e);
    } finally {
      // By its name, which we know also if the answer got lost.
      remove(engine, spec.text("Name"));
    }
  }

  private int finish() throws EngineException, InterruptedException {
    Follower follower = new Follower();
    Doc task;
    try {
      task = ended();
    } finally {
      follower.close();
    }
    readRest();
    Object code = task.path("Status", "ContainerStatus", "ExitCode");
    String state = task.doc("Status").text("State");
    if (code instanceof Integer number && (number != 0 || state.equals("complete"))) {
      return number;
    }
    throw new EngineException("the helper on the node of " + target + " ended: " + reason(task));
  }

  /**
   * Most of it came as it was printed; the rest comes now. A manager that does not reach the node
   * at once says so in the middle of the output: then it is asked again.
   */
  private void readRest() throws EngineException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (InputStream all = engine.get(logs("false"))) {
        frames.read(all);
        return;
      } catch (InterruptedIOException e) {
        throw Answers.interrupted(e);
      } catch (IOException e) {
        if (attempt == READINGS) {
          throw new EngineException("the output on the node of " + target + " is cut off", e);
        }
        log.debug("The output on the node of {} is cut off", target, e);
      }
      Thread.sleep(LOOK);
    }
  }

  private String logs(String follow) {
    return "/services/" + id + "/logs?stdout=true&stderr=true&follow=" + follow;
  }

  /** The helper's task when it has ended. */
  private Doc ended() throws EngineException, InterruptedException {
    long giveUpAt = System.nanoTime() + UNTIL_TAKEN.toNanos();
    while (true) {
      Doc task = task();
      String state = task.doc("Status").text("State");
      switch (state) {
        case "complete", "failed" -> {
          return task;
        }
        case "rejected" ->
            throw new EngineException(
                "the helper on the node of "
                    + target
                    + " cannot start, its image is "
                    + image
                    + " (--exec-image): "
                    + reason(task));
        case "shutdown", "remove", "orphaned" ->
            throw new EngineException(
                "the helper on the node of " + target + " was stopped: " + reason(task));
        case null, default -> {
          boolean isTaken =
              state != null && !List.of("new", "allocated", "pending", "assigned").contains(state);
          if (!isTaken && System.nanoTime() - giveUpAt > 0) {
            throw new EngineException(
                "the node of " + target + " takes no helper: " + reason(task));
          }
        }
      }
      Thread.sleep(LOOK);
    }
  }

  private Doc task() throws EngineException, InterruptedException {
    List<Doc> tasks = Answers.list(engine, "/tasks?filters={\"service\":[\"" + id + "\"]}");
    return tasks.isEmpty() ? Doc.EMPTY : tasks.getFirst();
  }

  private static String reason(Doc task) {
    String why = task.doc("Status").text("Err");
    String message = task.doc("Status").text("Message");
    return why != null && !why.isBlank() ? why : message == null ? "no reason known" : message;
  }

  /** Removes a helper, if it is there, whatever interrupts. */
  private static void remove(Engine engine, String name) {
    boolean interrupted = Thread.interrupted();
    for (int attempt = 1; attempt <= REMOVALS; attempt++) {
      try {
        engine.delete("/services/" + name);
        break;
      } catch (EngineException e) {
        if (e.status() == 404) {
          break;
        }
        log.debug("The helper {} is not removed yet", name, e);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads what the helper prints as it comes. */
  private final class Follower {
    private final Thread thread = Thread.ofVirtual().start(this::run);
    private volatile InputStream stream;
    private volatile boolean closed;

    private void run() {
      try (InputStream in = engine.follow(logs("true"))) {
        stream = in;
        if (!closed) {
          frames.read(in);
        }
      } catch (EngineException | IOException e) {
        log.debug("Following a helper ended", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** On return it reads no more. */
    void close() {
      closed = true;
      boolean interrupted = Thread.interrupted();
      InputStream open = stream;
      try {
        if (open != null) {
          open.close();
        }
      } catch (IOException e) {
        log.debug("Closing a helper's output", e);
      }
      thread.interrupt();
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
