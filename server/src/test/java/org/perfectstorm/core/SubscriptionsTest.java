package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.store.MemoryStore;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Subscriptions against a plain reading of their rules, by random commits. */
class SubscriptionsTest {
  private static final List<String> WORDS =
      List.of("created", "deleted", "joined", "left", "updated");
  private static final List<String> TYPES = List.of("a", "b", "c");
  private static final int ENOUGH = 1_000_000;

  private final Core core = Core.open(new MemoryStore(), Clock.systemUTC(), 10_000, ENOUGH);
  private final List<String> resources = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private int checked;

  @AfterEach
  void close() {
    core.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyChangeMakesOneJob(long seed) {
    Random random = new Random(seed);
    start();
    for (int i = 0; i < 400; i++) {
      commit(random);
    }
    assertThat(checked).isGreaterThan(200);
  }

  private void start() {
    core.commit(
        transaction -> {
          transaction.put(Kind.AGENT, Doc.of("id", "agt-1", "name", "agent"));
          transaction.put(Kind.RESOURCE, resource("res-target", "target", null));
          transaction.put(
              Kind.PROCEDURE,
              Doc.of(
                  "id", "prc-1",
                  "type", "t",
                  "content", "{{ event.id }} {{ event.event_type }} {{ event.entity_id }}",
                  "options", Doc.EMPTY,
                  "params", Doc.EMPTY));
          return null;
        });
  }

  private void commit(Random random) {
    switch (random.nextInt(12)) {
      case 0 -> group(random);
      case 1, 2 -> subscription(random);
      case 3 -> forget(random, Kind.SUBSCRIPTION, ids(Kind.SUBSCRIPTION));
      case 4 -> {
        if (random.nextInt(5) == 0) {
          forget(random, Kind.GROUP, groups);
        }
      }
      default -> resources(random);
    }
  }

  private void group(Random random) {
    boolean isNew = groups.size() < 2 || random.nextInt(6) == 0;
    String id = isNew ? Ids.create(Kind.GROUP) : any(random, groups);
    if (isNew) {
      groups.add(id);
    }
    Doc query =
        random.nextBoolean()
            ? Doc.of("type", any(random, TYPES))
            : Doc.of("type", Doc.of("$ne", any(random, TYPES)), "image", Doc.of("$ne", "x"));
    List<String> include = resources.isEmpty() ? List.of() : List.of(any(random, resources));
    check(
        transaction ->
            transaction.put(
                Kind.GROUP,
                Doc.of("id", id, "query", query, "include", include, "exclude", Arr.EMPTY)));
  }

  private void subscription(Random random) {
    if (groups.isEmpty() || ids(Kind.SUBSCRIPTION).size() > 8) {
      return;
    }
    Doc subscription =
        Doc.of(
            "id",
            Ids.create(Kind.SUBSCRIPTION),
            "group",
            any(random, groups),
            "procedure",
            "prc-1",
            "target",
            "res-target",
            "options",
            Doc.EMPTY,
            "params",
            Doc.EMPTY);
    Set<String> on = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      on.add(any(random, WORDS));
    }
    check(
        transaction ->
            transaction.put(
                Kind.SUBSCRIPTION,
                on.isEmpty() ? subscription : subscription.with("on", List.copyOf(on))));
  }

  private void forget(Random random, Kind kind, List<String> ids) {
    if (!ids.isEmpty()) {
      String id = any(random, ids);
      check(transaction -> transaction.delete(kind, id));
      groups.removeIf(group -> core.state().table(Kind.GROUP).get(group) == null);
    }
  }

  /** Some resources are created, saved, saved unchanged or deleted in one commit. */
  private void resources(Random random) {
    List<Consumer<Transaction>> steps = new ArrayList<>();
    List<String> used = new ArrayList<>(resources);
    for (int i = 0; i <= random.nextInt(4); i++) {
      if (used.size() < 4 || random.nextInt(4) == 0) {
        String id = Ids.create(Kind.RESOURCE);
        String parent = resources.isEmpty() ? null : any(random, resources);
        Doc resource = resource(id, any(random, TYPES), random.nextInt(3) == 0 ? parent : null);
        resources.add(id);
        steps.add(t -> t.put(Kind.RESOURCE, known(t, parent) ? resource : orphan(resource)));
      } else {
        String id = used.remove(random.nextInt(used.size()));
        Doc now = core.state().table(Kind.RESOURCE).get(id);
        switch (random.nextInt(4)) {
          case 0 -> steps.add(t -> t.delete(Kind.RESOURCE, id));
          case 1 -> steps.add(t -> put(t, now));
          case 2 -> steps.add(t -> put(t, now.with("image", random.nextBoolean() ? "x" : "y")));
          default -> {
            String type = any(random, TYPES);
            steps.add(t -> put(t, now.with("type", type)));
          }
        }
      }
    }
    check(transaction -> steps.forEach(step -> step.accept(transaction)));
    resources.removeIf(id -> core.state().table(Kind.RESOURCE).get(id) == null);
  }

  /** Saves a resource unless a step before has deleted it. */
  private static void put(Transaction transaction, Doc resource) {
    if (known(transaction, resource.text("id"))) {
      boolean orphaned = !known(transaction, resource.text("parent"));
      transaction.put(Kind.RESOURCE, orphaned ? orphan(resource) : resource);
    }
  }

  private static boolean known(Transaction transaction, String id) {
    return id != null && transaction.state().table(Kind.RESOURCE).get(id) != null;
  }

  private static Doc orphan(Doc resource) {
    return resource.with("parent", null);
  }

  /** Commits, and compares the jobs of the commit with what the rules say. */
  private void check(Consumer<Transaction> work) {
    State before = core.state();
    core.commit(
        transaction -> {
          work.accept(transaction);
          return null;
        });
    State after = core.state();
    List<Event> events =
        core.events().slice(before.event() + 1, Integer.MAX_VALUE).stream()
            .filter(event -> event.kind() == Kind.RESOURCE)
            .toList();
    Map<String, List<String>> made = new HashMap<>();
    for (Event event : core.events().slice(before.event() + 1, Integer.MAX_VALUE)) {
      if (event.kind() == Kind.JOB && event.type() == Event.Type.CREATED) {
        Doc job = after.table(Kind.JOB).get(event.id());
        made.computeIfAbsent(job.text("subscription"), _ -> new ArrayList<>())
            .add(job.text("content"));
      }
    }
    for (Doc subscription : after.table(Kind.SUBSCRIPTION).list()) {
      List<String> expected = expected(subscription, before, after, events);
      checked += expected.size();
      List<String> jobs = made.remove(subscription.text("id"));
      assertThat(jobs == null ? List.of() : numbered(jobs, events))
          .as("%s on %s", subscription, events)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(made).isEmpty();
  }

  /** Numbers of events of resources stay, those of other events become a dash. */
  private static List<String> numbered(List<String> jobs, List<Event> events) {
    Set<String> numbers = new TreeSet<>();
    events.forEach(event -> numbers.add(Long.toString(event.number())));
    return jobs.stream()
        .map(job -> numbers.contains(job.split(" ")[0]) ? job : job.replaceFirst("\\d+", "-"))
        .toList();
  }

  private static List<String> expected(
      Doc subscription, State before, State after, List<Event> events) {
    String group = subscription.text("group");
    Set<String> had = members(before, group);
    Set<String> has = members(after, group);
    List<String> on =
        subscription.has("on")
            ? subscription.texts("on")
            : List.of("created", "updated", "deleted", "left");
    // What happened, by the number of the event (or none) and the resource: all its words.
    Map<String, Set<String>> changes = new LinkedHashMap<>();
    Map<String, Long> last = new HashMap<>();
    for (Event event : events) {
      last.put(event.id(), event.number());
      Set<String> concerned = event.type() == Event.Type.DELETED ? had : has;
      if (concerned.contains(event.id())) {
        words(changes, event.number(), event.id()).add(event.type().word());
      }
    }
    for (String resource : has) {
      if (!had.contains(resource)) {
        words(changes, last.get(resource), resource).add("joined");
      }
    }
    for (String resource : had) {
      if (!has.contains(resource)) {
        words(changes, last.get(resource), resource).add("left");
      }
    }
    List<String> expected = new ArrayList<>();
    changes.forEach(
        (place, words) ->
            WORDS.stream()
                .filter(word -> words.contains(word) && on.contains(word))
                .findFirst()
                .ifPresent(word -> expected.add(place.replace(" ", " " + word + " "))));
    return expected;
  }

  private static Set<String> words(Map<String, Set<String>> changes, Long event, String resource) {
    String place = (event == null ? "-" : Long.toString(event)) + " " + resource;
    return changes.computeIfAbsent(place, _ -> new TreeSet<>());
  }

  private static Set<String> members(State state, String group) {
    Set<String> members = new TreeSet<>();
    state.members(group).forEach(member -> members.add(member.text("id")));
    return members;
  }

  private List<String> ids(Kind kind) {
    return core.state().table(kind).list().stream().map(object -> object.text("id")).toList();
  }

  private static <T> T any(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static Doc resource(String id, String type, String parent) {
    return Doc.of("id", id, "type", type, "names", List.of(id), "owner", "agt-1", "parent", parent);
  }
}
