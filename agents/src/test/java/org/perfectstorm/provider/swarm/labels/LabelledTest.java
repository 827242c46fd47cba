package org.perfectstorm.provider.swarm.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.provider.docker.engine.CannedEngine.Answer;
import org.perfectstorm.provider.docker.engine.CannedEngine.Change;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.provider.swarm.labels.Labelled.Outcome;
import org.perfectstorm.value.Doc;

/** One update, against an engine on a real socket. */
@Timeout(30)
class LabelledTest {
  /** With numbers that Go has and Java has not, and with what no Docker has yet. */
  private static final String SPEC =
      "{\"Name\":\"web\",\"Labels\":%s,\"TaskTemplate\":{\"ForceUpdate\":18446744073709551615,"
          + "\"Resources\":{\"Limits\":{\"NanoCPUs\":9223372036854775807}},\"Ratio\":0.1,"
          + "\"Tiny\":1.0E-7,\"New\":[null,{\"a.b\":[]},\"\\u0001 \\\" ü\"],\"Empty\":{}},"
          + "\"Mode\":{\"Replicated\":{\"Replicas\":0}}}";

  private final CannedEngine engine = CannedEngine.onTcp();
  private final HttpEngine http = new HttpEngine(engine.address(), Duration.ofSeconds(2));
  private final Labelled labelled = new Labelled(http);
  private final List<Change> changes = new ArrayList<>();
  private final Wanted web = new Wanted("s1", "services", "service web", Doc.EMPTY, List.of("g"));

  LabelledTest() throws IOException {
    engine.changes(
        change -> {
          changes.add(change);
          return Answer.raw("{}");
        });
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    engine.close();
  }

  private void says(int version, String labels, String more) {
    engine.says(
        "/services/s1",
        Answer.raw(
            "{\"ID\":\"s1\",\"Version\":{\"Index\":%d},\"Spec\":%s%s}"
                .formatted(version, SPEC.formatted(labels), more)));
  }

  @Test
  void theWholeSpecGoesBackAsItCameButForOurLabels() throws Exception {
    says(4711, "{\"b\":\"2\",\"a\":\"1\"}", "");
    assertThat(labelled.update(web, all -> all))
        .isEqualTo(new Outcome.Done(Map.of("storm-group-g", "yes", "storm-grouped", "yes")));
    assertThat(changes)
        .containsExactly(
            new Change(
                "POST",
                "/services/s1/update",
                "version=4711",
                SPEC.formatted(
                    "{\"b\":\"2\",\"a\":\"1\",\"storm-group-g\":\"yes\",\"storm-grouped\":\"yes\"}")));
  }

  @Test
  void whatIsInStepIsNotUpdated() throws Exception {
    says(1, "{\"storm-group-g\":\"yes\",\"storm-grouped\":\"yes\"}", "");
    assertThat(labelled.update(web, all -> all)).isEqualTo(new Outcome.Done(Map.of()));
    says(1, "null", "");
    assertThat(labelled.update(web, all -> Map.of())).isEqualTo(new Outcome.Done(Map.of()));
    assertThat(changes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 500})
  void whoWasFasterIsReadAgain(int status) throws Exception {
    says(7, "{}", "");
    engine.changes(
        change -> {
          changes.add(change);
          if (changes.size() == 3) {
            return Answer.raw("");
          }
          says(7 + changes.size(), "{\"theirs\":\"" + changes.size() + "\"}", "");
          return Answer.error(status, "rpc error: code = Unknown desc = update out of sequence");
        });
    assertThat(labelled.update(web, all -> all)).isInstanceOf(Outcome.Done.class);
    assertThat(changes)
        .extracting(Change::query)
        .containsExactly("version=7", "version=8", "version=9");
    assertThat(changes.getLast().body()).contains("\"Labels\":{\"theirs\":\"2\",\"storm-group-g\"");
  }

  @Test
  void whoIsAlwaysFasterIsLeftForLater() {
    says(7, "{}", "");
    engine.changes(
        change -> {
          changes.add(change);
          return Answer.error(500, "update out of sequence");
        });
    assertThatThrownBy(() -> labelled.update(web, all -> all))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("out of sequence");
    assertThat(changes).hasSize(5);
  }

  @Test
  void otherRefusalsAreNotTriedAgainAtOnce() {
    says(7, "{}", "");
    engine.changes(
        change -> {
          changes.add(change);
          return Answer.error(400, "invalid spec");
        });
    assertThatThrownBy(() -> labelled.update(web, all -> all)).hasMessageContaining("invalid spec");
    assertThat(changes).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"updating", "paused", "rollback_started", "rollback_paused"})
  void aServiceThatIsBeingUpdatedIsNotDisturbed(String state) throws Exception {
    says(7, "{}", ",\"UpdateStatus\":{\"State\":\"" + state + "\"}");
    assertThat(labelled.update(web, all -> all)).isEqualTo(new Outcome.Busy(state));
    assertThat(changes).isEmpty();
    says(7, "{}", ",\"UpdateStatus\":{\"State\":\"completed\"}");
    assertThat(labelled.update(web, all -> all)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whatIsGoneIsGone() throws Exception {
    assertThat(labelled.update(web, all -> all)).isEqualTo(new Outcome.Gone());
  }
}
