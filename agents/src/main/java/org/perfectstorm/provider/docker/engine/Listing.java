package org.perfectstorm.provider.docker.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * One list of the engine as it was last read. Reading it again parses only what has other bytes
 * than before: the rest are the very same documents.
 */
public final class Listing {
  /** Nothing read yet. */
  public static final Listing NONE = new Listing(List.of());

  private final List<Element> elements;

  /** Where the element of a checksum is. */
  private final Map<Long, Integer> places;

  private final List<Doc> docs;

  /** An object, and what its bytes were: their checksum and their number. */
  private record Element(long sum, int length, Doc doc) {}

  private Listing(List<Element> elements) {
    this.elements = elements;
    this.places = HashMap.newHashMap(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      places.put(elements.get(i).sum, i);
    }
    this.docs = elements.stream().map(Element::doc).toList();
  }

  /** The objects, in the engine's order. */
  public List<Doc> docs() {
    return docs;
  }

  /**
   * Reads the list again. Returns this very object if nothing in it changed.
   *
   * @param key what every object has once: {@code ID}
   * @throws IOException if it cannot be read whole, or is none; the message says which
   */
  public Listing again(InputStream in, String key) throws IOException {
    Reading reading = new Reading();
    Elements.of(in, reading);
    if (reading.isSame && reading.now.size() == elements.size()) {
      return this;
    }
    Listing now = new Listing(reading.now);
    now.checkUnique(key);
    return now;
  }

  /**
   * Asks the engine for the list again.
   *
   * @throws EngineException if it does not answer with the whole list
   */
  public Listing again(Engine engine, String path, String key)
      throws EngineException, InterruptedException {
    try (InputStream in = engine.get(path)) {
      return again(in, key);
    } catch (IOException e) {
      throw Answers.broken(engine, path, e);
    }
  }

  /**
   * Reads again a list that is an attribute of an engine's answer.
   *
   * @param path what was asked for, for messages
   * @param attribute its name; null counts as empty
   * @param which those that are wanted
   */
  public Listing again(
      Engine engine, String path, Doc all, String attribute, String key, Predicate<Doc> which)
      throws EngineException, InterruptedException {
    List<Object> wanted =
        all.arr(attribute).stream()
            .filter(each -> !(each instanceof Doc doc) || which.test(doc))
            .toList();
    try {
      return again(new ByteArrayInputStream(Json.bytes(Arr.from(wanted))), key);
    } catch (IOException e) {
      throw Answers.broken(engine, path, e);
    }
  }

  private void checkUnique(String key) throws IOException {
    Set<String> seen = HashSet.newHashSet(docs.size());
    for (Doc doc : docs) {
      String id = doc.text(key);
      if (id == null || id.isEmpty()) {
        throw new IOException("an object without " + key);
      }
      if (!seen.add(id)) {
        throw new IOException("two objects with the " + key + " " + id);
      }
    }
  }

  /**
   * Two checksums that the processor computes as fast as it reads. Objects that differ also differ
   * in their version, so chance has to beat 64 bits to hide a change.
   */
  private static long sum(byte[] bytes, int offset, int length) {
    CRC32 one = new CRC32();
    one.update(bytes, offset, length);
    CRC32C two = new CRC32C();
    two.update(bytes, offset, length);
    return one.getValue() << 32 | two.getValue();
  }

  /** Compares, while it comes in, with what was there before. */
  private final class Reading implements Elements.Taker {
    private final List<Element> now = new ArrayList<>(elements.size() + 16);
    private boolean isSame = true;

    /** Where among the old elements the next one is likely to be. */
    private int next;

    @Override
    public int expected() {
      return next < elements.size() ? elements.get(next).length : 0;
    }

    @Override
    public boolean isExpected(byte[] bytes, int offset, int length) {
      Element old = elements.get(next);
      if (sum(bytes, offset, length) != old.sum) {
        return false;
      }
      add(old, next);
      return true;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) throws IOException {
      long sum = sum(bytes, offset, length);
      Integer place = places.get(sum);
      if (place == null) {
        add(new Element(sum, length, parse(bytes, offset, length)), next);
        isSame = false;
      } else {
        add(elements.get(place), place);
      }
    }

    private void add(Element element, int place) {
      isSame &= place == now.size();
      now.add(element);
      next = place + 1;
    }

    private static Doc parse(byte[] bytes, int offset, int length) throws IOException {
      try {
        // Elements saw to it that this begins with a brace.
        return (Doc) Json.read(bytes, offset, length);
      } catch (JsonException e) {
        throw new IOException("not JSON: " + e.getMessage(), e);
      }
    }
  }
}
