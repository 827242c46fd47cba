package org.perfectstorm.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KNOWN =
      List.of("$in", "$eq", "$exists", "$regex", "port", "protocol", "IMAGE", "query", "quarry");

  @ParameterizedTest
  @CsvSource({
    "$exits, $exists",
    "$regx, $regex",
    "$ni, $in",
    "prot, protocol",
    "prt, port",
    "image, IMAGE",
    "qurey, query",
    "querry, quarry",
    "$notthere,",
    "xx,",
    "i,",
    "port,",
  })
  void theNearestIsMeant(String name, String meant) {
    assertThat(Spelling.nearest(name, KNOWN)).isEqualTo(meant);
  }

  @Test
  void lettersAreTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.of("tr"));
    try {
      assertThat(Spelling.nearest("LIMITT", List.of("limit"))).isEqualTo("limit");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void longTextsAndLongListsCostNothing() {
    assertThat(Spelling.nearest("x".repeat(100_000), List.of("x".repeat(100_001)))).isNull();
    assertThat(Spelling.nearest("y", java.util.Collections.nCopies(100_000, "y1"))).isNull();
  }
}
