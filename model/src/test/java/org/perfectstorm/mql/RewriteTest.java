package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Json;

class RewriteTest {
  @Test
  void idBecomesUnderscoreId() {
    rewrites("{'id': 1, '$or': [{'id': 2}]}", "{'_id': 1, '$or': [{'_id': 2}]}");
  }

  @Test
  void keysWithADollarInsideOrANulAreRemoved() {
    rewrites(
        "{'a$b': 'c', 'a\\u0000b': 1, '$a$': 1, '$nor': [{'a$b': 1, 'x': 2}]}",
        "{'$nor': [{'x': 2}]}");
  }

  @Test
  void aScalarUnderADollarKeyStays() {
    rewrites("{'$comment': 'x', '$and': 5}", "{'$comment': 'x', '$and': 5}");
  }

  @Test
  void referencesAtTheTopAreLookedUp() {
    String query = "{'parent': 'web', 'x': {'$in': ['web']}, '$or': [{'parent': 'web'}]}";
    assertThat(
            Rewrite.of(
                Json.readDoc(query.replace('\'', '"')),
                (field, value) -> field.equals("parent") ? "res-" + value : value))
        .hasToString(
            query
                .replace("'parent': 'web', 'x'", "'parent':'res-web','x'")
                .replace(" ", "")
                .replace('\'', '"'));
  }

  private static void rewrites(String query, String expected) {
    assertThat(Rewrite.of(Json.readDoc(query.replace('\'', '"'))))
        .isEqualTo(Json.readDoc(expected.replace('\'', '"')));
  }
}
