package org.perfectstorm.store.mongodb;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinaryWriter;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.Decimal128;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.Strings;

/**
 * Objects as they stand in their collections: as the API shows them, but with {@code _id} in the
 * place of {@code id}, keys as {@link Keys} writes them, and at the end {@code _commit}, the number
 * of the commit that made them so.
 */
final class ObjectForm {
  static final String COMMIT = "_commit";

  /** MongoDB takes 16 MB, with what we add. */
  private static final int MOST = 15_000_000;

  /**
   * What weighs no more is no larger than that in any form: a character of JSON takes six bytes.
   */
  private static final int LIGHT = MOST / 6;

  /** An object, and the number of the commit that made it so. */
  record Kept(Doc object, long commit) {}

  private ObjectForm() {}

  /** Whether MongoDB does not take an object, in this form or as JSON text in the log. */
  static boolean isTooLarge(Doc object) {
    return weight(object) > LIGHT
        && (write(object, 1).getByteBuffer().remaining() > MOST
            || Json.bytes(object).length > MOST);
  }

  /** About the bytes it takes here, at most. */
  private static long weight(Object value) {
    return switch (value) {
      case String text -> 5 + 3L * text.length();
      case Arr arr -> {
        long weight = 5;
        for (Object element : arr) {
          weight += 12 + weight(element);
        }
        yield weight;
      }
      case Doc doc -> {
        long weight = 5;
        for (int i = 0; i < doc.size(); i++) {
          weight += 4 + 3L * doc.key(i).length() + weight(doc.at(i));
        }
        yield weight;
      }
      case null, default -> 16;
    };
  }

  static RawBsonDocument write(Doc object, long commit) {
    BasicOutputBuffer out = new BasicOutputBuffer(1_024);
    try (BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
      writer.writeStartDocument();
      writer.writeString("_id", object.text("id"));
      boolean isFirst = object.key(0).equals("id");
      for (int i = isFirst ? 1 : 0; i < object.size(); i++) {
        writer.writeName(Keys.writtenAtTop(object.key(i)));
        write(object.at(i), writer);
      }
      writer.writeInt64(COMMIT, commit);
      writer.writeEndDocument();
    }
    return new RawBsonDocument(out.getInternalBuffer(), 0, out.getSize());
  }

  static Kept read(RawBsonDocument written) {
    DocBuilder object = new DocBuilder();
    long commit = 0;
    String id = null;
    try (BsonReader reader = written.asBsonReader()) {
      reader.readStartDocument();
      while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
        String name = reader.readName();
        switch (name) {
          case "_id" -> {
            id = reader.readString();
            object.put("id", id);
          }
          case COMMIT -> commit = reader.readInt64();
          case "id" -> {
            // It did not stand first.
            DocBuilder later = new DocBuilder();
            object.build().without("id").forEach(e -> later.put(e.getKey(), e.getValue()));
            object = later.put("id", read(reader));
          }
          default -> object.put(Keys.read(name), read(reader));
        }
      }
      reader.readEndDocument();
    }
    if (id == null || commit == 0) {
      throw new IllegalArgumentException("no _id or no " + COMMIT);
    }
    return new Kept(object.build(), commit);
  }

  private static void write(Object value, BsonWriter writer) {
    switch (value) {
      case null -> writer.writeNull();
      case String text -> writer.writeString(text);
      case Integer number -> writer.writeInt32(number);
      case Long number -> writer.writeInt64(number);
      case Double number -> writer.writeDouble(number);
      case Boolean flag -> writer.writeBoolean(flag);
      case Decimal128 number -> writer.writeDecimal128(number);
      case Arr arr -> {
        writer.writeStartArray();
        arr.forEach(element -> write(element, writer));
        writer.writeEndArray();
      }
      case Doc doc -> {
        writer.writeStartDocument();
        for (int i = 0; i < doc.size(); i++) {
          writer.writeName(Keys.written(doc.key(i)));
          write(doc.at(i), writer);
        }
        writer.writeEndDocument();
      }
      default -> throw new IllegalArgumentException("no form for " + value.getClass().getName());
    }
  }

  private static Object read(BsonReader reader) {
    return switch (reader.getCurrentBsonType()) {
      case NULL -> {
        reader.readNull();
        yield null;
      }
      case STRING -> Strings.shared(reader.readString());
      case INT32 -> reader.readInt32();
      case INT64 -> reader.readInt64();
      case DOUBLE -> reader.readDouble();
      case BOOLEAN -> reader.readBoolean();
      case DECIMAL128 -> reader.readDecimal128();
      case ARRAY -> {
        List<Object> elements = new ArrayList<>();
        reader.readStartArray();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
          elements.add(read(reader));
        }
        reader.readEndArray();
        yield Arr.holding(elements);
      }
      case DOCUMENT -> {
        DocBuilder doc = new DocBuilder();
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
          String key = Keys.read(reader.readName());
          doc.put(key, read(reader));
        }
        reader.readEndDocument();
        yield doc.build();
      }
      default ->
          throw new IllegalArgumentException("no value of ours: " + reader.getCurrentBsonType());
    };
  }
}
