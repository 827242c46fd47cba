package org.perfectstorm.api;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.mongodb.MongoAddress;
import org.perfectstorm.store.mongodb.MongoStore;
import org.perfectstorm.store.mongodb.TestMongo;

/** The same over two servers on one MongoDB: readers come and go between them. */
class SharedFeedModelTest extends FeedModelTest {
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
  int servers() {
    return 2;
  }

  @Override
  Store store() {
    return MongoStore.open(MongoAddress.parse(address), KEPT);
  }
}
