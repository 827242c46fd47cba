package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * Queries from bytes, led by what they reach in the code. In a build the seeds run, files in
 * QueryFuzzTestInputs: a query in the first line, a document in the second. With {@code
 * JAZZER_FUZZ=1} it goes on from there; see docs/queries.md.
 */
class QueryFuzzTest {
  /** Of processor time, slowed down by what the fuzzer weaves into the code. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  /** Longer inputs say little more, and take long. */
  private static final int LONGEST = 500;

  /** What takes longer than this is a loop or a hostile pattern: it is asked once, not again. */
  private static final Duration QUICK = Duration.ofMillis(2);

  @FuzzTest(maxDuration = "10m")
  void anyQueryIsAnsweredOrRefused(byte[] input) {
    if (input.length > LONGEST) {
      return;
    }
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    Doc source = read(lines[0]);
    Doc doc = read(lines.length > 1 ? lines[1] : "{}");
    if (source == null || doc == null) {
      return;
    }
    long start = nanos();
    try {
      Query query = Query.compile(source);
      Doc typed = ExtendedJson.decode(doc);
      boolean matches = query.matches(typed);
      if (nanos() - start > QUICK.toNanos()) {
        assertThat(Duration.ofNanos(nanos() - start)).isLessThan(BOUND);
        return;
      }
      assertThat(Json.text(query.explain(typed).toDoc())).isNotEmpty();
      QueryIndex<String> index = new QueryIndex<>();
      index.put("query", query);
      List<String> found = new ArrayList<>();
      index.candidates(null, typed, found::add);
      assertThat(found).hasSizeBetween(matches ? 1 : 0, 1);
      index.candidates(typed, Doc.EMPTY, found::add);
      index.remove("query");
      assertThat(query.check(typed)).isEqualTo(matches);
    } catch (QueryException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (ClassCastException e) {
      // Jazzer's own: it compares what a set holds with what is asked for, whatever the set's
      // order.
      if (!Arrays.toString(e.getStackTrace()).startsWith("[com.code_intelligence.")) {
        throw e;
      }
    }
    assertThat(Duration.ofNanos(nanos() - start)).isLessThan(BOUND);
  }

  private static Doc read(String json) {
    try {
      return Json.readDoc(json);
    } catch (JsonException e) {
      return null;
    }
  }

  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
