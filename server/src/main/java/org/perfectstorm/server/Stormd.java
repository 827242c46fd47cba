package org.perfectstorm.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.perfectstorm.api.Api;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Retention;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.store.EmbeddedStore;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreException;
import org.perfectstorm.store.mongodb.MongoAddress;
import org.perfectstorm.store.mongodb.MongoStore;
import org.perfectstorm.ui.Page;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The server's main class: options, wiring, and a graceful stop. */
@Command(
    name = "stormd",
    description = "The Perfect Storm server: keeps resources and groups, and answers the API.",
    subcommands = {BackupCommand.class, RestoreCommand.class, HealthCommand.class},
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Stormd implements Callable<Integer> {
  private static final Logger LOG = Logger.getLogger("org.perfectstorm.stormd");

  @Spec private CommandSpec spec;

  @Option(
      names = {"-b", "--bind"},
      paramLabel = "HOST[:PORT]",
      description = "Where to listen; may be given several times (STORM_BIND; default 127.0.0.1).")
  private List<String> binds = new ArrayList<>();

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "The port where a bind names none, 0 for any free one (default 28482).")
  private String port = "28482";

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description =
          "A further name under which a proxy on this machine asks for stormd; may be given several"
              + " times (STORM_HOST_NAME).")
  private List<String> hostNames = new ArrayList<>();

  @Mixin private DataFolder data;
  @Mixin private MongoOption mongo;

  @Option(
      names = {"--keep-events", "--events"},
      paramLabel = "N",
      description = "How many of the newest events are kept (default ${DEFAULT-VALUE}).")
  private int events = 10_000;

  @Option(
      names = "--keep-events-for",
      paramLabel = "TIME",
      description = "How long events are kept at most: 12h, 30d (default: as long as they fit).")
  private String keepEventsFor;

  @Option(
      names = "--keep-history",
      paramLabel = "TIME",
      description =
          "How long it is kept what resources and groups were: 12h, 7d; or none"
              + " (default ${DEFAULT-VALUE}).")
  private String keepHistory = EmbeddedStore.KEPT_HISTORY.toDays() + "d";

  @Option(
      names = "--keep-jobs",
      paramLabel = "N",
      description = "How many jobs that ended are kept (default ${DEFAULT-VALUE}).")
  private int keepJobs = Retention.DEFAULTS.ended();

  @Option(
      names = "--keep-jobs-for",
      paramLabel = "TIME",
      description = "How long jobs that ended are kept: 12h, 30d (default ${DEFAULT-VALUE}).")
  private String keepJobsFor = Retention.DEFAULTS.age().toDays() + "d";

  @Option(
      names = "--firings",
      paramLabel = "N",
      description =
          "How often a subscription may fire in a minute; further firings wait and become one"
              + " (default ${DEFAULT-VALUE}).")
  private int firings = Core.FIRINGS;

  @Option(
      names = {"-D", "--debug"},
      description = "Log details and stack traces (STORM_DEBUG).")
  private boolean debug;

  /**
   * Runs the server until it is told to stop; exits with 1 if it cannot start, 2 for a bad option.
   */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Stormd());
    line.setParameterExceptionHandler(
        (e, given) -> {
          e.getCommandLine().getErr().println("stormd: " + e.getMessage());
          return 2;
        });
    line.setExecutionExceptionHandler(
        (e, command, given) -> {
          if (e instanceof StoreException) {
            command.getErr().println("stormd: " + e.getMessage());
            return 1;
          }
          throw e;
        });
    line.setExecutionStrategy(
        given -> {
          expectOptionsAfterCommand(given);
          return new CommandLine.RunLast().execute(given);
        });
    int code = line.execute(args);
    if (code != RUNNING) {
      System.exit(code);
    }
  }

  /** An option before a command is not the command's: it must not seem as if it were. */
  private static void expectOptionsAfterCommand(CommandLine.ParseResult given) {
    if (given.hasSubcommand() && !given.matchedOptions().isEmpty()) {
      CommandLine command = given.subcommand().commandSpec().commandLine();
      throw new ParameterException(
          command,
          "%s stands before %s: options of a command come after its name"
              .formatted(
                  given.matchedOptions().getFirst().longestName(), command.getCommandName()));
    }
  }

  /** What {@link #call} answers when other threads go on. */
  private static final int RUNNING = -1;

  @Override
  public Integer call() {
    if (mongo.isGiven() && data.isGiven()) {
      throw wrong("--mongodb and --data exclude each other");
    }
    if (events < 1) {
      throw wrong("--keep-events: expected 1 or more, got " + events);
    }
    if (firings < 1) {
      throw wrong("--firings: expected 1 or more, got " + firings);
    }
    if (keepJobs < 1) {
      throw wrong("--keep-jobs: expected 1 or more, got " + keepJobs);
    }
    Duration age = age("--keep-jobs-for", keepJobsFor);
    historyAge();
    Duration eventAge = keepEventsFor == null ? null : age("--keep-events-for", keepEventsFor);
    Retention.Limits kept = new Retention.Limits(keepJobs, age, Retention.DEFAULTS.waiting());
    List<Bind> places = places();
    MongoAddress address = data.isGiven() ? null : mongo.address();
    Path folder = data.path();
    Log log = Log.start(debug || isSet(Environment.get("STORM_DEBUG")));
    try {
      start(places, () -> store(address, folder), kept, eventAge, log);
      return RUNNING;
    } catch (StoreException | IOException e) {
      log.end();
      spec.commandLine().getErr().println("stormd: " + e.getMessage());
      return 1;
    }
  }

  private void start(
      List<Bind> places, Supplier<Store> store, Retention.Limits kept, Duration eventAge, Log log)
      throws IOException {
    LOG.info("stormd version " + Version.NUMBER);
    Web web = Web.listen(places);
    Core core;
    try {
      core = open(store);
    } catch (StoreException e) {
      web.refuse();
      throw e;
    }
    web.answer(
        config -> {
          Api.configure(config, core);
          Page.configure(config);
        },
        names());
    Housekeeping housekeeping = new Housekeeping(core, kept, eventAge);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("stop").unstarted(() -> stop(web, housekeeping, core, log)));
    for (Bind place : web.listening()) {
      LOG.info("Listening at: " + place.url());
    }
  }

  /** The store in MongoDB, if there is an address, else in the folder. */
  private Store store(MongoAddress address, Path folder) {
    return address == null
        ? EmbeddedStore.open(folder, events, historyAge())
        : MongoStore.open(address, events, historyAge());
  }

  private Core open(Supplier<Store> opened) {
    long start = System.nanoTime();
    Store store = opened.get();
    try {
      Core core = Core.open(store, Clock.systemUTC(), events, firings);
      LOG.info(
          "Store: %s, %d resources and %d groups, read in %d ms"
              .formatted(
                  store,
                  core.state().table(Kind.RESOURCE).size(),
                  core.state().table(Kind.GROUP).size(),
                  TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
      return core;
    } catch (StoreException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Ends the feeds, finishes the writes that wait, lets other answers finish, and exits with 0:
   * being told to stop is no failure.
   */
  private static void stop(Web web, Housekeeping housekeeping, Core core, Log log) {
    log.last("Stopping");
    int code = 0;
    try {
      web.refuse();
      housekeeping.close();
      core.close();
      web.close();
      log.last("Stopped");
    } catch (RuntimeException e) {
      log.last("error: not stopped cleanly: " + e.getMessage());
      code = 1;
    }
    log.end();
    Runtime.getRuntime().halt(code);
  }

  private List<Bind> places() {
    String option = "-p";
    try {
      int defaultPort = Bind.port(port);
      if (binds.isEmpty()) {
        String listed = Environment.get("STORM_BIND");
        option = "STORM_BIND";
        return Bind.parse(listed == null ? "127.0.0.1" : listed, defaultPort);
      }
      option = "-b";
      List<Bind> places = new ArrayList<>();
      for (String bind : binds) {
        places.addAll(Bind.parse(bind, defaultPort));
      }
      return places;
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private Set<String> names() {
    String listed = Environment.get("STORM_HOST_NAME");
    return hostNames.isEmpty() && listed != null
        ? Set.of(listed.strip().split("[,\\s]+"))
        : Set.copyOf(hostNames);
  }

  /** Null for no history. */
  private Duration historyAge() {
    return keepHistory.equals("none") ? null : age("--keep-history", keepHistory);
  }

  private Duration age(String option, String text) {
    Duration age = Durations.read(text);
    if (age == null) {
      throw wrong(option + ": expected a time like 12h or 30d, got " + text);
    }
    return age;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static boolean isSet(String flag) {
    return flag != null && !flag.equals("0") && !flag.equalsIgnoreCase("false");
  }
}
