package org.perfectstorm.store.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.Commits;
import org.perfectstorm.store.Kept;
import org.perfectstorm.store.LeftBehind;
import org.perfectstorm.store.LostRace;
import org.perfectstorm.store.MemberVersion;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreContract;
import org.perfectstorm.store.StoreException;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class MongoStoreTest extends StoreContract {
  private static TestMongo mongo;
  private final String address = mongo.newDatabase();

  @BeforeAll
  static void startMongo() {
    mongo = new TestMongo();
  }

  @AfterAll
  static void stopMongo() {
    mongo.close();
  }

  @Override
  protected Store open() {
    return MongoStore.open(MongoAddress.parse(address), 10_000);
  }

  private Store another() {
    Store store = open();
    Kept.of(store);
    return store;
  }

  private MongoDatabase look() {
    return mongo.look(address);
  }

  private Log log() {
    Tables tables = new Tables(look());
    return new Log(tables, new Ground(tables), "test", Habits.USUAL);
  }

  private static Document all() {
    return new Document();
  }

  private interface Question<T> {
    T ask();
  }

  /** Asks until it is so, for 10 s at most: the collections follow the log. */
  private static <T> void soon(Question<T> question, T expected) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!expected.equals(question.ask()) && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(question.ask()).isEqualTo(expected);
  }

  @Test
  void whoComesSecondIsToldAndReadsWhatCameFirst() {
    try (Store one = another();
        Store two = another()) {
      Commit first = Commits.put(1, Commits.resource("res-a", 1));
      Commit second = Commits.put(2, Commits.resource("res-b", 2));
      one.append(List.of(first));
      assertThatThrownBy(() -> two.append(List.of(Commits.put(1, Commits.resource("res-b", 2)))))
          .isInstanceOf(LostRace.class);
      assertThat(two.others()).containsExactly(first);
      assertThat(two.others()).isEmpty();
      two.append(List.of(second));
      assertThat(two.others()).isEmpty();
      assertThat(one.others()).containsExactly(second);
      try (Store three = open()) {
        assertThat(Kept.of(three).objects()).hasSize(2);
        assertThat(three.others()).isEmpty();
      }
    }
  }

  @Test
  void otherProgramsReadObjectsAsTheApiShowsThem() throws Exception {
    Doc object =
        Json.readDoc(
            """
            {"id":"res-a","names":["web.1"],"status":"running",
             "labels":{"com.docker.stack":"web","$x":1,"":{"a.b":{"．＄":null}},"n\\u0000":true}}\
            """);
    try (Store store = another()) {
      store.append(List.of(Commits.put(1, object)));
      soon(() -> look().getCollection("resources").countDocuments(), 1L);
    }
    Document seen =
        look().getCollection("resources").find(new Document("status", "running")).first();
    assertThat(seen)
        .containsEntry("_id", "res-a")
        .containsEntry("names", List.of("web.1"))
        .containsEntry("_commit", 1L)
        .doesNotContainKey("id");
    assertThat(seen.get("labels", Document.class).keySet())
        .containsExactly("com．docker．stack", "＄x", "＼", "n␀");
    Document event = look().getCollection("events").find().first();
    assertThat(event).containsEntry("_id", 1L).containsEntry("entity_id", "res-a");
    try (Store store = open()) {
      assertThat(Kept.of(store).objects()).containsValue(object);
    }
  }

  @Test
  void whatAnObjectKeepsToItselfStandsApart() throws Exception {
    Doc open = Doc.of("id", "job-a", "status", "running");
    Doc secret = open.with(Change.HIDDEN, Doc.of("params", Doc.of("PW", "hunter22")));
    try (Store store = another()) {
      store.append(List.of(job(null, secret)));
      soon(() -> look().getCollection("hidden").countDocuments(), 1L);
      soon(() -> look().getCollection("jobs").countDocuments(), 1L);
      assertThat(look().getCollection("jobs").find().first().toJson()).doesNotContain("hunter");
    }
    try (Store store = open()) {
      assertThat(Kept.of(store).objects()).containsValue(secret);
      store.append(List.of(job(secret, open)));
      soon(() -> look().getCollection("hidden").countDocuments(), 0L);
    }
    try (Store store = open()) {
      assertThat(Kept.of(store).objects()).containsValue(open);
    }
  }

  private static Commit job(Doc before, Doc after) {
    return new Commit(List.of(new Change(Kind.JOB, "job-a", before, after)), List.of());
  }

  @Test
  void whatAnObjectKeepsToItselfIsNotLostWhereTheObjectIsThereAlready() {
    Doc open = Doc.of("id", "job-a", "status", "running");
    Doc secret = open.with(Change.HIDDEN, Doc.of("params", Doc.of("PW", "hunter22")));
    commitAndDie(1, job(null, secret));
    new Tables(look()).of(Kind.JOB).insertOne(ObjectForm.write(open, 1));
    try (Store store = open()) {
      assertThat(Kept.of(store).objects()).containsValue(secret);
    }
  }

  @Test
  void whatIsNoLongerHiddenIsNotBroughtBackByWhoIsLate() {
    Doc open = Doc.of("id", "job-a", "status", "running");
    Doc secret = open.with(Change.HIDDEN, Doc.of("params", Doc.of("PW", "hunter22")));
    Tables tables = new Tables(look());
    for (Logged each :
        List.of(
            new Logged(2, "later", job(null, open)), new Logged(1, "late", job(null, secret)))) {
      Round round = new Round(tables, new PastWriting(tables, null));
      round.add(each);
      round.write();
    }
    assertThat(look().getCollection("hidden").countDocuments()).isZero();
  }

  @Test
  void whatCannotBeWrittenNowDoesNotKeepOthersFromBeingWrittenAndIsTriedAgain() throws Exception {
    try (Store store = another()) {
      look().getCollection("events").insertOne(new Document("_id", 1_000L).append("date", "x"));
      Change silent = new Change(Kind.RESOURCE, "res-a", null, Commits.resource("res-a", 1));
      store.append(List.of(new Commit(List.of(silent), List.of())));
      Thread.sleep(300);
      store.append(List.of(Commits.put(1, Commits.resource("res-b", 2))));
      soon(() -> look().getCollection("events").countDocuments(), 2L);
      Log log = log();
      soon(log::pending, List.of(1L));
      look().getCollection("events").deleteOne(new Document("_id", 1_000L));
      soon(log::pending, List.of());
    }
  }

  @Test
  void aDatabaseThatIsThereGetsTheIndexesThatItLacks() {
    another().close();
    look().getCollection("job_logs").drop();
    another().close();
    assertThat(look().getCollection("job_logs").listIndexes())
        .extracting(index -> index.get("key"))
        .contains(new Document("job", 1).append("end", -1));
  }

  @Test
  void historyWaitsUntilWhatADeadServerCommittedIsThere() {
    try (Store store = another()) {
      commitAndDie(1, Commits.put(1, Commits.resource("res-a", 1)));
      assertThat(store.history().versions("res-a", 10)).hasSize(1);
    }
  }

  @Test
  void aLargeCommitGoesInPartsAndIsWholeForAll() {
    List<Change> changes = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      Doc object = Commits.resource("res-" + i, "x".repeat(2_000));
      changes.add(new Change(Kind.RESOURCE, "res-" + i, null, object));
      events.add(Commits.event(i, Event.Type.CREATED, "res-" + i));
    }
    Commit large = new Commit(changes, events);
    try (MongoStore store = mongo.open(address, 20_000);
        Store other = another()) {
      Kept.of(store);
      other.append(List.of(Commits.put(1, Commits.resource("res-first", 1))));
      assertThatThrownBy(() -> store.append(List.of(large))).isInstanceOf(LostRace.class);
      assertThat(look().getCollection("commit_parts").countDocuments()).isZero();
      assertThat(store.others()).hasSize(1);
      store.append(List.of(large));
      assertThat(look().getCollection("commit_parts").countDocuments()).isGreaterThan(5);
      assertThat(other.others()).containsExactly(large);
    }
  }

  @Test
  void manyLargeCommitsAreNotReadAllAtOnce() {
    try (Store store = another();
        MongoStore other = mongo.open(address, 20_000)) {
      Kept.of(other);
      List<Commit> commits = new ArrayList<>();
      for (int i = 1; i <= 10; i++) {
        commits.add(Commits.put(i, Commits.resource("res-" + i, "x".repeat(19_000))));
        store.append(List.of(commits.getLast()));
      }
      List<Commit> read = new ArrayList<>();
      for (List<Commit> some = other.others(); !some.isEmpty(); some = other.others()) {
        assertThat(some).hasSizeLessThan(5);
        read.addAll(some);
      }
      assertThat(read).isEqualTo(commits);
    }
  }

  @Test
  void theNamesOfWhoJoinedAreThereAtOnce() {
    MemberEvent joined =
        new MemberEvent(
            1, Instant.EPOCH, MemberEvent.Type.JOINED, "grp-a", "a", "res-a", List.of("web.1"), 1);
    Commit put = Commits.put(1, Commits.resource("res-a", 1));
    try (Store store = another()) {
      store.append(List.of(new Commit(put.changes(), put.events(), List.of(joined), List.of())));
      List<MemberVersion> members = store.history().members("grp-a", null, 10, 10);
      look().getCollection("past").deleteMany(new Document());
      assertThat(store.history().names(members)).containsExactly(List.of("web.1"));
      // As a stormd wrote them that did not know better.
      look()
          .getCollection("past_members")
          .updateMany(new Document(), new Document("$unset", new Document("names", "")));
      members = store.history().members("grp-a", null, 10, 10);
      assertThat(store.history().names(members)).containsExactly(List.of());
    }
  }

  /** As a server leaves it that is killed right after its commit became true. */
  private void commitAndDie(long number, Commit commit) {
    Log log = log();
    assertThat(log.add(new Logged(number, "batch-" + number, commit))).isTrue();
  }

  @Test
  void whatADeadServerDidNotFinishIsFinishedByTheNext() throws Exception {
    Doc first = Commits.resource("res-a", 1);
    Doc second = Commits.resource("res-a", 2);
    Doc other = Commits.resource("res-b", 3);
    commitAndDie(1, Commits.put(1, first));
    commitAndDie(2, Commits.put(2, other));
    commitAndDie(3, Commits.put(3, second));
    commitAndDie(4, Commits.remove(4, other));
    try (Store store = open()) {
      Kept kept = Kept.of(store);
      assertThat(kept.objects()).containsOnlyKeys("resource res-a").containsValue(second);
      assertThat(kept.events()).extracting(Event::number).containsExactly(1L, 2L, 3L, 4L);
      soon(() -> look().getCollection("events").countDocuments(), 4L);
      soon(() -> log().pending(), List.of());
      Document seen = look().getCollection("resources").find().first();
      assertThat(seen).containsEntry("_commit", 3L).containsEntry("value", 2);
      assertThat(look().getCollection("resources").countDocuments()).isOne();
    }
  }

  @Test
  void whatComesLateNeitherOverwritesWhatIsNewerNorBringsBackWhatIsGone() {
    Doc old = Commits.resource("res-a", 1);
    Doc gone = Commits.resource("res-b", 1);
    Tables tables = new Tables(look());
    Logged late =
        new Logged(1, "late", Commit.joined(List.of(Commits.put(1, old), Commits.put(2, gone))));
    Logged later =
        new Logged(
            2,
            "later",
            Commit.joined(
                List.of(Commits.put(3, Commits.resource("res-a", 2)), Commits.remove(4, gone))));
    for (Logged each : List.of(later, late, later)) {
      Round round = new Round(tables, new PastWriting(tables, null));
      round.add(each);
      round.write();
      assertThat(look().getCollection("resources").find())
          .singleElement()
          .satisfies(
              seen -> assertThat(seen).containsEntry("value", 2).containsEntry("_commit", 2L));
    }
  }

  @Test
  void aDatabaseThatIsNotOfOneMomentGoesOnAfterAllThatThereIs() throws Exception {
    try (Store store = another()) {
      for (int i = 1; i <= 5; i++) {
        store.append(List.of(Commits.put(i, Commits.resource("res-a", i))));
      }
      soon(() -> look().getCollection("events").countDocuments(), 5L);
    }
    look().getCollection("commits").deleteMany(new Document("_id", new Document("$gt", 2L)));
    try (Store store = another();
        Store other = another()) {
      store.append(List.of(Commits.put(6, Commits.resource("res-a", 6))));
      assertThat(other.others()).hasSize(1);
      soon(
          () -> look().getCollection("resources").find(new Document("value", 6)).first() != null,
          true);
    }
    try (Store store = open()) {
      Kept kept = Kept.of(store);
      assertThat(kept.objects().get("resource res-a").get("value")).isEqualTo(6);
      assertThat(kept.events()).hasSize(6);
    }
  }

  @Test
  void oldEventsAndCommitsGo() throws Exception {
    try (MongoStore store = mongo.openForgetful(address, 100)) {
      Kept.of(store);
      for (int number = 1; number <= 400; number++) {
        store.append(List.of(Commits.put(number, Commits.resource("res-a", number))));
      }
    }
    try (MongoStore store = mongo.openForgetful(address, 100)) {
      assertThat(Kept.of(store).events())
          .extracting(Event::number)
          .hasSize(100)
          .last()
          .isEqualTo(400L);
      // Trimmed by who commits, a few seconds later.
      store.append(List.of(Commits.put(401, Commits.resource("res-a", 401))));
      store.append(List.of(Commits.put(402, Commits.resource("res-a", 402))));
      soon(() -> look().getCollection("commits").countDocuments() <= 120, true);
      soon(() -> look().getCollection("events").countDocuments() <= 120, true);
    }
  }

  @Test
  void aServerThatMissedWhatIsNoLongerKeptSaysSoAndReadsEverythingAnew() {
    try (Store store = another();
        Store behind = another()) {
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 1))));
      assertThat(behind.others()).hasSize(1);
      store.append(List.of(Commits.put(2, Commits.resource("res-a", 2))));
      store.append(List.of(Commits.put(3, Commits.resource("res-a", 3))));
      look().getCollection("commits").deleteMany(new Document("_id", new Document("$lt", 3L)));
      assertThatThrownBy(behind::others)
          .isInstanceOf(LeftBehind.class)
          .hasMessageContaining("has commits 3 to 3, and commit 1 is the last");
      assertThat(Kept.of(behind).objects().get("resource res-a").get("value")).isEqualTo(3);
      behind.append(List.of(Commits.put(4, Commits.resource("res-a", 4))));
      assertThat(store.others()).hasSize(1);
    }
  }

  @Test
  void aServerThatKnowsNothingAndMissedWhatIsNoLongerKeptSaysSo() {
    try (Store store = another();
        Store behind = another()) {
      for (int i = 1; i <= 150; i++) {
        store.append(List.of(Commits.put(i, Commits.resource("res-a", i))));
      }
      look().getCollection("commits").deleteMany(new Document("_id", new Document("$lt", 150L)));
      assertThatThrownBy(behind::others).isInstanceOf(LeftBehind.class);
    }
  }

  @Test
  void aLogThatIsNotTheOneThatItWasIsNoneToGoOnWith() {
    try (Store store = another()) {
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 1))));
      look().getCollection("commits").deleteMany(new Document());
      assertThatThrownBy(store::others)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the database is another one");
    }
  }

  @Test
  void whatIsWrittenToADatabaseThatWasEmptiedIsNotAcknowledged() {
    try (Store store = mongo.openForgetful(address, 10_000)) {
      Kept.of(store);
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 1))));
      look().listCollectionNames().forEach(name -> look().getCollection(name).deleteMany(all()));
      Commit second = Commits.put(2, Commits.resource("res-b", 2));
      assertThatThrownBy(() -> store.append(List.of(second)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the database is another one");
      assertThatThrownBy(store::others).hasMessageContaining("the database is another one");
      try (Store other = another()) {
        assertThatThrownBy(() -> store.append(List.of(second))).isInstanceOf(StoreException.class);
        assertThat(look().getCollection("commits").countDocuments()).isZero();
        other.append(List.of(Commits.put(1, Commits.resource("res-c", 1))));
        assertThatThrownBy(store::others).hasMessageContaining("the database is another one");
      }
    }
  }

  @Test
  void nobodyWritesWhereTheLogIsNoLongerKept() {
    try (Store store = another();
        Store behind = mongo.openForgetful(address, 10_000)) {
      Kept.of(behind);
      for (int i = 1; i <= 3; i++) {
        store.append(List.of(Commits.put(i, Commits.resource("res-a", i))));
      }
      new Ground(new Tables(look())).drop(2);
      look().getCollection("commits").deleteMany(new Document("_id", new Document("$lt", 3L)));
      assertThatThrownBy(() -> behind.append(List.of(Commits.put(1, Commits.resource("res-b", 1)))))
          .isInstanceOf(LeftBehind.class);
      assertThat(look().getCollection("commits").countDocuments()).isOne();
    }
  }

  @Test
  void aCommitIsKeptForAWhileHoweverManyFollow() throws Exception {
    try (Store store = MongoStore.open(MongoAddress.parse(address), 10)) {
      Kept.of(store);
      for (int i = 1; i <= 50; i++) {
        store.append(List.of(Commits.put(i, Commits.resource("res-a", i))));
      }
      soon(() -> look().getCollection("events").countDocuments() <= 20, true);
      assertThat(look().getCollection("commits").countDocuments()).isEqualTo(50);
    }
  }

  @Test
  void whatMongoDbCanNotKeepIsRefused() {
    Doc text = Commits.resource("res-a", "x".repeat(16_000_000));
    Doc numbers = Commits.resource("res-a", Arr.from(Collections.nCopies(1_300_000, 1)));
    Doc controls = Commits.resource("res-a", "\0".repeat(2_600_000));
    Doc large = Commits.resource("res-a", "x".repeat(14_900_000));
    try (Store store = another()) {
      for (Doc object : List.of(text, numbers, controls)) {
        assertThat(store.refusal(Commits.put(1, object))).contains("res-a is too large");
      }
      assertThat(store.refusal(Commits.put(1, large))).isNull();
      store.append(List.of(Commits.put(1, large)));
    }
    try (Store store = open()) {
      assertThat(Kept.of(store).objects()).containsValue(large);
    }
  }

  @Test
  void somebodyElsesDatabaseIsLeftAlone() {
    String theirs = mongo.newDatabase();
    mongo.look(theirs).getCollection("groups").insertOne(new Document("_id", 1));
    assertThatThrownBy(() -> MongoStore.open(MongoAddress.parse(theirs), 10))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("groups that is not ours");
  }

  @Test
  void aPasswordIsNotTold() {
    String url = "mongodb://storm:hunter22@127.0.0.1:1/x?serverSelectionTimeoutMS=100";
    assertThatThrownBy(() -> MongoStore.open(MongoAddress.parse(url), 10))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("127.0.0.1:1/x")
        .hasMessageContaining("Connection refused")
        .hasMessageNotContaining("hunter22");
    assertThat(MongoAddress.parse(url).toString()).doesNotContain("hunter22");
    for (String wrong :
        List.of("mongodb://a:hunter22@", "mongodb://a:hunter22@h/?w=x&x", "x:hunter22@h")) {
      assertThatThrownBy(() -> MongoAddress.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("hunter22");
    }
  }
}
