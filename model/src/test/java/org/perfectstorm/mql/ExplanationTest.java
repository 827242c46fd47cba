package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class ExplanationTest {
  @Test
  void saysClauseByClauseWhatWasSeen() {
    String query =
        "{'type': {'$in': ['swarm-service', 'swarm-task']}, 'image': {'$regex': '^nginx:'},"
            + " '$or': [{'snapshot.limit': {'$gt': 5}}, {'status': {'$ne': 'running'}}]}";
    String doc = "{'type': 'swarm-task', 'image': 'redis:4', 'status': 'running'}";
    assertThat(explain(query, doc))
        .hasToString(
            """
            no   all of
            yes    type $in ["swarm-service","swarm-task"]   is "swarm-task"
            no     image $regex "^nginx:"   is "redis:4"
            no     any of
            no       snapshot.limit $gt 5   nothing there
            no       status $ne "running"   is "running"
            """);
  }

  @Test
  void saysItForEachElement() {
    String query = "{'nets': {'$elemMatch': {'name': 'web', 'ip': {'$regex': '^10'}}}}";
    assertThat(explain(query, "{'nets': [{'name': 'db', 'ip': '10.1'}, 5]}"))
        .hasToString(
            """
            no   nets $elemMatch {"name":"web","ip":{"$regex":"^10"}}   is [{"name":"db","ip":"10.1"},5]
            no     element 0
            no       all of
            no         name $eq "web"   is "db"
            yes        ip $regex "^10"   is "10.1"
            no     element 1
            """);
  }

  @Test
  void isJson() {
    assertThat(
            explain("{'$nor': [{'a.b': {'$exists': false}}]}", "{'a': [{'b': 1}, {'b': 2}]}")
                .toDoc())
        .isEqualTo(
            doc(
                "{'clause': 'none of', 'matches': true, 'parts': [{'clause': 'a.b $exists false',"
                    + " 'matches': false, 'path': 'a.b', 'value': [1, 2]}]}"));
    assertThat(explain("{'a': {'$date': 0}}", "{}").toDoc())
        .isEqualTo(
            doc(
                "{'clause': 'a $eq {\\\"$date\\\":\\\"1970-01-01T00:00:00Z\\\"}', 'matches': false,"
                    + " 'path': 'a', 'missing': true}"));
  }

  @Test
  void saysWhatCouldNotBeComputed() {
    Explanation explanation = explain("{'$expr': {'$divide': [1, '$a']}}", "{'a': 0}");
    assertThat(explanation.matches()).isFalse();
    assertThat(explanation.error()).isEqualTo("can't $divide by zero");
  }

  /** The explanation of the whole is what matching says, for all scripts' cases. */
  @Test
  void agreesWithMatching() {
    for (String name : ScriptsTest.NAMES) {
      for (Script.Case test : Script.named(name).cases()) {
        if (test.text().startsWith("match ")) {
          Query query =
              Query.compile(Json.readDoc(test.text().substring(6, test.text().lastIndexOf(" =>"))));
          for (Doc doc : test.docs().values()) {
            assertThat(query.explain(doc).matches()).as("%s", query).isEqualTo(query.matches(doc));
            assertThat(Json.text(query.explain(doc).toDoc())).isNotEmpty();
          }
        }
      }
    }
  }

  private static Explanation explain(String query, String doc) {
    return Query.compile(doc(query)).explain(doc(doc));
  }

  private static Doc doc(String json) {
    return Json.readDoc(json.replace('\'', '"'));
  }
}
