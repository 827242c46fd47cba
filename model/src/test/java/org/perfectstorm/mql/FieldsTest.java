package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class FieldsTest {
  private final List<Doc> documents =
      List.of(
          doc("{'image':'redis:4','names':['a','b'],'snapshot':{'Spec':{'Name':'x'}}}"),
          doc("{'image':'redis:4','snapshot':{'Spec':{'Ports':[{'P':80},{'P':81}]}}}"),
          doc("{'image':null,'snapshot':{'Spec':{'Labels':{'com.docker.stack':'s'}}}}"));

  @Test
  void pathsWithTypesCountsAndFrequentValues() {
    assertThat(Fields.of(documents, "im", 10))
        .containsExactly(
            doc(
                "{'path':'image','count':3,'types':{'null':1,'string':2},"
                    + "'values':[{'value':'redis:4','count':2}]}"));
  }

  @Test
  void elementsOfArraysAreValuesAndTheirFieldsArePaths() {
    assertThat(Fields.of(documents, "names", 10).getFirst().arr("values")).hasSize(2);
    assertThat(paths("snapshot.Spec.P"))
        .containsExactly("snapshot.Spec.Ports.P", "snapshot.Spec.Ports");
    assertThat(Fields.of(documents, "snapshot.Spec.Ports.P", 10).getFirst().get("count"))
        .isEqualTo(2);
  }

  @Test
  void keysWithDotsArePathsLikeOthers() {
    assertThat(paths("snapshot.Spec.Labels."))
        .containsExactly("snapshot.Spec.Labels.com.docker.stack");
  }

  @Test
  void theMostFrequentFirstAndNotMoreThanAskedFor() {
    assertThat(paths("")).startsWith("image", "snapshot", "snapshot.Spec");
    assertThat(Fields.of(documents, "", 2)).hasSize(2);
    assertThat(Fields.of(documents, "nothing", 2)).isEmpty();
  }

  private List<String> paths(String prefix) {
    return Fields.of(documents, prefix, 100).stream().map(field -> field.text("path")).toList();
  }

  private static Doc doc(String json) {
    return Json.readDoc(json.replace('\'', '"'));
  }
}
