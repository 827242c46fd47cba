package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.mql.regex.Regex;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What must be true for whatever anybody sends. */
class WildTest {
  private static final Duration BOUND = Duration.ofSeconds(5);

  /** Only the query error, in bounded time; and all ways to ask agree. */
  @Property(tries = 3000)
  void anythingIsAnsweredOrRefused(@ForAll long seed) {
    Wild wild = new Wild(seed);
    Instant start = Instant.now();
    Doc source = wild.query(3);
    try {
      Query query = Query.compile(source);
      List<Doc> docs = Stream.generate(() -> wild.doc(3)).limit(70).toList();
      assertThat(query.among(docs.stream()).toList())
          .isEqualTo(docs.stream().filter(query::matches).toList());
      for (Doc doc : docs.subList(0, 5)) {
        boolean matches = query.matches(doc);
        Explanation explanation = query.explain(doc);
        try {
          assertThat(query.check(doc)).isEqualTo(matches);
          assertThat(explanation.matches()).isEqualTo(matches);
        } catch (QueryException e) {
          assertThat(matches).isFalse();
        }
        assertThat(Json.text(explanation.toDoc())).isNotEmpty();
      }
    } catch (QueryException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(Duration.between(start, Instant.now())).as("%s", source).isLessThan(BOUND);
  }

  /**
   * A batch answers as its documents one by one, whatever it was asked before and whatever it
   * remembers of that; also after some of them were replaced.
   */
  @Property(tries = 500)
  void aBatchAnswersAsItsDocuments(@ForAll long seed) {
    Wild wild = new Wild(seed);
    Batch batch = Batch.EMPTY;
    for (int i = 0; i < Batch.SIZE; i += 1 + i % 3) {
      batch = batch.with(i, wild.doc(3));
    }
    for (int asked = 0; asked < 30; asked++) {
      if (asked % 10 == 9) {
        batch = batch.with(asked, wild.doc(3)).with(asked + 1, null);
      }
      Query query;
      try {
        query = Query.compile(wild.query(2));
      } catch (QueryException e) {
        continue;
      }
      long expected = 0;
      for (int i = 0; i < Batch.SIZE; i++) {
        expected |= batch.get(i) != null && query.matches(batch.get(i)) ? 1L << i : 0;
      }
      assertThat(query.among(batch)).as("%s", query).isEqualTo(expected);
      assertThat(query.among(batch)).as("%s again", query).isEqualTo(expected);
    }
  }

  /** Random characters as a line of a test: an answer, never an exception. */
  @Property(tries = 500)
  void anyLineIsAnswered(@ForAll String line) {
    assertThat(QueryLines.answer(line).has("error")).isTrue();
  }

  @Property(tries = 2000)
  void negationIsTheOpposite(@ForAll long seed) {
    Wild wild = new Wild(seed);
    String path = wild.path();
    Object value = wild.value(2);
    Doc doc = wild.doc(3);
    if (value instanceof org.bson.BsonRegularExpression) {
      return;
    }
    boolean equal = matches(Doc.of(path, Doc.of("$eq", value)), doc);
    assertThat(matches(Doc.of(path, Doc.of("$ne", value)), doc)).isEqualTo(!equal);
    assertThat(matches(Doc.of(path, Doc.of("$in", Arr.of(value))), doc)).isEqualTo(equal);
    assertThat(matches(Doc.of(path, Doc.of("$not", Doc.of("$eq", value))), doc)).isEqualTo(!equal);
    boolean below = matches(Doc.of(path, Doc.of("$lt", value)), doc);
    boolean upTo = matches(Doc.of(path, Doc.of("$lte", value)), doc);
    assertThat(upTo || !below).isTrue();
  }

  @Property(tries = 3000)
  void theOrderOfValuesIsAnOrder(@ForAll long seed) {
    Wild wild = new Wild(seed);
    Object a = wild.value(2);
    Object b = wild.value(2);
    Object c = wild.value(2);
    assertThat(Order.compare(a, a)).isZero();
    assertThat(Integer.signum(Order.compare(a, b))).isEqualTo(-Integer.signum(Order.compare(b, a)));
    if (Order.compare(a, b) <= 0 && Order.compare(b, c) <= 0) {
      assertThat(Order.compare(a, c)).isNotPositive();
    }
  }

  /** String searches and RE2 find exactly what backtracking finds. */
  @Property(tries = 5000)
  void allEnginesOfRegularExpressionsAgree(@ForAll long seed) {
    Wild wild = new Wild(seed);
    String pattern = wild.goodPattern(3);
    Regex regex = Regex.compile(pattern, wild.pick("", "", "i", "m", "s", "im"));
    for (int i = 0; i < 5; i++) {
      String text = wild.text();
      assertThat(regex.foundIn(text))
          .as("%s in %s", pattern, text.replace("\n", "\\n"))
          .isEqualTo(regex.find(text, 0, _ -> {}) != null);
      if (regex.prefix() != null && regex.foundIn(text)) {
        assertThat(text).startsWith(regex.prefix());
      }
    }
  }

  /** Hostile patterns: an answer or the error, soon. */
  @Property(tries = 2000)
  void anyPatternIsAnsweredOrRefused(@ForAll long seed) {
    Wild wild = new Wild(seed);
    String pattern = wild.pattern();
    Instant start = Instant.now();
    try {
      Regex regex = Regex.compile(pattern, "");
      assertThat(regex.foundIn("a".repeat(2000) + wild.text())).isIn(true, false);
    } catch (Flaw flaw) {
      assertThat(flaw.getMessage()).isNotBlank();
    }
    assertThat(Duration.between(start, Instant.now())).as("%s", pattern).isLessThan(BOUND);
  }

  private static boolean matches(Doc query, Doc doc) {
    return Query.compile(query).matches(doc);
  }
}
