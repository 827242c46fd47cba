package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.perfectstorm.model.Event;
import org.perfectstorm.value.Doc;

/**
 * The process that is killed. Prints {@code NUMBER.} once the commit of that number is kept, {@code
 * NUMBER!} if a batch that ends with it was refused.
 */
final class CrashWriter {
  /** Each commit changes so many objects at once, all to the commit's own number. */
  private static final int OBJECTS = 8;

  private static final int KEPT = 1_000;

  private CrashWriter() {}

  /**
   * Writes to the store in the folder {@code args[0]}: for ever, or so many batches as {@code
   * args[1]} says; then the acknowledged numbers stand in the file {@code acknowledged}, too.
   */
  public static void main(String[] args) throws IOException {
    long batches = args.length > 1 ? Long.parseLong(args[1]) : Long.MAX_VALUE;
    Path folder = Path.of(args[0]);
    Store store = EmbeddedStore.open(folder, KEPT);
    List<Event> events = Kept.of(store).events();
    long number = events.isEmpty() ? 0 : events.getLast().number();
    Random random = new Random();
    try (RandomAccessFile acknowledged =
        new RandomAccessFile(folder.resolve("acknowledged").toFile(), "rw")) {
      for (long i = 0; i < batches; i++) {
        List<Commit> batch = new ArrayList<>();
        long last = number;
        for (int j = 0; j <= random.nextInt(4); j++) {
          batch.add(commit(++last, random.nextInt(6_000)));
        }
        try {
          store.append(batch);
          number = last;
          if (args.length > 1) {
            acknowledged.writeLong(number);
          }
          System.out.println(number + ".");
        } catch (StoreException refused) {
          System.out.println(last + "!");
        }
      }
    }
    // As if the power were cut: nothing is closed.
    Runtime.getRuntime().halt(0);
  }

  private static Commit commit(long number, int size) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      Doc object = Commits.resource("res-" + i, number).with("filling", "x".repeat(size));
      changes.addAll(Commits.put(number, object).changes());
    }
    return new Commit(changes, List.of(Commits.event(number, Event.Type.UPDATED, "res-0")));
  }

  static void assertWhole(Kept kept, long acknowledged, String where) {
    List<Long> numbers = kept.events().stream().map(Event::number).toList();
    long last = numbers.isEmpty() ? 0 : numbers.getLast();
    assertThat(last).as(where).isGreaterThanOrEqualTo(acknowledged);
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).as(where).isEqualTo(numbers.get(i - 1) + 1);
    }
    assertThat(numbers).as(where).hasSize((int) Math.min(last, KEPT));
    assertThat(kept.objects()).as(where).hasSize(last == 0 ? 0 : OBJECTS);
    for (Doc object : kept.objects().values()) {
      assertThat(((Number) object.get("value")).longValue()).as(where).isEqualTo(last);
    }
  }
}
