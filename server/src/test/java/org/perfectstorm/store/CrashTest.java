package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.model.Event;
import org.perfectstorm.value.Doc;

/**
 * Kills a process with SIGKILL while it writes, again and again, and looks at what is left: nothing
 * that was acknowledged is lost, no commit is there by half, numbers go on. {@code
 * -Dcrash.rounds=100} for the long run.
 */
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);

  /** Each commit changes so many objects at once, all to the commit's own number. */
  private static final int OBJECTS = 8;

  @TempDir Path folder;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void nothingAcknowledgedIsLost() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long acknowledged = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      acknowledged = Math.max(acknowledged, writeAndKill(random.nextInt(300)));
      try (Store store = EmbeddedStore.open(folder, 1_000)) {
        Kept kept = Kept.of(store);
        String where = "round " + round + " of seed " + seed + ", acknowledged " + acknowledged;
        assertWhole(kept, acknowledged, where);
        acknowledged = kept.events().getLast().number();
      }
    }
    assertThat(acknowledged).isGreaterThan(ROUNDS);
  }

  private static void assertWhole(Kept kept, long acknowledged, String where) {
    List<Long> numbers = kept.events().stream().map(Event::number).toList();
    long last = numbers.getLast();
    assertThat(last).as(where).isGreaterThanOrEqualTo(acknowledged);
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).as(where).isEqualTo(numbers.get(i - 1) + 1);
    }
    assertThat(numbers).as(where).hasSize((int) Math.min(last, 1_000));
    assertThat(kept.objects()).as(where).hasSize(OBJECTS);
    for (Doc object : kept.objects().values()) {
      assertThat(((Number) object.get("value")).longValue()).as(where).isEqualTo(last);
    }
  }

  /** Starts a writer, lets it write for a while, kills it; the last number it acknowledged. */
  private long writeAndKill(int millis) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
      String line = lines.readLine();
      assertThat(line).as("the writer's first line").isNotNull();
      // The output is read while it is written: a full pipe would stop the writer.
      Thread killer =
          Thread.startVirtualThread(
              () -> {
                try {
                  Thread.sleep(millis);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                // By its handle: the process's own method also closes the output unread.
                writer.toHandle().destroyForcibly();
              });
      long acknowledged = 0;
      for (; line != null; line = lines.readLine()) {
        if (line.endsWith(".")) {
          acknowledged = Long.parseLong(line.substring(0, line.length() - 1));
        }
      }
      killer.join();
      return acknowledged;
    } finally {
      writer.destroyForcibly();
      assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** The process that is killed: prints {@code NUMBER.} once the commit of that number is kept. */
  static final class Writer {
    private Writer() {}

    /** Writes to the store in the folder {@code args[0]} for ever. */
    public static void main(String[] args) {
      try (Store store = EmbeddedStore.open(Path.of(args[0]), 1_000)) {
        List<Event> events = Kept.of(store).events();
        long number = events.isEmpty() ? 0 : events.getLast().number();
        Random random = new Random();
        while (true) {
          List<Commit> batch = new ArrayList<>();
          for (int i = 0; i <= random.nextInt(4); i++) {
            batch.add(commit(++number, random.nextInt(6_000)));
          }
          store.append(batch);
          System.out.println(number + ".");
        }
      }
    }

    private static Commit commit(long number, int size) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < OBJECTS; i++) {
        Doc object = Commits.resource("res-" + i, number).with("filling", "x".repeat(size));
        changes.addAll(Commits.put(number, object).changes());
      }
      return new Commit(changes, List.of(Commits.event(number, Event.Type.UPDATED, "res-0")));
    }
  }
}
