package org.perfectstorm.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * Reads JSON with its places. Nearly all of it is YAML as well, but not quite: YAML takes no tabs
 * and no {@code U+007F}, and no long keys.
 */
final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Json.DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(1000)
                  .build())
          .build();

  private JsonReader() {}

  /**
   * The document that a text is.
   *
   * @return null if it is no JSON object or array: a YAML reader says better why
   */
  static YamlDocument document(String file, String text) {
    if (!begins(text)) {
      return null;
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Place place = place(parser, parser.currentTokenLocation());
      return parser.nextToken() == null ? new YamlDocument(file, Json.read(text), place) : null;
    } catch (IOException | JsonException e) {
      return null;
    }
  }

  /** Whether a text begins like an object or array: most YAML does not even do that. */
  private static boolean begins(String text) {
    String start = text.stripLeading();
    return start.startsWith("[") || (start.startsWith("{") && "\"}".indexOf(second(start)) >= 0);
  }

  private static char second(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return text.charAt(i);
      }
    }
    return 0;
  }

  /**
   * The place of the value at which the parser is.
   *
   * @param location where it is said to begin: in an object at its key
   */
  private static Place place(JsonParser parser, JsonLocation location) throws IOException {
    Map<String, Place> children = Map.of();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      children = new HashMap<>();
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        JsonLocation at = parser.currentTokenLocation();
        parser.nextToken();
        children.put(key, place(parser, at));
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      children = new HashMap<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String index = Integer.toString(children.size());
        children.put(index, place(parser, parser.currentTokenLocation()));
      }
    }
    return new Place(location.getLineNr(), location.getColumnNr(), children);
  }
}
