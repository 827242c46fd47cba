package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;

class EventLogTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private static Event event(long number, String name) {
    return new Event(
        number, BEGIN.plusSeconds(number), Event.Type.UPDATED, Kind.GROUP, "grp-1", List.of(name));
  }

  private static EventLog<Event> filled(long count) {
    EventLog<Event> log = new EventLog<>(100);
    for (long number = 1; number <= count; number++) {
      log.append(List.of(event(number, "x")));
    }
    return log;
  }

  @Test
  void whatIsOlderThanAnAgeIsGone() throws Exception {
    EventLog<Event> log = filled(10);
    log.expire(BEGIN.plusSeconds(4));
    assertThat(log.oldest()).isEqualTo(4);
    assertThat(log.slice(1, 100)).extracting(Event::number).startsWith(4L).hasSize(7);
    assertThatThrownBy(() -> log.await(3, 10))
        .isInstanceOfSatisfying(
            EventLog.Gone.class, gone -> assertThat(gone.oldest()).isEqualTo(4));
    assertThat(log.await(4, 10)).hasSize(7);
  }

  @Test
  void ofMoreThanItKeepsAtOnceTheLastStay() throws Exception {
    for (EventLog<Event> log : List.of(new EventLog<Event>(100), filled(50))) {
      long next = log.last() + 1;
      log.append(LongStream.range(next, next + 250).mapToObj(n -> event(n, "x")).toList());
      assertThat(log.last()).isEqualTo(next + 249);
      assertThat(log.oldest()).isEqualTo(next + 150);
      assertThat(log.slice(1, 1_000)).extracting(Event::number).hasSize(100).contains(next + 150);
      assertThatThrownBy(() -> log.append(List.of(event(next, "x"))))
          .isInstanceOf(IllegalStateException.class);
      log.append(List.of(event(next + 250, "x")));
      assertThat(log.oldest()).isEqualTo(next + 151);
    }
  }

  @Test
  void numbersGoOnAfterAllAreGone() throws Exception {
    EventLog<Event> log = filled(150);
    log.expire(BEGIN.plusSeconds(1_000));
    assertThat(log.oldest()).isEqualTo(151);
    assertThat(log.slice(1, 100)).isEmpty();
    assertThat(log.await(151, 10)).isEmpty();
    log.append(List.of(event(151, "x")));
    assertThat(log.await(151, 10)).hasSize(1);
    for (long number = 152; number <= 400; number++) {
      log.append(List.of(event(number, "x")));
    }
    assertThat(log.oldest()).isEqualTo(301);
    assertThat(log.slice(1, 1_000)).hasSize(100);
  }

  @Test
  void longNamesDoNotFillTheMemory() {
    EventLog<Event> log = new EventLog<>(100, 1_000);
    for (long number = 1; number <= 50; number++) {
      log.append(List.of(event(number, "x".repeat(300))));
    }
    assertThat(log.slice(1, 1_000)).extracting(Event::number).containsExactly(48L, 49L, 50L);
    log.append(List.of(event(51, "x".repeat(9_000))));
    assertThat(log.slice(1, 1_000)).extracting(Event::number).containsExactly(51L);
    for (long number = 52; number <= 200; number++) {
      log.append(List.of(event(number, "x")));
    }
    assertThat(log.slice(1, 1_000)).hasSize(100);
  }
}
