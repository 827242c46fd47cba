package org.perfectstorm.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bson.types.Decimal128;

/**
 * Strict JSON, read into values (see {@link Doc}) and written compactly.
 *
 * <p>Strict: no NaN or Infinity, no comments, at most {@value #DEEPEST} levels. Of a key that
 * stands twice in one object the last value counts. A half of a surrogate pair becomes U+FFFD, so
 * that all that was read can be written.
 */
public final class Json {
  /** As deep as MongoDB lets documents be. */
  public static final int DEEPEST = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(1000)
                  .build())
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private Json() {}

  /**
   * The value of a JSON text in UTF-8.
   *
   * @throws JsonException if it is no JSON, in the words of Python's parser (see there)
   */
  public static Object read(byte[] json) {
    return read(json, 0, json.length);
  }

  /** The value of a part of a byte array, as {@link #read(byte[])}. */
  public static Object read(byte[] json, int offset, int length) {
    try (JsonParser parser = FACTORY.createParser(json, offset, length)) {
      if (parser.nextToken() == null) {
        throw Complaint.about(json, offset, length, null);
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw Complaint.about(json, offset, length, null);
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new JsonException(e.getOriginalMessage());
    } catch (IOException e) {
      throw Complaint.about(json, offset, length, e);
    }
  }

  /** The value of a JSON text, as {@link #read(byte[])}. */
  public static Object read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The object of a JSON text.
   *
   * @throws JsonException if it is no JSON, or no object
   */
  public static Doc readDoc(String json) {
    return readDoc(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The object of a JSON text in UTF-8, as {@link #readDoc(String)}. */
  public static Doc readDoc(byte[] json) {
    if (read(json) instanceof Doc doc) {
      return doc;
    }
    throw new JsonException("Expected a JSON object");
  }

  /** Compact JSON in UTF-8. */
  public static byte[] bytes(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try {
      write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Compact JSON. */
  public static String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** Writes compact JSON in UTF-8; the stream is neither flushed nor closed. */
  public static void write(Object value, OutputStream out) throws IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(value, generator);
    }
  }

  /** As {@link #write}, of an array whose elements are taken one after the other. */
  public static void writeAll(Iterable<?> elements, OutputStream out) throws IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.writeStartArray();
      for (Object element : elements) {
        write(element, generator);
      }
      generator.writeEndArray();
    }
  }

  /** Writes a value to a generator, which may be in the middle of something larger. */
  public static void write(Object value, JsonGenerator out) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Doc doc -> {
        out.writeStartObject();
        Shape shape = doc.shape();
        for (int i = 0; i < doc.size(); i++) {
          out.writeFieldName(shape.written(i));
          write(doc.at(i), out);
        }
        out.writeEndObject();
      }
      case Arr arr -> {
        out.writeStartArray();
        for (int i = 0; i < arr.size(); i++) {
          write(arr.get(i), out);
        }
        out.writeEndArray();
      }
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Boolean flag -> out.writeBoolean(flag);
      case Decimal128 number -> out.writeNumber(number.toString());
      default ->
          throw new IllegalArgumentException("no JSON form of " + value.getClass().getName());
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> doc(parser);
      case START_ARRAY -> arr(parser);
      case VALUE_STRING -> Strings.shared(whole(parser.getText()));
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
          throw new JsonException("Number out of range: " + shortened(parser.getText()));
        }
        yield number;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("unexpected " + parser.currentToken());
    };
  }

  private static Doc doc(JsonParser parser) throws IOException {
    DocBuilder builder = new DocBuilder();
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      builder.put(whole(key), value(parser));
    }
    return builder.build();
  }

  private static Arr arr(JsonParser parser) throws IOException {
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      return Arr.EMPTY;
    }
    Object[] elements = new Object[4];
    int size = 0;
    do {
      if (size == elements.length) {
        elements = Arrays.copyOf(elements, size * 2);
      }
      elements[size++] = value(parser);
    } while (parser.nextToken() != JsonToken.END_ARRAY);
    return new Arr(size == elements.length ? elements : Arrays.copyOf(elements, size));
  }

  private static Object whole(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> parser.getIntValue();
      case LONG -> parser.getLongValue();
      default -> {
        BigInteger number = parser.getBigIntegerValue();
        try {
          yield new Decimal128(new BigDecimal(number));
        } catch (NumberFormatException e) {
          throw new JsonException("Number out of range: " + shortened(number.toString()), e);
        }
      }
    };
  }

  /** The text with halves of surrogate pairs replaced. */
  private static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          text = text.substring(0, i) + '\uFFFD' + text.substring(i + 1);
        }
      }
    }
    return text;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
