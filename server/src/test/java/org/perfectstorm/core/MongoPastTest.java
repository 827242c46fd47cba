package org.perfectstorm.core;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.mongodb.MongoAddress;
import org.perfectstorm.store.mongodb.MongoStore;
import org.perfectstorm.store.mongodb.TestMongo;

class MongoPastTest extends PastContract {
  private static TestMongo mongo;
  private final MongoAddress address = MongoAddress.parse(mongo.newDatabase());

  @BeforeAll
  static void startMongo() {
    mongo = new TestMongo();
  }

  @AfterAll
  static void stopMongo() {
    mongo.close();
  }

  @Override
  Store store(int events, Duration history) {
    return MongoStore.open(address, events, history);
  }

  @Override
  int moments() {
    return 8;
  }
}
