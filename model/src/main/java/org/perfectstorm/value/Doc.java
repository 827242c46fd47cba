package org.perfectstorm.value;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An immutable document: keys in order, each with a value.
 *
 * <p>A value is {@code null} (JSON's null), {@link Boolean}, {@link Integer}, {@link Long}, {@link
 * Double}, {@link String}, {@code Doc} or {@link Arr}; queries and query documents may also hold
 * BSON's other types ({@code org.bson.types.Decimal128}, {@code ObjectId}, {@code Binary}, {@code
 * java.time.Instant} for a date, ...). A whole number is an Integer where it fits, else a Long,
 * else a Decimal128.
 *
 * <p>Equality is MongoDB's for documents: the same keys in the same order with equal values. Safe
 * to share between threads.
 */
public final class Doc implements Iterable<Map.Entry<String, Object>> {
  /** The document without keys. */
  public static final Doc EMPTY = new Doc(Shape.EMPTY, new Object[0]);

  private final Shape shape;
  private final Object[] values;

  Doc(Shape shape, Object[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * A document of alternating keys and values; lists and maps among the values are converted.
   *
   * @throws IllegalArgumentException if a key is no string, is given twice, or a value has no JSON
   *     form
   */
  public static Doc of(Object... keysAndValues) {
    DocBuilder builder = new DocBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      builder.put((String) keysAndValues[i], Values.from(keysAndValues[i + 1]));
    }
    return builder.build();
  }

  /** A document of a map's entries in its order; lists and maps inside are converted. */
  public static Doc from(Map<String, ?> map) {
    DocBuilder builder = new DocBuilder();
    map.forEach((key, value) -> builder.put(key, Values.from(value)));
    return builder.build();
  }

  /** The keys, shared with other documents that have the same ones in the same order. */
  public Shape shape() {
    return shape;
  }

  /** How many keys there are. */
  public int size() {
    return values.length;
  }

  /** Whether there are no keys. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /** The key at a position, from 0. */
  public String key(int index) {
    return shape.key(index);
  }

  /** The value at a position, from 0; {@code null} is JSON's null. */
  public Object at(int index) {
    return values[index];
  }

  /** Whether the key is there, be its value null or not. */
  public boolean has(String key) {
    return shape.indexOf(key) >= 0;
  }

  /** The value of a key; {@code null} both when it is JSON's null and when the key is missing. */
  public Object get(String key) {
    int index = shape.indexOf(key);
    return index < 0 ? null : values[index];
  }

  /** The string at a key, or null if there is none or it is something else. */
  public String text(String key) {
    return get(key) instanceof String text ? text : null;
  }

  /** The document at a key, or the empty one if there is none or it is something else. */
  public Doc doc(String key) {
    return get(key) instanceof Doc doc ? doc : EMPTY;
  }

  /** The array at a key, or the empty one if there is none or it is something else. */
  public Arr arr(String key) {
    return get(key) instanceof Arr arr ? arr : Arr.EMPTY;
  }

  /** The strings of the array at a key, in order; other elements are left out. */
  public List<String> texts(String key) {
    return arr(key).texts();
  }

  /**
   * The value at the end of nested documents, {@code null} where a step is missing; arrays are not
   * entered.
   */
  public Object path(String... keys) {
    Object value = this;
    for (String key : keys) {
      if (!(value instanceof Doc doc)) {
        return null;
      }
      value = doc.get(key);
    }
    return value;
  }

  /** This document with one value replaced, or added at the end. */
  public Doc with(String key, Object value) {
    int index = shape.indexOf(key);
    if (index >= 0) {
      Object[] changed = values.clone();
      changed[index] = Values.from(value);
      return new Doc(shape, changed);
    }
    return toBuilder().put(key, Values.from(value)).build();
  }

  /** This document without a key. */
  public Doc without(String key) {
    int gone = shape.indexOf(key);
    if (gone < 0) {
      return this;
    }
    DocBuilder builder = new DocBuilder();
    for (int i = 0; i < values.length; i++) {
      if (i != gone) {
        builder.put(shape.key(i), values[i]);
      }
    }
    return builder.build();
  }

  /** A builder that begins with what is here. */
  public DocBuilder toBuilder() {
    DocBuilder builder = new DocBuilder();
    for (int i = 0; i < values.length; i++) {
      builder.put(shape.key(i), values[i]);
    }
    return builder;
  }

  @Override
  public Iterator<Map.Entry<String, Object>> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < values.length;
      }

      @Override
      public Map.Entry<String, Object> next() {
        if (next >= values.length) {
          throw new java.util.NoSuchElementException();
        }
        int i = next++;
        return new java.util.AbstractMap.SimpleImmutableEntry<>(shape.key(i), values[i]);
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Doc doc
            && shape.sameKeys(doc.shape)
            && Arrays.equals(values, doc.values));
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape.keysHash(), Arrays.hashCode(values));
  }

  /** Compact JSON. */
  @Override
  public String toString() {
    return Json.text(this);
  }
}
