package org.perfectstorm.provider.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * One list of the engine as it was last read. Reading it again parses only what has other bytes
 * than before: the rest are the very same documents.
 *
 * @param docs the objects, in the engine's order
 * @param byBytes the same by the checksum of their bytes
 */
record Listing(List<Doc> docs, Map<Long, Doc> byBytes) {
  static final Listing NONE = new Listing(List.of(), Map.of());

  /**
   * Reads the list again. Returns this very object if nothing in it changed.
   *
   * @param key what every object has once: {@code ID}
   * @throws IOException if it cannot be read whole, or is none; the message says which
   */
  Listing again(InputStream in, String key) throws IOException {
    List<Doc> now = new ArrayList<>(docs.size() + 16);
    Map<Long, Doc> nowByBytes = HashMap.newHashMap(docs.size() + 16);
    boolean[] same = {true};
    Elements.of(
        in,
        (bytes, offset, length) -> {
          long sum = sum(bytes, offset, length);
          Doc doc = byBytes.get(sum);
          if (doc == null) {
            doc = parse(bytes, offset, length);
          }
          same[0] &= now.size() < docs.size() && docs.get(now.size()).equals(doc);
          now.add(doc);
          nowByBytes.put(sum, doc);
        });
    if (same[0] && now.size() == docs.size()) {
      return this;
    }
    unique(now, key);
    return new Listing(List.copyOf(now), nowByBytes);
  }

  private static void unique(List<Doc> docs, String key) throws IOException {
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

  private static Doc parse(byte[] bytes, int offset, int length) throws IOException {
    try {
      // Checked by Elements: it begins with a brace.
      return (Doc) Json.read(bytes, offset, length);
    } catch (JsonException e) {
      throw new IOException("not JSON: " + e.getMessage(), e);
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
}
