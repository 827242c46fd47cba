package org.perfectstorm.store.mongodb;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreContract;

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
}
