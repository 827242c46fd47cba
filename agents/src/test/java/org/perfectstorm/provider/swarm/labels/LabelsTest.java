package org.perfectstorm.provider.swarm.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

class LabelsTest {
  @Test
  void eachGroupIsALabel() {
    assertThat(Labels.of(List.of("web", "my group", "größe")))
        .containsExactly(
            "storm-group-größe", "storm-group-my group", "storm-group-web", "storm-grouped");
    assertThat(Labels.of(List.of())).isEmpty();
  }

  @Test
  void namesThatNoFilterCanAskForAreNoLabels() {
    for (String name : List.of("a=b", "a\nb", "a\u0000b", "x".repeat(201))) {
      assertThat(Labels.of(List.of(name))).isEmpty();
      assertThat(Labels.obstacle(name)).isNotNull();
    }
    assertThat(Labels.obstacle("x".repeat(200))).isNull();
  }

  @Test
  void onlyOurLabelsChange() {
    Doc labels =
        Doc.of(
            "z", "1",
            "storm-group-old", "yes",
            "storm-group-web", "no",
            "storm-groups", "theirs",
            "com.example.storm-group-x", "yes",
            "storm-grouped", "yes");
    Map<String, String> changes = Labels.changes(labels, Labels.of(List.of("web", "db")));
    assertThat(Labels.changed(labels, changes))
        .isEqualTo(
            Doc.of(
                "z", "1",
                "storm-group-web", "yes",
                "storm-groups", "theirs",
                "com.example.storm-group-x", "yes",
                "storm-grouped", "yes",
                "storm-group-db", "yes"));
  }

  @Test
  void whatIsInNoGroupLosesAllOfThem() {
    Doc labels = Doc.of("a", "", "storm-group-old", "yes", "storm-grouped", "yes");
    Map<String, String> changes = Labels.changes(labels, Set.of());
    assertThat(Labels.changed(labels, changes)).isEqualTo(Doc.of("a", ""));
  }

  @Test
  void whatIsInStepNeedsNoChange() {
    Doc labels = Doc.of("storm-grouped", "yes", "storm-group-web", "yes", "a", "b");
    assertThat(Labels.changes(labels, Labels.of(List.of("web")))).isEmpty();
  }
}
