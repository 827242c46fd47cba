package org.perfectstorm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

class MaskingTest {
  private static final Doc PARAMS =
      Doc.of(
          "A", "hunter2",
          "B", List.of("hunter", Doc.of("x", 4711)),
          "C", true,
          "D", "  ",
          "OPEN", "public");
  private static final Masking MASKING = Masking.of(PARAMS, List.of("A", "B", "C", "D", "NONE"));

  @Test
  void secretsAreTakenOutOfTextsAndDocuments() {
    assertThat(MASKING.mask("a hunter2, hunter, 4711 true public  x"))
        .isEqualTo("a ******, ******, ****** true public  x");
    assertThat(MASKING.mask(Doc.of("hunter2", List.of("x4711y", 4711, Doc.of("k", "hunter")))))
        .hasToString("{\"******\":[\"x******y\",4711,{\"k\":\"******\"}]}");
  }

  @Test
  void aTextInPiecesIsMaskedAsTheWhole() {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        text.append(List.of("hunter2", "hunter", "4711", "hun", "47", "x").get(random.nextInt(6)));
      }
      StringBuilder masked = new StringBuilder();
      String waiting = "";
      for (int at = 0; at < text.length(); ) {
        int end = Math.min(text.length(), at + 1 + random.nextInt(9));
        waiting += text.substring(at, end);
        int ready = waiting.length() - MASKING.open(waiting);
        masked.append(MASKING.mask(waiting.substring(0, ready)));
        waiting = waiting.substring(ready);
        at = end;
      }
      masked.append(MASKING.mask(waiting));
      assertThat(masked.toString()).as(text.toString()).isEqualTo(MASKING.mask(text.toString()));
    }
  }
}
