package org.perfectstorm.api.schema;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** What a field may hold. */
public sealed interface Type {
  /** The error for a null where there must be a value. */
  String NULL = "This field may not be null.";

  /** The error for a value that another object has. */
  String TAKEN = "This field must be unique.";

  /**
   * The value as it is kept.
   *
   * @param value what the body says; not null
   * @throws Invalid if it does not fit
   */
  Object read(Object value, World world);

  /**
   * A string: surrounding blanks are cut off, numbers become strings.
   *
   * @param mayBeBlank whether nothing may be left
   */
  record Text(boolean mayBeBlank) implements Type {
    @Override
    public Object read(Object value, World world) {
      if (!(value instanceof String || value instanceof Number)) {
        throw Invalid.value("Not a valid string.");
      }
      String text = Python.str(value).strip();
      if (text.isEmpty() && !mayBeBlank) {
        throw Invalid.value("This field may not be blank.");
      }
      if (text.indexOf('\0') >= 0) {
        throw Invalid.value("Null characters are not allowed.");
      }
      return text;
    }
  }

  /** A string, kept as it is to the last blank; numbers become strings. */
  record Raw() implements Type {
    @Override
    public Object read(Object value, World world) {
      if (value instanceof String || value instanceof Number) {
        return Python.str(value);
      }
      throw Invalid.value("Not a valid string.");
    }
  }

  /** A word of letters, digits, underscores and hyphens. */
  record Slug() implements Type {
    private static final Pattern FORM = Pattern.compile("[-a-zA-Z0-9_]+");

    @Override
    public Object read(Object value, World world) {
      Object text = new Text(false).read(value, world);
      if (!FORM.matcher((String) text).matches()) {
        throw Invalid.value(
            "Enter a valid \"slug\" consisting of letters, numbers, underscores or hyphens.");
      }
      return text;
    }
  }

  /** A length of time (see {@link Durations}), kept as it was given. */
  record Span() implements Type {
    @Override
    public Object read(Object value, World world) {
      Object given = value instanceof String text ? text.strip() : value;
      if (Durations.read(given) == null) {
        throw Invalid.value(
            "Expected a number of seconds, or a text like \"90s\", \"5m\" or \"1h30m\".");
      }
      return given;
    }
  }

  /** True or false. */
  record Flag() implements Type {
    @Override
    public Object read(Object value, World world) {
      if (value instanceof Boolean) {
        return value;
      }
      throw Invalid.value("Must be a valid boolean.");
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements Type {
    @Override
    public Object read(Object value, World world) {
      if (value instanceof String word && words.contains(word)) {
        return word;
      }
      throw Invalid.value("\"" + Python.str(value) + "\" is not a valid choice.");
    }
  }

  /** A whole number between two, inclusive. Strings of digits are taken as numbers. */
  record Whole(int least, int most) implements Type {
    @Override
    public Object read(Object value, World world) {
      String text = value instanceof Boolean ? "" : Python.str(value).strip();
      if (!text.matches("[+-]?[0-9]{1,1000}(\\.0*)?")) {
        throw Invalid.value("A valid integer is required.");
      }
      var number = new java.math.BigDecimal(text.endsWith(".") ? text + "0" : text).toBigInteger();
      if (number.compareTo(java.math.BigInteger.valueOf(least)) < 0) {
        throw Invalid.value("Ensure this value is greater than or equal to " + least + ".");
      }
      if (number.compareTo(java.math.BigInteger.valueOf(most)) > 0) {
        throw Invalid.value("Ensure this value is less than or equal to " + most + ".");
      }
      return number.intValue();
    }
  }

  /** A whole number from 0 on, as a Long. */
  record Count() implements Type {
    @Override
    public Object read(Object value, World world) {
      if (value instanceof Integer || value instanceof Long) {
        long number = ((Number) value).longValue();
        if (number >= 0) {
          return number;
        }
      }
      throw Invalid.value("Expected a whole number from 0 on.");
    }
  }

  /** A date and time; kept in UTC, without a zone (see {@link Moments}). */
  record Moment() implements Type {
    @Override
    public Object read(Object value, World world) {
      String text = value instanceof String string ? Moments.read(string.strip()) : null;
      if (text == null) {
        throw Invalid.value(
            "Datetime has wrong format. Use one of these formats instead: "
                + "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].");
      }
      return text;
    }
  }

  /** A date and time with its zone; kept in UTC, {@code 2018-05-01T11:12:13.123456789Z}. */
  record Timestamp() implements Type {
    @Override
    public Object read(Object value, World world) {
      try {
        return OffsetDateTime.parse(Python.str(value)).toInstant().toString();
      } catch (DateTimeException e) {
        throw Invalid.value("Expected a date like 2018-05-01T11:12:13Z.");
      }
    }
  }

  /** A JSON object, kept as it is, any keys. */
  record Verbatim() implements Type {
    @Override
    public Object read(Object value, World world) {
      if (value instanceof Doc) {
        return value;
      }
      throw Invalid.value("Expected a JSON object.");
    }
  }

  /** Anything, kept as it is. */
  record Any() implements Type {
    @Override
    public Object read(Object value, World world) {
      return value;
    }
  }

  /** Strings by any key. */
  record Texts() implements Type {
    @Override
    public Object read(Object value, World world) {
      if (!(value instanceof Doc doc)) {
        throw Invalid.value(
            "Expected a dictionary of items but got type \"" + Python.type(value) + "\".");
      }
      DocBuilder read = new DocBuilder();
      Map<String, Object> errors = new LinkedHashMap<>();
      for (var entry : doc) {
        if (entry.getValue() instanceof String || entry.getValue() instanceof Number) {
          read.put(entry.getKey(), Python.str(entry.getValue()));
        } else {
          String error = entry.getValue() == null ? NULL : "Not a valid string.";
          errors.put(entry.getKey(), Arr.of(error));
        }
      }
      if (!errors.isEmpty()) {
        throw Invalid.inside(Doc.from(errors));
      }
      return read.build();
    }
  }

  /** A list of values of one type. */
  record Each(Type element) implements Type {
    @Override
    public Object read(Object value, World world) {
      if (!(value instanceof Arr arr)) {
        throw Invalid.value(
            "Expected a list of items but got type \"" + Python.type(value) + "\".");
      }
      List<Object> read = new ArrayList<>(arr.size());
      Map<String, Object> errors = new LinkedHashMap<>();
      for (int i = 0; i < arr.size(); i++) {
        try {
          if (arr.get(i) == null) {
            throw Invalid.value(NULL);
          }
          read.add(element.read(arr.get(i), world));
        } catch (Invalid e) {
          errors.put(Integer.toString(i), e.errors());
        }
      }
      if (!errors.isEmpty()) {
        throw Invalid.inside(Doc.from(errors));
      }
      return Arr.from(read);
    }
  }

  /** An object with fields of its own; other keys are ignored. */
  record Struct(List<Field> fields) implements Type {
    @Override
    public Doc read(Object value, World world) {
      Reading reading = new Reading(null, Doc.EMPTY, Reading.Update.FULL, world);
      return reading.fields(fields, value, new DocBuilder()).build();
    }
  }

  /** The id of an object, given as its id or its name. */
  record Ref(Kind kind) implements Type {
    @Override
    public Object read(Object value, World world) {
      String id = value instanceof String key ? world.find(kind, key) : null;
      if (id == null) {
        throw Invalid.value("Document with id=" + Python.str(value) + " does not exist.");
      }
      return id;
    }
  }
}
