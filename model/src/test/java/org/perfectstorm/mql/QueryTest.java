package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class QueryTest {
  @Test
  void aMisspeltOperatorIsNamedWithItsPlaceAndASuggestion() {
    assertThatThrownBy(() -> query("{'$or': [{}, {'snapshot.Limits': {'$exits': false}}]}"))
        .isInstanceOf(QueryException.class)
        .hasMessage(
            "unknown operator: $exits (did you mean $exists?) at $or[1].snapshot.Limits.$exits");
  }

  @Test
  void resourcesKeepTheirIdInId() {
    Doc resource = Doc.of("id", "res-1");
    Doc query = Doc.of("_id", "res-1");
    assertThat(Query.compile(query, Options.RESOURCES).matches(resource)).isTrue();
    assertThat(Query.compile(query).matches(resource)).isFalse();
  }

  @Test
  void aKeyWithDotsIsFound() {
    Doc doc = doc("{'Labels': {'com': {'x': 1}, 'com.docker': 1, 'com.docker.stack.name': 'web'}}");
    assertThat(query("{'Labels.com.docker.stack.name': 'web'}").matches(doc)).isTrue();
    assertThat(query("{'Labels.com.docker': 1}").matches(doc)).isTrue();
    assertThat(query("{'Labels.com.x': 1}").matches(doc)).isTrue();
    assertThat(query("{'Labels.com.docker.stack': {'$exists': true}}").matches(doc)).isFalse();
  }

  @Test
  void groupsOfGroupsAskTheMembership() {
    Membership groups = (group, resource) -> group.equals("web") && resource.equals("res-1");
    Doc query = doc("{'$nor': [{'$group': 'web'}]}");
    Query compiled = Query.compile(query, Options.withGroups(groups));
    assertThat(compiled.groups()).isEqualTo(Set.of("web"));
    assertThat(compiled.matches(Doc.of("id", "res-1"))).isFalse();
    assertThat(compiled.matches(Doc.of("id", "res-2"))).isTrue();
    assertThatThrownBy(() -> Query.compile(query)).hasMessageContaining("$nor[0].$group");
  }

  @Test
  void whatRunsCodeIsRefused() {
    assertThatThrownBy(() -> query("{'$where': 'true'}"))
        .hasMessage("operator not supported: $where (it runs code; use $expr) at $where");
  }

  private static Query query(String json) {
    return Query.compile(doc(json));
  }

  private static Doc doc(String json) {
    return Json.readDoc(json.replace('\'', '"'));
  }

  @Test
  void aQueryIsNotLargerThanItsBound() {
    assertThat(Query.compile(Doc.of("a", "x".repeat(60_000))).matches(Doc.EMPTY)).isFalse();
    assertThatThrownBy(() -> Query.compile(Doc.of("a", "x".repeat(70_000))))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("more than 65536 characters");
    assertThatThrownBy(
            () -> Query.compile(Doc.of("a", Doc.of("$in", Collections.nCopies(20_000, 1)))))
        .isInstanceOf(QueryException.class);
  }

  @Test
  void regularExpressionsInExpressionsCount() {
    Doc find = Doc.of("$regexFindAll", Doc.of("input", "$a", "regex", "(a+)+\\1$|a"));
    Query query = Query.compile(Doc.of("$expr", Doc.of("$gt", Arr.of(Doc.of("$size", find), 0))));
    assertThat(query.check(Doc.of("a", "aaa"))).isTrue();
    assertThatThrownBy(() -> query.check(Doc.of("a", "a".repeat(500) + "!")))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("steps");
  }
}
