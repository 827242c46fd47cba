package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfectstorm.value.Doc;

/** Everything may lose its power, in any order, and come back in any order. */
@OnSwarm
@Order(4)
final class RestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Swarm swarm;
  private static Storm storm;
  private static int scale = 2;

  enum Part {
    STORMD,
    AGENT,
    ENGINE;

    void kill() {
      switch (this) {
        case STORMD -> storm.stormd().kill();
        case AGENT -> storm.agent().kill();
        case ENGINE -> swarm.kill(1);
      }
    }

    void start() {
      switch (this) {
        case STORMD -> storm.stormd().start();
        case AGENT -> storm.agent().start();
        case ENGINE -> swarm.start(1);
      }
    }
  }

  /** In which order they die, and in which they come back. */
  record Orders(List<Part> deaths, List<Part> births) {}

  /** Every order of deaths, and every order of births, each once. */
  static List<Orders> orders() {
    List<List<Part>> all = new ArrayList<>();
    for (Part first : Part.values()) {
      for (Part second : Part.values()) {
        for (Part third : Part.values()) {
          if (Set.of(Part.values()).equals(new HashSet<>(List.of(first, second, third)))) {
            all.add(List.of(first, second, third));
          }
        }
      }
    }
    List<Orders> orders = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      orders.add(new Orders(all.get(i), all.get((i + 2) % all.size())));
    }
    return orders;
  }

  @BeforeAll
  static void start(Swarm lab) throws InterruptedException {
    swarm = lab;
    storm = Storm.on(swarm, "restart");
    swarm.create("steady", "--replicas 2 --constraint node.hostname!=swarm-1 nginx");
    swarm.create("struck", "--constraint node.hostname==swarm-1 nginx");
    storm.showsTheSwarm();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (storm != null) {
      storm.close();
    }
    swarm.clear();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void thePictureIsRightAgainAndIdsAreTheSame(Orders orders) throws InterruptedException {
    storm.showsTheSwarm(PATIENCE);
    Map<String, String> before = Picture.idsIn(storm.stormd());

    for (Part part : orders.deaths) {
      part.kill();
      if (part != Part.ENGINE && orders.deaths.getFirst() == part) {
        // Something that nobody sees happen.
        scale = 5 - scale;
        swarm.docker("service scale -d steady=" + scale);
      }
    }
    for (Part part : orders.births) {
      part.start();
    }
    long began = System.nanoTime();
    storm.showsTheSwarm(PATIENCE);
    System.out.println(
        String.format(
            Locale.ROOT,
            "measured: killed %s, started %s; the picture was right %d ms after the last start",
            orders.deaths,
            orders.births,
            (System.nanoTime() - began) / 1_000_000));

    Map<String, String> after = Picture.idsIn(storm.stormd());
    Map<String, Doc> shown = Picture.shownBy(storm.stormd());
    for (String nativeId : Picture.of(swarm).resources().keySet()) {
      if (before.containsKey(nativeId)) {
        assertThat(after)
            .as("%s, which was there before", shown.get(nativeId))
            .containsEntry(nativeId, before.get(nativeId));
      }
    }
    assertThat(deleted())
        .as("events of deleted resources")
        .doesNotContainAnyElementsOf(after.values());
    assertThat(storm.stormd().list("/agents"))
        .extracting(a -> a.text("status"))
        .containsExactly("online");
  }

  private static List<String> deleted() {
    return storm.stormd().list("/events", "start", "1", "count", "100000").stream()
        .filter(event -> event.text("event_type").equals("deleted"))
        .map(event -> event.text("entity_id"))
        .toList();
  }
}
