package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

/** Section 9 of the contract: lists of events where there are more than are shown at once. */
class ManyEventsTest extends Conversation {
  private static final int MADE = 300;

  @BeforeAll
  void make() {
    for (int i = 0; i < MADE; i++) {
      post("/v1/groups", "{}").is(201);
    }
  }

  @Test
  void unlessToldAListHasAHundredAndTwentyEight() {
    int last = (int) core.state().event();
    assertThat(get("/v1/events").all("id")).isEqualTo(numbers(last - 127, last));
    assertThat(get("/v1/events?start=" + (last - 199)).all("id"))
        .isEqualTo(numbers(last - 199, last - 72));
    assertThat(get("/v1/events?start=" + (last - 9)).all("id")).isEqualTo(numbers(last - 9, last));
  }

  @Test
  void slicesOfTheUsualSizeAddUpToTheWholeList() {
    long last = core.state().event();
    List<Doc> whole = get("/v1/events?start=1&count=100000").list();
    assertThat(whole).hasSize((int) last);
    List<Doc> slices = new ArrayList<>();
    for (long start = 1; start <= last; start += 128) {
      slices.addAll(get("/v1/events?start=" + start).list());
    }
    assertThat(slices).isEqualTo(whole);
  }

  private static List<Object> numbers(int first, int last) {
    List<Object> numbers = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      numbers.add(number);
    }
    return numbers;
  }
}
