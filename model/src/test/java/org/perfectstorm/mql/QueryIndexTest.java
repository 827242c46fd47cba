package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class QueryIndexTest {
  private final QueryIndex<String> index = new QueryIndex<>();

  @Test
  void findsByEqualValuePrefixAndPresence() {
    put("task", "{'type':'task'}");
    put("either", "{'type':{'$in':['task','node']}}");
    put("redis", "{'image':{'$regex':'^redis:'}}");
    put("limited", "{'snapshot.memory':{'$gt':5}}");
    assertThat(candidates(null, "{'type':'task','image':'redis:4'}"))
        .containsExactlyInAnyOrder("task", "either", "redis");
    assertThat(candidates(null, "{'type':'node','snapshot':{'memory':1}}"))
        .containsExactlyInAnyOrder("either", "limited");
    assertThat(candidates(null, "{'image':'nginx:1'}")).isEmpty();
  }

  @Test
  void standsWhereFewOthersStand() {
    for (int i = 0; i < 10; i++) {
      put("task" + i, "{'type':'task','image':{'$regex':'^app" + i + ":'}}");
    }
    // The first may stand at the type, the others must have gone to the images.
    assertThat(candidates(null, "{'type':'task','image':'app7:1'}")).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aChangeThatNoQueryReadsHasNoCandidates() {
    put("anything", "{'status':{'$ne':'running'}}");
    put("version", "{'snapshot.Version.Index':{'$gt':3}}");
    String before = "{'status':'running','snapshot':{'Version':{'Index':4},'At':1}}";
    assertThat(candidates(before, "{'status':'running','snapshot':{'Version':{'Index':4},'At':2}}"))
        .isEmpty();
    assertThat(candidates(before, "{'status':'running','snapshot':{'Version':{'Index':5},'At':2}}"))
        .containsExactly("version");
    assertThat(candidates(before, "{'status':'running'}")).containsExactly("version");
    assertThat(candidates(before, null)).containsExactlyInAnyOrder("anything", "version");
  }

  @Test
  void whatLeavesIsFoundByWhatItHad() {
    put("task", "{'type':'task'}");
    assertThat(candidates("{'type':'task'}", "{'type':'node'}")).containsExactly("task");
  }

  @Test
  void removedQueriesAreNotFound() {
    put("task", "{'type':'task'}");
    put("none", "{'type':{'$ne':'task'}}");
    index.remove("task");
    index.remove("none");
    index.remove("none");
    assertThat(index.size()).isZero();
    assertThat(candidates(null, "{'type':'task'}")).isEmpty();
  }

  private static final String[] QUERIES = {
    "{'a':1}",
    "{'a':null}",
    "{'a':{'$in':[1,'x',null]}}",
    "{'a':{'$in':[true,2.0,'y']}}",
    "{'a':{'$ne':1}}",
    "{'a':{'$gt':1}}",
    "{'a':{'$gte':null}}",
    "{'a':{'$exists':false}}",
    "{'a':{'$exists':true}}",
    "{'a':{'$regex':'^x'}}",
    "{'a':{'$regex':'y'}}",
    "{'a':[1,2]}",
    "{'a':{'b':1}}",
    "{'a.b':1}",
    "{'a.b':{'$in':['x','z']}}",
    "{'a.b.c':{'$regex':'^xy'}}",
    "{'a.0':1}",
    "{'a':{'$elemMatch':{'b':1}}}",
    "{'a':{'$elemMatch':{'b':1,'c':{'$ne':2}}}}",
    "{'a':{'$elemMatch':{'b.c':'x'}}}",
    "{'a':{'$elemMatch':{'b.c':{'$regex':'^x'}}}}",
    "{'a':{'$elemMatch':{'0':1}}}",
    "{'a':{'$elemMatch':{'0.b':1}}}",
    "{'a':{'$elemMatch':{'$gt':1}}}",
    "{'a':{'$elemMatch':{'$eq':'x'}}}",
    "{'a':{'$elemMatch':{'$elemMatch':{'$eq':1}}}}",
    "{'a':{'$elemMatch':{'b':{'$elemMatch':{'b':1}}}}}",
    "{'a.0':{'$elemMatch':{'$eq':1}}}",
    "{'a.b':{'$elemMatch':{'b':'y'}}}",
    "{'a':{'$size':2}}",
    "{'a':{'$type':'array'}}",
    "{'$or':[{'a':1},{'b':'x'}]}",
    "{'$or':[{'a':1},{'b':{'$ne':'x'}}]}",
    "{'$nor':[{'a':1},{'b.c':'x'}]}",
    "{'a':{'$not':{'$gt':1}},'b':'x'}",
    "{'$and':[{'a':{'$gt':0}},{'a':{'$lt':3}},{'b':{'$exists':true}}]}",
    "{}",
  };

  /** Whatever happens to a document: a query that is no candidate has the same answer as before. */
  @Property(tries = 500)
  void noQueryThatMattersIsLeftOut(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, Query> queries = new HashMap<>();
    QueryIndex<String> index = new QueryIndex<>();
    Doc before = null;
    for (int step = 0; step < 40; step++) {
      String key = "q" + random.nextInt(12);
      if (random.nextInt(3) == 0) {
        queries.remove(key);
        index.remove(key);
      } else {
        Query query = Query.compile(doc(QUERIES[random.nextInt(QUERIES.length)]));
        queries.put(key, query);
        index.put(key, query);
      }
      Doc after = random.nextInt(8) == 0 ? null : document(random);
      Doc was = before;
      List<String> candidates = new ArrayList<>();
      index.verdicts(
          was,
          after,
          (name, matches) -> {
            candidates.add(name);
            assertThat(matches).isEqualTo(after != null && queries.get(name).matches(after));
          });
      assertThat(candidates).doesNotHaveDuplicates();
      queries.forEach(
          (name, query) -> {
            boolean matched = was != null && query.matches(was);
            boolean matches = after != null && query.matches(after);
            if (matched != matches) {
              assertThat(candidates).as("%s: %s to %s", query, was, after).contains(name);
            }
          });
      before = after;
    }
  }

  @Test
  void whoseAnswerIsNotWantedIsNotEvaluated() {
    List<String> asked = new ArrayList<>();
    Options counting =
        Options.withGroups(
            (group, _) -> {
              asked.add(group);
              return true;
            });
    QueryIndex<String> index = new QueryIndex<>();
    index.put("one", Query.compile(doc("{'$group':'a'}"), counting));
    index.put("two", Query.compile(doc("{'$group':'b'}"), counting));
    List<String> told = new ArrayList<>();
    index.verdicts(
        null,
        doc("{'id':'res-1'}"),
        key -> key.equals("two"),
        (key, matches) -> told.add(key + " " + matches));
    assertThat(told).containsExactlyInAnyOrder("one false", "two true");
    assertThat(asked).containsExactly("b");
  }

  /** Many documents at once are told of as one after the other. */
  @Property(tries = 300)
  void documentsAtOnceAreFoundAsOneByOne(@ForAll long seed) {
    Random random = new Random(seed);
    List<Query> queries = new ArrayList<>();
    QueryIndex<Integer> many = new QueryIndex<>();
    for (int i = 0; i < 12; i++) {
      queries.add(Query.compile(doc(QUERIES[random.nextInt(QUERIES.length)])));
      many.put(i, queries.get(i));
    }
    Batch batch = Batch.EMPTY;
    for (int i = random.nextInt(Batch.SIZE); i >= 0; i--) {
      batch = batch.with(i, random.nextInt(5) == 0 ? null : document(random));
    }
    long[] expected = new long[queries.size()];
    long[] found = new long[queries.size()];
    for (int q = 0; q < expected.length; q++) {
      for (int i = 0; i < Batch.SIZE; i++) {
        Doc doc = batch.get(i);
        expected[q] |= doc != null && queries.get(q).matches(doc) ? 1L << i : 0;
      }
    }
    many.matching(
        batch,
        (query, matching) -> {
          assertThat(matching & found[query]).isZero();
          found[query] |= matching;
        });
    assertThat(found).isEqualTo(expected);
  }

  private static Doc document(Random random) {
    Doc doc = Doc.EMPTY;
    for (String key : List.of("a", "b", "c.d")) {
      if (random.nextInt(4) > 0) {
        doc = doc.with(key, value(random, 3));
      }
    }
    return doc;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 10)) {
      case 0 -> null;
      case 1 -> random.nextInt(4);
      case 2 -> random.nextInt(4) / 2.0;
      case 3 -> random.nextBoolean();
      case 4 -> "x" + "yz".substring(0, random.nextInt(3));
      case 5 -> "y";
      case 6 -> List.of(value(random, 0) + "", 1, 2).subList(0, random.nextInt(4));
      case 7 -> Doc.of("b", value(random, depth - 1), "c", value(random, 0));
      case 8 -> Arr.of(value(random, depth - 1), value(random, depth - 1));
      default -> List.of(Doc.of("b", value(random, depth - 1)), Doc.of("b", 1));
    };
  }

  private void put(String key, String query) {
    index.put(key, Query.compile(doc(query)));
  }

  private List<String> candidates(String before, String after) {
    List<String> found = new ArrayList<>();
    index.candidates(
        before == null ? null : doc(before), after == null ? null : doc(after), found::add);
    return found;
  }

  private static Doc doc(String json) {
    return Json.readDoc(json.replace('\'', '"'));
  }
}
