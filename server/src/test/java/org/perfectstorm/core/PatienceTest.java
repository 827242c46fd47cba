package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.mql.Query;
import org.perfectstorm.store.Commit;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** A group whose query takes too long holds nobody up for ever. */
class PatienceTest {
  /** Some milliseconds for each resource that has work to do. */
  private static final String SLOW =
      "{'type':'a','$expr':{'$gte':[{'$size':{'$filter':{'input':{'$range':[0,"
          + "{'$ifNull':['$snapshot.work',0]}]},'as':'i','cond':{'$gt':['$$i',5]}}}},0]}}";

  private final LiveGroups groups =
      new LiveGroups(new Patience(Duration.ofMillis(50), Duration.ofMillis(150)));
  private State state = State.empty();

  @Test
  void aGroupThatTakesTooLongIsNotSaved() {
    commit(tx -> resources(tx, 300, 100_000));
    State before = state;
    assertThatThrownBy(() -> commit(tx -> tx.put(Kind.GROUP, group("slow", SLOW))))
        .isInstanceOf(Patience.Lost.class)
        .hasMessageStartingWith("the query of slow takes too long");
    groups.restore(before);
    commit(tx -> tx.put(Kind.GROUP, group("quick", "{'type':'a'}")));
    assertThat(state.memberCount("grp-quick")).isEqualTo(300);
  }

  @Test
  void aGroupThatAsksOthersIsNotSavedEither() {
    commit(tx -> resources(tx, 300, 100_000));
    commit(tx -> tx.put(Kind.GROUP, group("quick", "{'type':'a'}")));
    String asking = SLOW.replace("'type':'a'", "'$group':'quick'");
    assertThatThrownBy(() -> commit(tx -> tx.put(Kind.GROUP, group("slow", asking))))
        .isInstanceOf(Patience.Lost.class);
  }

  @Test
  void aGroupThatBecomesTooSlowKeepsItsMembersUntilItIsSavedAgain() {
    commit(tx -> resources(tx, 300, 0));
    commit(
        tx -> {
          tx.put(Kind.GROUP, group("slow", SLOW));
          tx.put(Kind.GROUP, group("asking", "{'$nor':[{'$group':'slow'}]}"));
        });
    assertThat(state.memberCount("grp-slow")).isEqualTo(300);
    commit(tx -> resources(tx, 300, 100_000));
    assertThat(state.isSuspended("grp-slow")).isTrue();
    assertThat(state.memberCount("grp-slow")).isEqualTo(300);

    // Whoever changes stays what he was, new ones do not join, and who is deleted leaves.
    Commit changed =
        commit(
            tx -> {
              tx.put(Kind.RESOURCE, Doc.of("id", "res-1", "type", "b"));
              tx.put(Kind.RESOURCE, Doc.of("id", "res-new", "type", "a"));
              tx.delete(Kind.RESOURCE, "res-2");
            });
    assertThat(state.isMember("grp-slow", "res-1")).isTrue();
    assertThat(state.isMember("grp-slow", "res-new")).isFalse();
    assertThat(state.memberCount("grp-slow")).isEqualTo(299);
    assertThat(changed.memberEvents().stream().map(PatienceTest::words))
        .containsExactlyInAnyOrder("left grp-slow res-2", "joined grp-asking res-new");

    // What has nothing to do with its members changes nothing, also if all is compiled again.
    commit(tx -> tx.put(Kind.GROUP, group("slow", SLOW).with("services", Arr.EMPTY)));
    groups.restore(state);
    commit(tx -> tx.put(Kind.RESOURCE, Doc.of("id", "res-new2", "type", "a")));
    assertThat(state.isSuspended("grp-slow")).isTrue();
    assertThat(state.isMember("grp-slow", "res-new2")).isFalse();

    commit(tx -> tx.put(Kind.GROUP, group("slow", "{'type':'a'}")));
    assertThat(state.isSuspended("grp-slow")).isFalse();
    assertThat(state.isMember("grp-slow", "res-1")).isFalse();
    assertThat(state.memberCount("grp-slow")).isEqualTo(300);
    commit(tx -> tx.put(Kind.RESOURCE, Doc.of("id", "res-1", "type", "a")));
    assertThat(state.isMember("grp-slow", "res-1")).isTrue();
  }

  @Test
  void aStartWaitsForItLongAndThenItHasOnlyItsPinnedMembers() {
    commit(tx -> resources(tx, 300, 0));
    commit(
        tx -> tx.put(Kind.GROUP, group("slow", SLOW).with("include", List.of("res-7", "res-9"))));
    commit(tx -> resources(tx, 300, 300_000));
    // So often longer than in a commit a start waits.
    State waited =
        new LiveGroups(new Patience(Duration.ofMillis(200), Duration.ofSeconds(9))).reset(state);
    assertThat(waited.memberCount("grp-slow")).isEqualTo(300);
    State started =
        new LiveGroups(new Patience(Duration.ofNanos(100), Duration.ofNanos(300))).reset(state);
    assertThat(started.isSuspended("grp-slow")).isTrue();
    assertThat(started.members("grp-slow").stream().map(one -> one.text("id")))
        .containsExactlyInAnyOrder("res-7", "res-9");
  }

  @Test
  void aListThatTakesTooLongIsGivenUp() {
    commit(tx -> resources(tx, 300, 100_000));
    Query slow = ObjectQuery.compile(Kind.RESOURCE, state, Json.readDoc(SLOW.replace('\'', '"')));
    assertThatThrownBy(() -> list(slow, Duration.ofMillis(10)))
        .isInstanceOf(Patience.Lost.class)
        .hasMessage("the query takes too long: more than 6 s for all resources");
    assertThat(list(slow, Duration.ofMinutes(1)))
        .isEqualTo(List.copyOf(state.table(Kind.RESOURCE).list()));
  }

  private List<Doc> list(Query query, Duration patience) {
    Stream<Doc> all = state.table(Kind.RESOURCE).list().stream();
    return ObjectQuery.among(query, all, new Patience(patience, patience)).toList();
  }

  private Commit commit(Consumer<Transaction> work) {
    Transaction transaction = new Transaction(state, Instant.EPOCH);
    work.accept(transaction);
    Commit commit = transaction.commit(groups, new Subscriptions(30));
    state = transaction.state();
    return commit;
  }

  private static void resources(Transaction transaction, int count, int work) {
    for (int i = 0; i < count; i++) {
      Doc snapshot = Doc.of("work", work);
      transaction.put(Kind.RESOURCE, Doc.of("id", "res-" + i, "type", "a", "snapshot", snapshot));
    }
  }

  private static Doc group(String name, String query) {
    Doc parsed = Json.readDoc(query.replace('\'', '"'));
    return Doc.of("id", "grp-" + name, "name", name, "query", parsed);
  }

  private static String words(MemberEvent event) {
    return event.type().word() + " " + event.group() + " " + event.resource();
  }
}
