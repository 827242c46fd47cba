package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreException;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

class CoreTest {
  /** Keeps commits in memory, or refuses them. */
  private static class Shelf implements Store {
    final List<Commit> kept = new ArrayList<>();
    volatile boolean broken;

    @Override
    public LogPart log(String job, long start, int most) {
      return new LogPart(start, new byte[0]);
    }

    @Override
    public void load(Contents contents) {}

    @Override
    public void append(List<Commit> commits) {
      if (broken) {
        throw new StoreException("disk full", null);
      }
      kept.addAll(commits);
    }

    @Override
    public void close() {}
  }

  private final Shelf shelf = new Shelf();
  private final Core core = Core.open(shelf, Clock.systemUTC(), 100);

  @AfterEach
  void close() {
    core.close();
  }

  @Test
  void whatIsCommittedIsSeenKeptAndTold() {
    put(Kind.AGENT, Doc.of("id", "agt-1", "name", "swarm"));
    assertThat(core.state().table(Kind.AGENT).find("swarm").text("id")).isEqualTo("agt-1");
    assertThat(shelf.kept).hasSize(1);
    assertThat(told()).containsExactly("1 created agt-1");
  }

  @Test
  void anUnchangedSaveIsTold() {
    Doc agent = Doc.of("id", "agt-1", "name", "swarm");
    put(Kind.AGENT, agent);
    put(Kind.AGENT, agent);
    assertThat(told()).containsExactly("1 created agt-1", "2 updated agt-1");
    assertThat(shelf.kept.getLast().changes()).isEmpty();
  }

  @Test
  void workThatThrowsLeavesNothing() {
    assertThatThrownBy(
            () ->
                core.commit(
                    tx -> {
                      tx.put(Kind.AGENT, Doc.of("id", "agt-1", "name", "swarm"));
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");
    assertThat(core.state().table(Kind.AGENT).size()).isZero();
    assertThat(told()).isEmpty();
    put(Kind.AGENT, Doc.of("id", "agt-2", "name", "swarm"));
    assertThat(told()).containsExactly("1 created agt-2");
  }

  @Test
  void whatTheStoreRefusesNeverHappened() {
    shelf.broken = true;
    assertThatThrownBy(() -> put(Kind.AGENT, Doc.of("id", "agt-1", "name", "swarm")))
        .isInstanceOf(Core.Unavailable.class)
        .hasMessage("disk full");
    assertThat(core.state().table(Kind.AGENT).size()).isZero();
    shelf.broken = false;
    put(Kind.AGENT, Doc.of("id", "agt-1", "name", "swarm"));
    assertThat(told()).containsExactly("1 created agt-1");
  }

  @Test
  void deletingTakesDependantsFirstAndPullsFromGroups() {
    put(Kind.AGENT, Doc.of("id", "agt-1", "name", "swarm"));
    put(Kind.RESOURCE, resource("res-cluster", null));
    put(Kind.RESOURCE, resource("res-service", "res-cluster"));
    put(Kind.RESOURCE, resource("res-task", "res-service"));
    put(
        Kind.GROUP,
        Doc.of("id", "grp-1", "include", List.of("res-task", "other"), "exclude", List.of()));
    core.commit(
        tx -> {
          tx.delete(Kind.AGENT, "agt-1");
          return null;
        });
    assertThat(told().subList(5, 9))
        .containsExactly(
            "6 deleted res-task",
            "7 deleted res-service",
            "8 deleted res-cluster",
            "9 deleted agt-1");
    assertThat(core.state().table(Kind.GROUP).get("grp-1").arr("include"))
        .isEqualTo(Arr.of("other"));
  }

  @Test
  void referencesInACircleEnd() {
    put(Kind.AGENT, Doc.of("id", "agt-1", "name", "swarm"));
    put(Kind.RESOURCE, resource("res-a", "res-b"));
    put(Kind.RESOURCE, resource("res-b", "res-a"));
    core.commit(
        tx -> {
          tx.delete(Kind.RESOURCE, "res-a");
          return null;
        });
    assertThat(core.state().table(Kind.RESOURCE).size()).isZero();
  }

  @Test
  void aNameOfSeveralMeansNone() {
    put(Kind.RESOURCE, Doc.of("id", "res-1", "type", "t", "names", List.of("x", "one")));
    put(Kind.RESOURCE, Doc.of("id", "res-2", "type", "t", "names", List.of("x", "two")));
    Table table = core.state().table(Kind.RESOURCE);
    assertThat(table.find("x")).isNull();
    assertThat(table.find("two").text("id")).isEqualTo("res-2");
    put(Kind.RESOURCE, Doc.of("id", "res-2", "type", "t", "names", List.of("two")));
    assertThat(core.state().table(Kind.RESOURCE).find("x").text("id")).isEqualTo("res-1");
  }

  @Test
  void manyWritersGetOneOrder() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Long>> writers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String id = "agt-" + i;
        writers.add(
            () ->
                core.commit(
                    tx -> {
                      tx.put(Kind.AGENT, Doc.of("id", id, "name", id));
                      return tx.state().event();
                    }));
      }
      List<Long> numbers = new ArrayList<>();
      for (Future<Long> number : threads.invokeAll(writers)) {
        numbers.add(number.get());
      }
      assertThat(numbers).doesNotHaveDuplicates().hasSize(200);
    }
    List<Long> kept =
        shelf.kept.stream().flatMap(c -> c.events().stream()).map(Event::number).toList();
    assertThat(kept).isSorted().hasSize(200).startsWith(1L).endsWith(200L);
  }

  @Test
  void aReaderThatFellBehindIsTold() throws Exception {
    for (int i = 0; i < 150; i++) {
      put(Kind.AGENT, Doc.of("id", "agt-1", "name", "n" + i));
    }
    assertThatThrownBy(() -> core.events().await(1, 1000))
        .isInstanceOfSatisfying(
            EventLog.Gone.class, gone -> assertThat(gone.oldest()).isEqualTo(51));
    assertThat(core.events().await(51, 1000)).hasSize(100);
    assertThat(core.events().await(151, 10)).isEmpty();
    assertThat(core.events().slice(0, 3)).isEmpty();
    assertThat(core.events().slice(149, 10)).hasSize(2);
  }

  @Test
  void whatWasRefusedAfterSomethingThatIsLostLeavesNoGroupBehind() {
    Store refusing =
        new Shelf() {
          @Override
          public String refusal(Commit commit) {
            return commit.changes().stream().anyMatch(each -> each.id().equals("grp-2"))
                ? "too large"
                : null;
          }
        };
    LiveGroups groups = new LiveGroups();
    Subscriptions subscriptions = new Subscriptions(30);
    State before = State.empty();
    Attempt lost =
        Attempt.of(
            List.of(saveGroup("grp-1"), saveGroup("grp-2")),
            before,
            Clock.systemUTC(),
            refusing,
            groups,
            subscriptions);
    assertThat(lost.commits()).hasSize(1);
    groups.restore(before);
    groups.settle();
    Transaction next = new Transaction(before, Instant.EPOCH);
    next.put(Kind.RESOURCE, Doc.of("id", "res-1", "type", "t"));
    assertThat(next.commit(groups, subscriptions).memberEvents()).isEmpty();
  }

  private static Work<Object> saveGroup(String id) {
    Doc group = Doc.of("id", id, "name", id, "query", Doc.of("type", "t"));
    return new Work<>(
        tx -> {
          tx.put(Kind.GROUP, group);
          return null;
        });
  }

  /** What others wrote can be read, or not. */
  private static final class Shared extends Shelf {
    volatile RuntimeException trouble;
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public Duration watching() {
      return Duration.ofMillis(5);
    }

    @Override
    public List<Commit> others() {
      asked.incrementAndGet();
      if (trouble != null) {
        throw trouble;
      }
      return List.of();
    }

    void awaitQuestions(int more) throws InterruptedException {
      for (int until = asked.get() + more; asked.get() < until; ) {
        Thread.sleep(1);
      }
    }
  }

  @Test
  @Timeout(30)
  void troubleWithWhatOthersWroteEndsWithIt() throws Exception {
    Shared shared = new Shared();
    try (Core following = Core.open(shared, Clock.systemUTC(), 100)) {
      shared.trouble = new StoreException("not authorized", null);
      shared.awaitQuestions(2);
      assertThat(following.trouble()).isEqualTo("not authorized");
      shared.trouble = null;
      shared.awaitQuestions(2);
      assertThat(following.trouble()).isNull();
    }
  }

  @Test
  @Timeout(30)
  void whatNobodyExpectsEndsWritesAndNotReads() throws Exception {
    Shared shared = new Shared();
    try (Core following = Core.open(shared, Clock.systemUTC(), 100)) {
      put(following, Kind.AGENT, Doc.of("id", "agt-1", "name", "swarm"));
      shared.trouble = new IllegalArgumentException("No enum constant Kind.GADGET");
      shared.awaitQuestions(1);
      assertThatThrownBy(() -> put(following, Kind.AGENT, Doc.of("id", "agt-2", "name", "x")))
          .isInstanceOf(Core.Unavailable.class)
          .hasMessageContaining("could not be taken over (No enum constant Kind.GADGET)");
      assertThat(following.trouble()).contains("Kind.GADGET").contains("Start this stormd again");
      assertThat(following.state().table(Kind.AGENT).find("swarm")).isNotNull();
      following.rehearse(tx -> null);
    }
  }

  private static void put(Core core, Kind kind, Doc object) {
    core.commit(
        tx -> {
          tx.put(kind, object);
          return null;
        });
  }

  private void put(Kind kind, Doc object) {
    core.commit(
        tx -> {
          tx.put(kind, object);
          return null;
        });
  }

  private static Doc resource(String id, String parent) {
    return Doc.of("id", id, "type", "t", "names", List.of(id), "owner", "agt-1", "parent", parent);
  }

  private List<String> told() {
    return core.events().slice(1, 1000).stream()
        .map(e -> e.number() + " " + e.type().word() + " " + e.id())
        .toList();
  }
}
