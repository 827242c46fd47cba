package org.perfectstorm.store.mongodb;

import java.util.Collection;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The few queries that are asked of MongoDB. */
final class Filter {
  static final BsonDocument ID_ONLY = new BsonDocument("_id", new BsonInt32(1));
  static final BsonDocument BY_ID = new BsonDocument("_id", new BsonInt32(1));
  static final BsonDocument BY_ID_DOWN = new BsonDocument("_id", new BsonInt32(-1));

  private Filter() {}

  static BsonDocument id(String id) {
    return new BsonDocument("_id", new BsonString(id));
  }

  static BsonDocument id(long id) {
    return new BsonDocument("_id", new BsonInt64(id));
  }

  static BsonDocument ids(Collection<String> ids) {
    return among("_id", ids.stream().map(BsonString::new).toList());
  }

  /** That a text is one of some. */
  static BsonDocument in(Collection<String> texts) {
    return new BsonDocument("$in", new BsonArray(texts.stream().map(BsonString::new).toList()));
  }

  static BsonDocument numbers(Collection<Long> ids) {
    return among("_id", ids.stream().map(BsonInt64::new).toList());
  }

  static BsonDocument after(long number) {
    return compare("_id", "$gt", new BsonInt64(number));
  }

  private static BsonDocument among(String field, List<? extends BsonValue> values) {
    return new BsonDocument(field, new BsonDocument("$in", new BsonArray(values)));
  }

  /** {@code with} is an operator: {@code $lt}. */
  static BsonDocument compare(String field, String with, BsonValue value) {
    return new BsonDocument(field, new BsonDocument(with, value));
  }
}
