package org.perfectstorm.store.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.Commits;
import org.perfectstorm.value.Doc;

/** Several servers write what was, each its own commits, some late and some twice. */
class PastWritingTest {
  private static TestMongo mongo;

  @BeforeAll
  static void startMongo() {
    mongo = new TestMongo();
  }

  @AfterAll
  static void stopMongo() {
    mongo.close();
  }

  /** What is kept when commits are written in this order. */
  private static List<Document> kept(List<Logged> order) {
    MongoDatabase database = mongo.look(mongo.newDatabase());
    Tables tables = new Tables(database);
    for (Logged logged : order) {
      new PastWriting(tables, Duration.ofDays(10_000)).write(List.of(logged));
    }
    return database
        .getCollection("past")
        .find()
        .sort(new Document("_id", 1))
        .into(new ArrayList<>());
  }

  @Test
  void theOrderInWhichTheyDoMakesNoDifference() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Logged> commits = new ArrayList<>();
    for (int number = 1; number <= 30; number++) {
      Doc object = Commits.resource("res-" + random.nextInt(3), number);
      Commit commit =
          random.nextInt(5) == 0 ? Commits.remove(number, object) : Commits.put(number, object);
      commits.add(new Logged(number, "batch-" + number, commit));
    }
    List<Document> inOrder = kept(commits);
    assertThat(inOrder).hasSize(30);
    for (int i = 0; i < 5; i++) {
      List<Logged> shuffled = new ArrayList<>(commits);
      shuffled.addAll(commits.subList(0, 10));
      Collections.shuffle(shuffled, random);
      assertThat(kept(shuffled)).as("seed " + seed).isEqualTo(inOrder);
    }
  }
}
