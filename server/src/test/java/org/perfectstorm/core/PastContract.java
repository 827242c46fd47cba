package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.PointInTime;
import org.perfectstorm.store.Store;
import org.perfectstorm.value.Doc;

/** The past, compared with the states that there were; over any store that keeps it. */
abstract class PastContract {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /** Each commit is a second after the one before. */
  private static final class Ticking extends Clock {
    private Instant now = BEGIN;

    @Override
    public Instant instant() {
      now = now.plusSeconds(1);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Ticking clock = new Ticking();

  /** The ids of all resources and groups that there ever were. */
  private final Set<String> made = new TreeSet<>();

  /** How many moments of each life are compared. */
  int moments() {
    return 40;
  }

  /** The same store, opened again. */
  abstract Store store(int events, Duration history);

  private Core open(Duration history) {
    return Core.open(store(50, history), clock, 50);
  }

  /** All objects and members at a moment, from the past or from a state that was present then. */
  private void assertSame(Past past, State then, PointInTime moment, String where) {
    for (Kind kind : List.of(Kind.RESOURCE, Kind.GROUP)) {
      for (String id : made) {
        if (id.startsWith(kind.prefix())) {
          assertThat(past.object(kind, id, moment)).as(where).isEqualTo(then.table(kind).get(id));
        }
      }
      for (int i = 0; i < 12; i++) {
        Doc named = then.table(kind).find("name-" + i);
        if (named != null) {
          assertThat(past.object(kind, "name-" + i, moment)).as(where).isEqualTo(named);
        }
      }
    }
    for (String id : made) {
      if (id.startsWith("grp")) {
        boolean isThere = then.table(Kind.GROUP).get(id) != null;
        assertThat(past.members(id, moment)).as(where).isEqualTo(isThere ? then.members(id) : null);
      }
    }
  }

  @Test
  void everyMomentIsAsItWas() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    NavigableMap<Long, State> states = new TreeMap<>();
    NavigableMap<Instant, State> dates = new TreeMap<>();
    states.put(0L, State.empty());
    for (int life = 0; life < 4; life++) {
      try (Core core = open(Duration.ofDays(1))) {
        for (int i = 0; i < 80; i++) {
          core.commit(transaction -> change(transaction, random));
          states.put(core.state().event(), core.state());
          dates.put(clock.now, core.state());
        }
        long last = core.state().event();
        for (int i = 0; i < moments(); i++) {
          long event = random.nextLong(last + 3);
          assertSame(
              core.past(),
              states.floorEntry(event).getValue(),
              PointInTime.of(event),
              "event " + event + " of seed " + seed);
          Instant date = BEGIN.plusSeconds(1 + random.nextInt(80 * (life + 1))).plusMillis(500);
          var then = dates.floorEntry(date);
          assertSame(
              core.past(),
              then == null ? State.empty() : then.getValue(),
              PointInTime.of(date),
              date + " of seed " + seed);
        }
      }
    }
  }

  /** The id of the object with a number; another one after it was deleted. */
  private String id(Transaction transaction, Kind kind, int number) {
    String begin = kind.prefix() + "-" + number + "-";
    for (int generation = 0; ; generation++) {
      String id = begin + generation;
      if (!made.contains(id) || transaction.state().table(kind).get(id) != null) {
        made.add(id);
        return id;
      }
    }
  }

  /** A few random changes; at least one. */
  private Object change(Transaction transaction, Random random) {
    transaction.put(Kind.AGENT, Doc.of("id", "agt-0", "name", "agent"));
    for (int i = 0; i <= random.nextInt(4); i++) {
      int number = random.nextInt(12);
      switch (random.nextInt(6)) {
        case 0 -> transaction.delete(Kind.RESOURCE, id(transaction, Kind.RESOURCE, number));
        case 1 -> {
          if (random.nextInt(4) == 0) {
            transaction.delete(Kind.GROUP, id(transaction, Kind.GROUP, number));
          }
        }
        case 2 -> {
          Doc query =
              random.nextBoolean()
                  ? Doc.of("status", "s" + random.nextInt(3))
                  : Doc.of("$group", "x");
          boolean asks = query.has("$group");
          if (asks && number >= 6) {
            break; // No circles: only the lower half asks, and only the upper half.
          }
          if (asks) {
            query = Doc.of("$group", id(transaction, Kind.GROUP, 6 + number));
          }
          transaction.put(
              Kind.GROUP,
              Doc.of(
                      "id",
                      id(transaction, Kind.GROUP, number),
                      "name",
                      "name-" + random.nextInt(12),
                      "query",
                      query)
                  .with("include", List.of(id(transaction, Kind.RESOURCE, random.nextInt(12)))));
        }
        default ->
            transaction.put(
                Kind.RESOURCE,
                Doc.of(
                    "id",
                    "res-" + number,
                    "type",
                    "t",
                    "names",
                    List.of("name-" + random.nextInt(12)),
                    "owner",
                    "agt-0",
                    "status",
                    "s" + random.nextInt(3)));
      }
    }
    return null;
  }

  private static void put(Core core, String id, String status) {
    core.commit(
        transaction -> {
          transaction.put(
              Kind.RESOURCE,
              Doc.of("id", id, "type", "t", "names", List.of("n-" + id), "status", status));
          return null;
        });
  }

  private static List<String> told(List<Past.Entry> entries) {
    List<String> told = new ArrayList<>();
    for (Past.Entry entry : entries) {
      told.add(
          entry.event()
              + " "
              + entry.type().word()
              + (entry.object() == null ? "" : " " + entry.object().text("status")));
    }
    return told;
  }

  @Test
  void changesAreToldFromTheFirstToTheLastAlsoOfWhatIsGone() {
    try (Core core = open(Duration.ofDays(1))) {
      put(core, "res-1", "a");
      put(core, "res-1", "a");
      put(core, "res-1", "b");
      core.commit(
          transaction -> {
            transaction.delete(Kind.RESOURCE, "res-1");
            return null;
          });
      for (String key : List.of("res-1", "n-res-1")) {
        assertThat(told(core.past().changes(Kind.RESOURCE, key, 10)))
            .containsExactly("1 created a", "3 updated b", "4 deleted");
      }
      assertThat(told(core.past().changes(Kind.RESOURCE, "res-1", 2)))
          .containsExactly("3 updated b", "4 deleted");
      assertThat(core.past().changes(Kind.RESOURCE, "res-2", 2)).isNull();
      assertThat(core.past().changes(Kind.GROUP, "res-1", 2)).isNull();
    }
  }

  @Test
  void whatIsOlderThanTheRetentionIsGoneAndSaid() {
    try (Core core = open(Duration.ofMinutes(10))) {
      for (int i = 1; i <= 2_000; i++) {
        put(core, "res-1", "s" + i);
      }
      assertThat(core.past().object(Kind.RESOURCE, "res-1", PointInTime.of(1_500)).text("status"))
          .isEqualTo("s1500");
      assertThatThrownBy(() -> core.past().object(Kind.RESOURCE, "res-1", PointInTime.of(300)))
          .isInstanceOfSatisfying(
              Past.Gone.class, gone -> assertThat(gone.oldest()).isBetween(400L, 1_400L));
      assertThatThrownBy(() -> core.past().members("grp-1", PointInTime.of(BEGIN.plusSeconds(300))))
          .isInstanceOf(Past.Gone.class)
          .hasMessageContaining("History begins at 2026-01-01T00:");
    }
  }

  @Test
  void historyThatWasTurnedOffBeginsAnew() {
    try (Core core = open(Duration.ofDays(1))) {
      put(core, "res-1", "a");
      put(core, "res-1", "b");
    }
    try (Core core = open(null)) {
      put(core, "res-1", "c");
      assertThatThrownBy(() -> core.past().object(Kind.RESOURCE, "res-1", PointInTime.of(1)))
          .isInstanceOf(Past.Gone.class)
          .hasMessageContaining("No history is kept");
    }
    try (Core core = open(Duration.ofDays(1))) {
      put(core, "res-1", "d");
      put(core, "res-1", "e");
      assertThatThrownBy(() -> core.past().object(Kind.RESOURCE, "res-1", PointInTime.of(2)))
          .isInstanceOfSatisfying(Past.Gone.class, gone -> assertThat(gone.oldest()).isEqualTo(3));
      assertThat(core.past().object(Kind.RESOURCE, "res-1", PointInTime.of(4)).text("status"))
          .isEqualTo("d");
    }
  }
}
