package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

/** What an application brought once and brings no longer. */
class PruneTest extends FileConversation {
  @Test
  void pruningDeletesWhatTheDocumentNoLongerHas() {
    yaml(SMALL).is(200);
    json("{'group':{'name':'bystander'}}").is(200);
    String less =
        SMALL
            .replaceAll("(?s)    - name: database.*?  expose", "  expose")
            .replaceAll("(?s)  links:.*", "");
    assertThat(changes(yaml("?dryRun=true", less)))
        .containsExactly("unchanged group frontend", "changed application blog");
    Answer pruned = yaml("?prune=true", less);
    assertThat(changes(pruned))
        .containsExactly(
            "unchanged group frontend",
            "changed application blog",
            "removed group database",
            "removed procedure deploy");
    Doc removed = docs(pruned.doc(), "changes").toList().getLast();
    assertThat(removed.get("after")).isNull();
    assertThat(removed.doc("before").text("type")).isEqualTo("swarm");
    get("/v1/groups/database").is(404);
    get("/v1/procedures/deploy").is(404);
    get("/v1/groups/bystander").is(200);
  }

  @Test
  void whatIsLeftBehindIsSaidAndPrunedLater() {
    yaml(SMALL).is(200);
    String less = "application: { name: blog, groups: [frontend] }";
    for (int i = 0; i < 2; i++) {
      Answer left = yaml(less);
      assertThat(changes(left)).noneMatch(change -> change.startsWith("removed"));
      assertThat(docs(left.doc(), "warnings").map(w -> w.text("message")).toList())
          .containsExactly(
              "the group \"database\", which this application brought earlier, stays; prune deletes"
                  + " it",
              "the procedure \"deploy\", which this application brought earlier, stays; prune"
                  + " deletes it");
    }
    assertThat(get("/v1/apps/blog").body()).doesNotContain(get("/v1/procedures/deploy").id());
    assertThat(changes(yaml("?prune=true", less)))
        .containsExactly(
            "unchanged application blog", "removed group database", "removed procedure deploy");
    assertThat(yaml("?prune=true", less).is(200).doc().has("warnings")).isFalse();
    get("/v1/groups/database").is(404);
  }

  @Test
  void pruningLeavesWhatOthersNeed() {
    yaml(SMALL).is(200);
    json("{'application':{'name':'other','components':['database'],'procedures':['deploy']}}")
        .is(200);
    post("/v1/import", "{'documents':[{'application':{'name':'blog'}}],'prune':true}").is(200);
    get("/v1/groups/database").is(200);
    get("/v1/procedures/deploy").is(200);
    get("/v1/apps/other").is(200);
    get("/v1/groups/frontend").is(404);
  }
}
