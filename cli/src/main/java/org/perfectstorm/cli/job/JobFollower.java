package org.perfectstorm.cli.job;

import java.time.Duration;
import java.util.List;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.terminal.Closed;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Change;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.EventFeed;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.client.Notice;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * Stays with a job until it ends: passes its output on as it comes, and tells whoever watches how
 * it stands. For one thread.
 */
public final class JobFollower implements AutoCloseable {
  /** How long the last output of a job that has ended may take to come. */
  private static final long LAST_OUTPUT_MILLIS = 10_000;

  /** A job that nobody takes in this time probably waits for nobody. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Client client;
  private final Terminal terminal;
  private final String id;
  private final EventFeed feed;
  private final JobOutput output;
  private final Thread hook = new Thread(this::interrupted);
  private final long begin = System.nanoTime();
  private String told = "";
  private boolean asked;
  private boolean away;
  private Doc job = Doc.EMPTY;

  /**
   * Begins to follow a job.
   *
   * @param withOutput whether to pass its output on
   */
  public JobFollower(Session session, String id, boolean withOutput) {
    this.client = session.client();
    this.terminal = session.terminal();
    this.id = id;
    this.feed = new EventFeed(client);
    this.output = withOutput ? new JobOutput(client, id, terminal) : null;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Waits for its end.
   *
   * @param within for how long; null for as long as it takes
   * @return whether it has ended
   * @throws Failure if it was removed
   */
  public boolean await(Duration within) throws InterruptedException {
    long deadline = within == null ? Long.MAX_VALUE : System.nanoTime() - begin + within.toNanos();
    while (!Outcome.hasEnded(job)) {
      long now = System.nanoTime() - begin;
      if (now >= deadline) {
        return false;
      }
      take(feed.poll(Duration.ofNanos(Math.min(deadline - now, SOON.toNanos()))));
      if (output != null && output.isUnread()) {
        throw new Closed(null);
      }
      if (!asked && isPending() && System.nanoTime() - begin > SOON.toNanos()) {
        asked = true;
        sayWhyItWaits();
      }
    }
    if (output != null) {
      output.finish(LAST_OUTPUT_MILLIS);
    }
    return true;
  }

  /** The job as it was when it was last heard of. */
  public Doc job() {
    return job;
  }

  /** Whether it waits for an agent. */
  public boolean isPending() {
    return "pending".equals(job.text("status"));
  }

  /**
   * Tells what became of a job that has ended: its result, where there was no output, and why it
   * failed.
   *
   * @return the exit code
   */
  public int tell() {
    if (output != null) {
      printOutputs();
    }
    boolean begun = output != null && output.endsWithinLine();
    return new Outcome(job).tell(terminal, begun ? "\n" : "");
  }

  /** Prints what the result of a job that has ended holds of its output, if there was no other. */
  void printOutputs() {
    if (!output.any()) {
      new Outcome(job).printOutputs(terminal);
    }
  }

  private void take(Notice notice) throws InterruptedException {
    switch (notice) {
      case null -> {}
      case Change change -> {
        if (change.id().equals(id)) {
          read();
        }
      }
      case Notice.Connected c -> read();
      case Notice.Missed m -> read();
      case Notice.Lost lost -> {
        away = true;
        terminal.say("stormctl: " + lost.why().getMessage() + "; waiting");
      }
    }
  }

  private void read() {
    try {
      job = client.get(Kind.JOB, id);
    } catch (NotFound e) {
      throw Failure.because(
          "job "
              + id
              + (job.isEmpty()
                  ? ": there is none"
                  : " was removed: what became of it is not known"));
    } catch (ClientException e) {
      // The feed will say that stormd is away, and when it is back.
      return;
    }
    if (away) {
      away = false;
      terminal.say("stormctl: connected to " + client.address());
    }
    if (terminal.isWatched()) {
      sayHowItStands();
    }
  }

  private void sayHowItStands() {
    String now =
        switch (job.text("status")) {
          case "pending" -> "waits for an agent";
          case "running" ->
              Boolean.TRUE.equals(job.get("cancel")) ? "is being cancelled" : "runs on " + owner();
          case "done" -> "is done after " + seconds();
          default -> "";
        };
    if (!now.isEmpty() && !now.equals(told)) {
      told = now;
      terminal.say(id + " " + now);
    }
  }

  private String owner() {
    try {
      return Look.name(client.get(Kind.AGENT, job.text("owner")));
    } catch (ClientException e) {
      return "agent " + job.text("owner");
    }
  }

  private String seconds() {
    long millis = (System.nanoTime() - begin) / 1_000_000;
    return millis / 1000 + "." + millis % 1000 / 100 + " s";
  }

  private void sayWhyItWaits() {
    String type = job.text("type");
    Doc able = Doc.of("type", type, "status", "online");
    try {
      List<Doc> agents = client.list(Kind.AGENT, able, List.of("name", "options"));
      if (agents.isEmpty()) {
        terminal.say("stormctl: " + id + " waits: no agent of type " + type + " is online");
      } else if (agents.stream()
          .allMatch(agent -> Boolean.FALSE.equals(agent.path("options", "procedureRunner")))) {
        terminal.say(
            "stormctl: " + id + " waits: no agent of type " + type + " runs procedures (-p)");
      }
    } catch (ClientException e) {
      // It was worth a try.
    }
  }

  private void interrupted() {
    terminal.say(
        "\nstormctl: the job goes on; 'stormctl job logs -f "
            + id
            + "' shows it, 'stormctl job cancel "
            + id
            + "' ends it");
  }

  /** Lets go of it; the job goes on if it has not ended. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running already.
    }
    feed.close();
    if (output != null) {
      output.close();
    }
  }
}
