package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class GroupQueryTest {
  private final State state =
      State.empty()
          .with(Kind.GROUP, group("a", "{'$group':'b'}"))
          .with(Kind.GROUP, group("b", "{'$or':[{'$group':'grp-c'},{'type':'x'}]}"))
          .with(Kind.GROUP, group("c", "{'type':'y'}"))
          .with(Kind.GROUP, group("broken", "{'$group':7}"));

  @Test
  void groupsMayAskOthers() {
    assertThatCode(() -> GroupQuery.check(group("d", "{'$group':'a'}"), state))
        .doesNotThrowAnyException();
    assertThatCode(() -> GroupQuery.check(group("d", "{'$group':'broken'}"), state))
        .doesNotThrowAnyException();
    assertThatCode(() -> GroupQuery.check(group("d", "{'$group':'unknown'}"), state))
        .doesNotThrowAnyException();
  }

  @Test
  void aCircleIsRefusedWithItsPath() {
    assertThatThrownBy(() -> GroupQuery.check(group("c", "{'$nor':[{'$group':'a'}]}"), state))
        .isInstanceOf(GroupQuery.Circle.class)
        .hasMessage("groups must not ask each other in a circle: c -> a -> b -> c");
    assertThatThrownBy(() -> GroupQuery.check(group("e", "{'$group':'e'}"), state))
        .hasMessageEndingWith(": e -> e");
  }

  @Test
  void aQueryWithoutMeaningIsRefused() {
    assertThatThrownBy(() -> GroupQuery.check(group("d", "{'image':{'$exits':false}}"), state))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("unknown operator: $exits")
        .hasMessageContaining("$exists");
  }

  private static Doc group(String name, String query) {
    return Doc.of(
        "id", "grp-" + name, "name", name, "query", Json.readDoc(query.replace('\'', '"')));
  }
}
