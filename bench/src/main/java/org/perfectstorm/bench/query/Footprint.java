package org.perfectstorm.bench.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryIndex;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What a kept task takes in memory, beside its BSON, its JSON and plain Java maps. */
public final class Footprint {
  private static final int TASKS = 20_000;

  private Footprint() {}

  /** Prints the bytes a task. */
  public static void main(String[] arguments) {
    Swarm swarm = new Swarm(1);
    List<byte[]> json = new ArrayList<>();
    long jsonBytes = 0;
    long bsonBytes = 0;
    for (int i = 0; i < TASKS; i++) {
      Doc task = swarm.task();
      byte[] bytes = Json.bytes(task);
      json.add(bytes);
      jsonBytes += bytes.length;
      bsonBytes += bson(task);
    }
    long before = used();
    List<Doc> docs = new ArrayList<>();
    json.forEach(bytes -> docs.add(Json.readDoc(bytes)));
    long kept = used() - before;
    before = used();
    List<Object> maps = new ArrayList<>();
    docs.subList(0, TASKS / 10).forEach(doc -> maps.add(map(Json.read(Json.bytes(doc)))));
    long mapped = (used() - before) * 10;
    before = used();
    QueryIndex<Integer> index = new QueryIndex<>();
    List<Query> queries = new Groups(docs).make(10_000);
    for (int i = 0; i < queries.size(); i++) {
      index.put(i, queries.get(i));
    }
    long indexed = used() - before;
    double limit = 1.5 * bsonBytes / TASKS + 1024;
    System.out.printf(
        "bytes a task: JSON %d, BSON %d, kept %d (limit %.0f), plain maps %d; a group %d%n",
        jsonBytes / TASKS,
        bsonBytes / TASKS,
        kept / TASKS,
        limit,
        mapped / TASKS,
        indexed / queries.size());
    if (docs.size() != TASKS || maps.isEmpty() || index.size() == 0) {
      throw new IllegalStateException();
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long bson(Doc doc) {
    BasicOutputBuffer out = new BasicOutputBuffer();
    new DocumentCodec()
        .encode(
            new BsonBinaryWriter(out),
            new Document(map(doc) instanceof Map<?, ?> map ? named(map) : Map.of()),
            EncoderContext.builder().build());
    return out.getSize();
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((key, value) -> named.put((String) key, value));
    return named;
  }

  /** As a JSON library would keep it: maps and lists, every string of its own. */
  private static Object map(Object value) {
    return switch (value) {
      case Doc doc -> {
        Map<String, Object> map = new LinkedHashMap<>();
        doc.forEach(entry -> map.put(own(entry.getKey()), map(entry.getValue())));
        yield map;
      }
      case Arr arr -> {
        List<Object> list = new ArrayList<>();
        arr.forEach(element -> list.add(map(element)));
        yield list;
      }
      case String text -> own(text);
      case null, default -> value;
    };
  }

  @SuppressWarnings("StringCopy")
  private static String own(String text) {
    return new String(text.toCharArray());
  }
}
