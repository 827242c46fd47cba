package org.perfectstorm.text;

import java.util.List;

/**
 * YAML 1.2 for values that have a JSON form: mappings with string keys, lists, strings, numbers,
 * booleans, null.
 */
public final class Yaml {
  private Yaml() {}

  /**
   * The documents of a text; empty ones are left out. What is JSON is read as JSON.
   *
   * @param file the name for messages
   * @throws TextException if it is no YAML, or has what JSON cannot say, with everything that is
   *     wrong up to the first place where it stops being YAML
   */
  public static List<YamlDocument> read(String file, String text) {
    YamlDocument json = JsonReader.document(file, text);
    return json == null ? new YamlReader(file, text).documents() : List.of(json);
  }

  /** A value as people write it, ending with a line break. */
  public static String write(Object value) {
    return write(value, Paint.NONE);
  }

  /** A value as people write it, painted. */
  public static String write(Object value, Paint paint) {
    return new YamlWriter(paint).write(value);
  }
}
