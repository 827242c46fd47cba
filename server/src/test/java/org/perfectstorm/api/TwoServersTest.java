package org.perfectstorm.api;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.mongodb.TestMongo;

/** The contract of the API, over two servers on one MongoDB that are asked in turn. */
@Timeout(180)
class TwoServersTest {
  private static TestMongo mongo;

  @BeforeAll
  static void startMongo() {
    mongo = new TestMongo();
  }

  @AfterAll
  static void stopMongo() {
    mongo.close();
  }

  @Nested
  class Agents extends AgentsTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Resources extends ResourcesTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Groups extends GroupsTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Sync extends SyncTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Jobs extends JobsTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  /** At one of them: lines are seen by the other one a moment later, and no event says when. */
  @Nested
  class JobLog extends JobLogTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }
  }

  @Nested
  class JobTrouble extends JobTroubleTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Procedures extends ProceduresTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Subscriptions extends SubscriptionsTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Applications extends ApplicationsTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Import extends ImportTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class Prune extends PruneTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }

  @Nested
  class DryRun extends DryRunTest {
    private final String address = mongo.newDatabase();

    @Override
    Store store(Path folder) {
      return mongo.open(address);
    }

    @Override
    int servers() {
      return 2;
    }
  }
}
