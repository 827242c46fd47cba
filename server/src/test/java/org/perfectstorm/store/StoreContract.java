package org.perfectstorm.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What every store does. A store's own test extends this and says how it is opened. */
public abstract class StoreContract {
  private Store store;

  /** Opens the store of this test; again, after it was closed, with what it kept. */
  protected abstract Store open();

  @BeforeEach
  void openFirst() {
    store = open();
  }

  @AfterEach
  void closeLast() {
    store.close();
  }

  private Kept reopened() {
    store.close();
    store = open();
    return Kept.of(store);
  }

  @Test
  void aNewStoreIsEmpty() {
    Kept kept = Kept.of(store);
    assertThat(kept.objects()).isEmpty();
    assertThat(kept.events()).isEmpty();
  }

  @Test
  void keepsTheLastStateOfEachObjectAndEveryEvent() {
    Doc first = Commits.resource("res-a", 1);
    Doc second = Commits.resource("res-a", 2);
    Doc other = Commits.resource("res-b", 3);
    store.append(List.of(Commits.put(1, first)));
    store.append(List.of(Commits.put(2, other), Commits.put(3, second), Commits.remove(4, other)));

    Kept kept = reopened();

    assertThat(kept.objects()).containsOnlyKeys("resource res-a").containsValue(second);
    assertThat(kept.events())
        .containsExactly(
            Commits.event(1, Event.Type.UPDATED, "res-a"),
            Commits.event(2, Event.Type.UPDATED, "res-b"),
            Commits.event(3, Event.Type.UPDATED, "res-a"),
            Commits.event(4, Event.Type.DELETED, "res-b"));
  }

  @Test
  void anObjectMayComeBack() {
    Doc object = Commits.resource("res-a", 1);
    store.append(List.of(Commits.put(1, object), Commits.remove(2, object)));
    store.append(List.of(Commits.put(3, object)));
    assertThat(reopened().objects()).containsOnlyKeys("resource res-a");
  }

  @Test
  void everyKindIsKeptApart() {
    List<Change> changes = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      String id = kind.prefix() + "-1";
      changes.add(new Change(kind, id, null, Doc.of("id", id, "kind", kind.word())));
    }
    store.append(List.of(new Commit(changes, List.of())));
    Kept kept = reopened();
    assertThat(kept.objects()).hasSize(Kind.values().length);
    kept.objects().forEach((key, object) -> assertThat(key).startsWith(object.text("kind") + " "));
  }

  @Test
  void aCommitMayHaveNoEventsOrNoChanges() {
    Doc silent = Commits.resource("res-a", 1);
    store.append(
        List.of(
            new Commit(List.of(new Change(Kind.RESOURCE, "res-a", null, silent)), List.of()),
            new Commit(List.of(), List.of(Commits.event(1, Event.Type.UPDATED, "res-a"))),
            new Commit(List.of(), List.of())));
    store.append(List.of());
    Kept kept = reopened();
    assertThat(kept.objects()).containsValue(silent);
    assertThat(kept.events()).hasSize(1);
  }

  @Test
  void documentsComeBackEqualInOrderAndInType() {
    Doc document =
        Json.readDoc(
            """
            {"id":"res-x","b":1,"a":[1,2.5,1e300,-0.0,null,true,{"":{}},[]],
             "long":9007199254740993,"big":123456789012345678901234567890,
             "com.docker.stack":"x","$a":"\\u0000\\ud83c\\udf29","quote\\"":"\\\\","empty":{}}\
            """);
    store.append(List.of(Commits.put(1, document)));
    Doc back = reopened().objects().get("resource res-x");
    assertThat(back).isEqualTo(document);
    assertThat(Json.text(back)).isEqualTo(Json.text(document));
    assertThat(back.get("long")).isInstanceOf(Long.class);
  }

  @Test
  void logsAreKeptAndReadFromAnyPlace() {
    Doc job = Doc.of("id", "job-1");
    store.append(List.of(job(job), logged("job-1", 0, "Grüße "), logged("job-1", 8, "")));
    assertThat(store.log("job-2", 0, 100).text()).isEmpty();
    store.append(List.of(logged("job-1", 8, "an"), logged("job-1", 10, "alle\n")));
    assertThat(text("job-1", 0)).isEqualTo("Grüße analle\n");

    assertThat(reopened().logs()).containsExactly(entry("job-1", 15L));

    assertThat(text("job-1", 8)).isEqualTo("analle\n");
    assertThat(text("job-1", 9)).isEqualTo("nalle\n");
    assertThat(store.log("job-1", 15, 100).text()).isEmpty();
    assertThat(store.log("job-1", 99, 100).text()).isEmpty();
    assertThat(new String(store.log("job-1", 8, 3).text(), UTF_8)).isIn("an", "ana");
    store.append(List.of(logged("job-1", 15, "x".repeat(9_000))));
    assertThat(text("job-1", 10)).isEqualTo("alle\n" + "x".repeat(9_000));
  }

  @Test
  void theMiddleOfALongLogIsNotKept() {
    store.append(List.of(job(Doc.of("id", "job-1"))));
    StringBuilder all = new StringBuilder();
    Random random = new Random(5);
    while (all.length() < 3 << 20) {
      List<Commit> batch = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String line = (all.length() + " ").repeat(1 + random.nextInt(900)) + "\n";
        batch.add(logged("job-1", all.length(), line));
        all.append(line);
      }
      store.append(batch);
    }
    reopened();
    StringBuilder head = new StringBuilder();
    LogPart part = store.log("job-1", 0, 10_000);
    while (part.start() == head.length()) {
      head.append(new String(part.text(), UTF_8));
      part = store.log("job-1", head.length(), 10_000);
    }
    String tail = text("job-1", part.start());
    assertThat(all.toString()).startsWith(head).endsWith(tail);
    assertThat(part.start() + tail.length()).isEqualTo(all.length());
    assertThat(head.length()).isGreaterThan(200_000);
    assertThat(tail.length()).isGreaterThan(600_000);
    assertThat(head.length() + tail.length()).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void aDeletedJobTakesItsLogWithIt() {
    Doc one = Doc.of("id", "job-1");
    store.append(List.of(job(one), logged("job-1", 0, "one"), logged("job-2", 0, "two")));
    store.append(List.of(new Commit(List.of(new Change(Kind.JOB, "job-1", one, null)), List.of())));
    assertThat(store.log("job-1", 0, 100).text()).isEmpty();
    assertThat(reopened().logs()).containsExactly(entry("job-2", 3L));
    assertThat(text("job-2", 0)).isEqualTo("two");
  }

  private String text(String job, long start) {
    StringBuilder text = new StringBuilder();
    long place = start;
    for (LogPart part = store.log(job, place, 50); part.text().length > 0; ) {
      assertThat(part.start()).isEqualTo(place);
      assertThat(part.text().length).isLessThanOrEqualTo(50);
      text.append(new String(part.text(), UTF_8));
      place = part.end();
      part = store.log(job, place, 50);
    }
    return text.toString();
  }

  private static Commit job(Doc job) {
    return new Commit(List.of(new Change(Kind.JOB, job.text("id"), null, job)), List.of());
  }

  private static Commit logged(String job, long start, String text) {
    List<LogPiece> pieces = new ArrayList<>();
    if (!text.isEmpty()) {
      pieces.add(new LogPiece(job, start, text.getBytes(UTF_8)));
    }
    return new Commit(List.of(), List.of(), List.of(), pieces);
  }

  @Test
  void manyObjectsInOneCommit() {
    List<Change> changes = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= 3_000; i++) {
      String id = "res-" + i;
      changes.add(new Change(Kind.RESOURCE, id, null, Commits.resource(id, i)));
      events.add(Commits.event(i, Event.Type.CREATED, id));
    }
    store.append(List.of(new Commit(changes, events)));
    Kept kept = reopened();
    assertThat(kept.objects()).hasSize(3_000);
    assertThat(kept.objects().get("resource res-2999").get("value")).isEqualTo(2999);
    assertThat(kept.events()).extracting(Event::number).isSorted().hasSize(3_000);
  }
}
