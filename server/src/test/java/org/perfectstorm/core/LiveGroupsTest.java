package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.mql.Options;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.Rewrite;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.MemoryStore;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class LiveGroupsTest {
  private static final List<String> QUERIES =
      List.of(
          "{}",
          "{'type':'task'}",
          "{'type':{'$in':['task','service']},'status':'running'}",
          "{'status':{'$ne':'running'}}",
          "{'image':{'$regex':'^redis:'}}",
          "{'snapshot.memory':{'$gt':3}}",
          "{'snapshot.memory':{'$exists':false}}",
          "{'$or':[{'names':'r1'},{'health':'healthy'}]}",
          "{'parent':'r2'}",
          "{'parent':'r3','status':'running'}",
          "{'$group':'g0'}",
          "{'$nor':[{'$group':'g1'}]}",
          "{'$group':'g2','status':'running'}",
          "{'$or':[{'$group':'grp-g3'},{'health':'healthy'}]}");

  @Test
  void membersFollowResourcesAndGroups() {
    try (Core core = Core.open(new MemoryStore(), Clock.systemUTC(), 100)) {
      put(core, Kind.GROUP, group("g1", "{'image':{'$regex':'redis:.*'}}", List.of(), List.of()));
      put(core, Kind.RESOURCE, Doc.of("id", "res-1", "type", "task", "image", "redis:3"));
      assertThat(members(core, "grp-g1")).containsExactly("res-1");
      put(core, Kind.RESOURCE, Doc.of("id", "res-1", "type", "task", "image", "nginx:3"));
      assertThat(members(core, "grp-g1")).isEmpty();
      put(core, Kind.GROUP, group("g1", "{'image':'nginx:3'}", List.of(), List.of()));
      assertThat(members(core, "grp-g1")).containsExactly("res-1");
      core.commit(
          tx -> {
            tx.delete(Kind.GROUP, "grp-g1");
            return null;
          });
      assertThat(core.memberEvents().slice(1, 100).stream().map(LiveGroupsTest::words))
          .containsExactly(
              "1 joined grp-g1 res-1 by 2",
              "2 left grp-g1 res-1 by 3",
              "3 joined grp-g1 res-1 by 4",
              "4 left grp-g1 res-1 by 5");
    }
  }

  @Test
  void whoIsDeletedIsNoMemberAnyMoreEvenIfTheOtherServerDidNotKnowThatItWasOne() {
    LiveGroups groups = new LiveGroups();
    Transaction first = new Transaction(State.empty(), Instant.EPOCH);
    first.put(Kind.GROUP, group("g1", "{'type':'task'}", List.of(), List.of()));
    first.put(Kind.RESOURCE, Doc.of("id", "res-1", "type", "task"));
    first.put(Kind.RESOURCE, Doc.of("id", "res-2", "type", "task"));
    Commit unused = first.commit(groups, new Subscriptions(30));
    assertThat(unused.memberEvents()).hasSize(2);
    Transaction foreign = new Transaction(first.state(), Instant.EPOCH);
    foreign.repeat(new Commit(List.of(new Change(Kind.RESOURCE, "res-1", null, null)), List.of()));
    State state = groups.follow(first.state(), foreign, List.of());
    assertThat(state.members("grp-g1")).extracting(one -> one.text("id")).containsExactly("res-2");
    assertThat(state.memberCount("grp-g1")).isOne();
  }

  @Test
  void exclusionWinsAndAnEmptyQueryMeansNobody() {
    try (Core core = Core.open(new MemoryStore(), Clock.systemUTC(), 100)) {
      put(core, Kind.RESOURCE, Doc.of("id", "res-1", "type", "a"));
      put(core, Kind.RESOURCE, Doc.of("id", "res-2", "type", "b"));
      put(core, Kind.RESOURCE, Doc.of("id", "res-3", "type", "c"));
      put(core, Kind.GROUP, group("none", "{}", List.of(), List.of("res-1")));
      put(core, Kind.GROUP, group("dollar", "{'a$b':'c'}", List.of(), List.of()));
      put(core, Kind.GROUP, group("pinned", "{}", List.of("res-1", "res-2"), List.of("res-2")));
      put(core, Kind.GROUP, group("both", "{'type':'c'}", List.of("res-1"), List.of("res-3")));
      assertThat(members(core, "grp-none")).isEmpty();
      assertThat(members(core, "grp-dollar")).isEmpty();
      assertThat(members(core, "grp-pinned")).containsExactly("res-1");
      assertThat(members(core, "grp-both")).containsExactly("res-1");
    }
  }

  /**
   * After any commits, the kept members are those of a fresh evaluation, and what was told is the
   * difference between the member lists before and after.
   */
  @Property(tries = 200)
  void keptMembersAreThoseOfAFreshEvaluation(@ForAll long seed) {
    Random random = new Random(seed);
    try (Core core = Core.open(new MemoryStore(), Clock.systemUTC(), 1000)) {
      Map<String, Set<String>> before = Map.of();
      for (int step = 0; step < 30; step++) {
        long told = core.memberEvents().last();
        int changes = 1 + random.nextInt(4);
        core.commit(
            tx -> {
              for (int i = 0; i < changes; i++) {
                change(tx, random);
              }
              return null;
            });
        Map<String, Set<String>> now = fresh(core.state());
        for (String group : now.keySet()) {
          assertThat(new TreeSet<>(members(core, group))).as(group).isEqualTo(now.get(group));
        }
        now.values().removeIf(Set::isEmpty);
        assertThat(replayed(before, core.memberEvents().slice(told + 1, 1000))).isEqualTo(now);
        before = now;
      }
      State restarted = new LiveGroups().reset(core.state());
      for (Doc group : core.state().table(Kind.GROUP).list()) {
        String id = group.text("id");
        assertThat(restarted.members(id)).as(id).isEqualTo(core.state().members(id));
      }
    }
  }

  private static void change(Transaction tx, Random random) {
    String number = String.valueOf(random.nextInt(6));
    String resource = someResource(tx, random);
    switch (random.nextInt(9)) {
      case 8 -> rename(tx, random);
      case 0 -> tx.delete(Kind.RESOURCE, resource);
      case 1 -> tx.delete(Kind.GROUP, "grp-g" + number);
      case 2, 3 -> {
        // A group asks only groups of smaller numbers, so that there are no circles.
        int asking = random.nextInt(QUERIES.size());
        String name =
            asking < 10 ? "g" + random.nextInt(10) : "g" + (asking - 9 + random.nextInt(4));
        Doc group =
            group(
                name,
                QUERIES.get(asking),
                random.nextInt(3) == 0 ? List.of(resource) : List.of(),
                random.nextInt(3) == 0 ? List.of(someResource(tx, random)) : List.of());
        Doc there = tx.state().table(Kind.GROUP).find(name);
        if (there == null || there.text("id").equals(group.text("id"))) {
          try {
            GroupQuery.check(group, tx.state());
            tx.put(Kind.GROUP, group);
          } catch (GroupQuery.Circle e) {
            // After renaming, a smaller number may ask a larger one.
          }
        }
      }
      default ->
          tx.put(
              Kind.RESOURCE,
              Doc.of(
                  "id", resource,
                  "type", pick(random, "task", "service", "node"),
                  "names", List.of("r" + random.nextInt(6)),
                  "parent", random.nextBoolean() ? null : someResource(tx, random),
                  "image", pick(random, null, "redis:3", "redis:4", "nginx:1"),
                  "status", pick(random, "running", "stopped"),
                  "health", pick(random, "healthy", "unknown"),
                  "snapshot",
                      random.nextBoolean() ? Doc.of("memory", random.nextInt(6)) : Doc.EMPTY));
    }
  }

  /** Another name for a group, under which others may ask for it, if that is no circle. */
  private static void rename(Transaction tx, Random random) {
    List<Doc> groups = List.copyOf(tx.state().table(Kind.GROUP).list());
    String name = "g" + random.nextInt(6);
    if (groups.isEmpty() || tx.state().table(Kind.GROUP).find(name) != null) {
      return;
    }
    Doc renamed = groups.get(random.nextInt(groups.size())).with("name", name);
    try {
      GroupQuery.check(renamed, tx.state());
      tx.put(Kind.GROUP, renamed);
    } catch (GroupQuery.Circle e) {
      // The API refuses it as well.
    }
  }

  /** The id of one that is there, or a new one: ids never come back. */
  private static String someResource(Transaction tx, Random random) {
    List<Doc> resources = List.copyOf(tx.state().table(Kind.RESOURCE).list());
    int index = random.nextInt(8);
    return index < resources.size()
        ? resources.get(index).text("id")
        : "res-" + tx.state().event() + "-" + random.nextInt();
  }

  /** The members of every group by the book, without index or memory. */
  private static Map<String, Set<String>> fresh(State state) {
    Map<String, Set<String>> all = new HashMap<>();
    for (Doc group : state.table(Kind.GROUP).list()) {
      Set<String> members = new TreeSet<>();
      for (Doc resource : state.table(Kind.RESOURCE).list()) {
        if (has(state, group, resource)) {
          members.add(resource.text("id"));
        }
      }
      all.put(group.text("id"), members);
    }
    return all;
  }

  private static boolean has(State state, Doc group, Doc resource) {
    if (group.texts("exclude").contains(resource.text("id"))) {
      return false;
    }
    Doc rewritten =
        Rewrite.of(
            group.doc("query"),
            (field, name) -> {
              Doc meant = field.equals("parent") ? state.table(Kind.RESOURCE).find(name) : null;
              return meant == null ? name : meant.text("id");
            });
    return group.texts("include").contains(resource.text("id"))
        || (!rewritten.isEmpty()
            && Query.compile(
                    rewritten,
                    Options.withGroups(
                        (name, _) -> {
                          Doc other = state.table(Kind.GROUP).find(name);
                          return other != null && has(state, other, resource);
                        }))
                .matches(resource));
  }

  private static Map<String, Set<String>> replayed(
      Map<String, Set<String>> before, List<MemberEvent> told) {
    Map<String, Set<String>> members = new HashMap<>();
    before.forEach((group, ids) -> members.put(group, new TreeSet<>(ids)));
    for (MemberEvent event : told) {
      Set<String> ids = members.computeIfAbsent(event.group(), _ -> new TreeSet<>());
      boolean news =
          event.type() == MemberEvent.Type.JOINED
              ? ids.add(event.resource())
              : ids.remove(event.resource());
      assertThat(news).as("%s tells something new", event).isTrue();
    }
    members.values().removeIf(Set::isEmpty);
    return members;
  }

  private static List<String> members(Core core, String group) {
    return core.state().members(group).stream().map(r -> r.text("id")).toList();
  }

  private static String words(MemberEvent event) {
    return "%d %s %s %s by %d"
        .formatted(
            event.number(), event.type().word(), event.group(), event.resource(), event.cause());
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static Doc group(String name, String query, List<String> include, List<String> exclude) {
    return Doc.of(
        "id",
        "grp-" + name,
        "name",
        name,
        "query",
        Json.readDoc(query.replace('\'', '"')),
        "include",
        new ArrayList<>(include),
        "exclude",
        new ArrayList<>(exclude));
  }

  private static void put(Core core, Kind kind, Doc object) {
    core.commit(
        tx -> {
          tx.put(kind, object);
          return null;
        });
  }
}
