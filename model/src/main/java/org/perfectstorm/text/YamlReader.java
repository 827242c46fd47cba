package org.perfectstorm.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.DocBuilder;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/** Builds values and their places from the parser's events. For one text, used once. */
final class YamlReader {
  /** As deep as JSON may be. */
  private static final int DEEPEST = 100;

  /** As many values as a text may have, each alias counted as all that it stands for. */
  private static final int MOST_VALUES = 1_000_000;

  private static final int MOST_CHARACTERS = 32 << 20;
  private static final int MOST_MISTAKES = 50;

  private final String file;
  private final String text;
  private final ScalarResolver resolver = new CoreScalarResolver(false);
  private final List<Mistake> mistakes = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final Map<Anchor, Read> anchors = new HashMap<>();
  private Iterator<Event> events;
  private int values;

  /** A value that was read, and how many values it is made of. */
  private record Read(Object value, Place place, int size) {}

  YamlReader(String file, String text) {
    this.file = file;
    this.text = text;
  }

  List<YamlDocument> documents() {
    List<YamlDocument> documents = new ArrayList<>();
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MOST_CHARACTERS).build();
    try {
      events = new Parse(settings).parseString(text).iterator();
      while (events.hasNext()) {
        if (events.next().getEventId() == Event.ID.DocumentStart) {
          anchors.clear();
          Event first = events.next();
          Read read = value(first);
          if (!(first instanceof ScalarEvent scalar
              && scalar.isPlain()
              && scalar.getValue().isEmpty())) {
            documents.add(new YamlDocument(file, read.value, read.place));
          }
        }
      }
    } catch (MarkedYamlEngineException e) {
      mistakes.add(mistake(e));
    } catch (ReaderException e) {
      mistakes.add(unprintable(e.getCodePoint()));
    } catch (YamlEngineException e) {
      mistakes.add(new Mistake(file, 1, 1, List.of(), firstLine(e.getMessage())));
    } catch (TooMuch e) {
      // Said already.
    }
    if (!mistakes.isEmpty()) {
      throw new TextException(mistakes);
    }
    return documents;
  }

  private Read value(Event event) {
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    count(event, 1);
    int before = values;
    Read read =
        switch (event) {
          case ScalarEvent scalar -> new Read(scalar(scalar), place(event, Map.of()), 1);
          case CollectionStartEvent start -> {
            if (path.size() >= DEEPEST) {
              throw stop(event, "nested deeper than " + DEEPEST + " levels");
            }
            yield event.getEventId() == Event.ID.MappingStart ? mapping(start) : sequence(start);
          }
          default -> throw stop(event, "unexpected " + event);
        };
    if (((NodeEvent) event).getAnchor().isPresent()) {
      Read whole = new Read(read.value, read.place, values - before + 1);
      anchors.put(((NodeEvent) event).getAnchor().get(), whole);
    }
    return read;
  }

  private Read alias(AliasEvent alias) {
    Read read = anchors.get(alias.getAlias());
    if (read == null) {
      say(alias, "nothing above is marked &" + alias.getAlias() + " (a mark cannot hold itself)");
      return new Read(null, place(alias, Map.of()), 1);
    }
    count(alias, read.size);
    return read;
  }

  private Read mapping(CollectionStartEvent start) {
    tagged(start, "map");
    DocBuilder builder = new DocBuilder();
    Map<String, Place> children = new HashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      String key = key(event);
      Place before = children.get(key);
      if (before != null) {
        say(event, "\"" + key + "\" stands in line " + before.line() + " already");
      }
      path.add(key);
      Read read = value(events.next());
      path.removeLast();
      builder.put(key, read.value);
      // The key's line rather than the value's: that is where one looks.
      children.put(key, place(event, read.place.children()));
    }
    return new Read(builder.build(), place(start, children), 0);
  }

  private String key(Event event) {
    if (event instanceof ScalarEvent scalar) {
      if (scalar.isPlain() && scalar.getValue().equals("<<")) {
        say(event, "merging with << is not supported: write the keys out");
      }
      count(event, 1);
      if (scalar.getAnchor().isPresent()) {
        anchors.put(
            scalar.getAnchor().get(), new Read(scalar.getValue(), place(event, Map.of()), 1));
      }
      return scalar.getValue();
    }
    if (event instanceof AliasEvent alias && alias(alias).value instanceof String key) {
      return key;
    }
    if (!(event instanceof AliasEvent)) {
      value(event);
    }
    say(event, "a key must be a string");
    return "";
  }

  private Read sequence(CollectionStartEvent start) {
    tagged(start, "seq");
    List<Object> elements = new ArrayList<>();
    Map<String, Place> children = new HashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      String index = Integer.toString(elements.size());
      path.add(index);
      Read read = value(event);
      path.removeLast();
      elements.add(read.value);
      children.put(index, place(event, read.place.children()));
    }
    return new Read(Arr.from(elements), place(start, children), 0);
  }

  private void tagged(CollectionStartEvent start, String kind) {
    String tag = start.getTag().orElse("!");
    if (!tag.equals("!") && !tag.equals(Tag.PREFIX + kind)) {
      say(start, "the tag " + shortTag(tag) + " is not supported here");
    }
  }

  private Object scalar(ScalarEvent scalar) {
    String value = scalar.getValue();
    Tag tag =
        scalar.getTag().isEmpty() || scalar.getTag().get().equals("!")
            ? resolver.resolve(value, scalar.getImplicit().canOmitTagInPlainScalar())
            : new Tag(scalar.getTag().get());
    try {
      return switch (tag.getValue().startsWith(Tag.PREFIX) ? shortTag(tag.getValue()) : "") {
        case "!!str" -> value;
        case "!!null" -> null;
        case "!!bool" -> bool(scalar);
        case "!!int" -> whole(value);
        case "!!float" -> fraction(scalar);
        default -> {
          say(scalar, "the tag " + shortTag(tag.getValue()) + " is not supported");
          yield null;
        }
      };
    } catch (NumberFormatException e) {
      say(scalar, "not a number that can be kept: " + value);
      return null;
    }
  }

  private Object bool(ScalarEvent scalar) {
    return switch (scalar.getValue()) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> {
        say(scalar, "expected true or false");
        yield null;
      }
    };
  }

  private static Object whole(String digits) {
    BigInteger number =
        digits.startsWith("0x")
            ? new BigInteger(digits.substring(2), 16)
            : digits.startsWith("0o")
                ? new BigInteger(digits.substring(2), 8)
                : new BigInteger(digits);
    if (number.bitLength() < 32) {
      return number.intValueExact();
    }
    return number.bitLength() < 64
        ? (Object) number.longValueExact()
        : new Decimal128(new BigDecimal(number));
  }

  private Object fraction(ScalarEvent scalar) {
    String value = scalar.getValue();
    char last = value.isEmpty() ? 'x' : value.charAt(value.length() - 1);
    double number = Character.isLetter(last) ? Double.NaN : Double.parseDouble(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      say(scalar, "no JSON form of the number " + value);
    }
    return number;
  }

  private static String shortTag(String tag) {
    return tag.startsWith(Tag.PREFIX) ? "!!" + tag.substring(Tag.PREFIX.length()) : tag;
  }

  private void count(Event event, int more) {
    values += more;
    if (values > MOST_VALUES) {
      throw stop(event, "more than " + MOST_VALUES + " values (aliases count in full)");
    }
  }

  private static Place place(Event event, Map<String, Place> children) {
    Mark mark = event.getStartMark().orElseThrow();
    return new Place(mark.getLine() + 1, mark.getColumn() + 1, children);
  }

  private void say(Event event, String message) {
    Place place = place(event, Map.of());
    mistakes.add(new Mistake(file, place.line(), place.column(), List.copyOf(path), message));
    if (mistakes.size() >= MOST_MISTAKES) {
      throw new TooMuch();
    }
  }

  private TooMuch stop(Event event, String message) {
    mistakes.add(
        new Mistake(
            file,
            place(event, Map.of()).line(),
            place(event, Map.of()).column(),
            path.subList(0, Math.min(path.size(), 8)).stream().toList(),
            message));
    return new TooMuch();
  }

  private Mistake mistake(MarkedYamlEngineException e) {
    Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
    int line = mark == null ? 1 : mark.getLine() + 1;
    int column = mark == null ? 1 : mark.getColumn() + 1;
    String problem = firstLine(e.getProblem());
    if (problem.contains("TAB")) {
      problem = "a tab cannot indent YAML: use blanks";
    } else if (e.getContext() != null) {
      problem = problem + " (" + firstLine(e.getContext()) + ")";
    }
    return new Mistake(file, line, column, List.copyOf(path), problem);
  }

  private Mistake unprintable(int character) {
    String before = text.substring(0, Math.max(0, text.indexOf(character)));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    String inLine = before.substring(before.lastIndexOf('\n') + 1);
    String code = "%04X".formatted(character);
    return new Mistake(
        file,
        line,
        inLine.codePointCount(0, inLine.length()) + 1,
        List.of(),
        "YAML has no character U+" + code + "; in double quotes it is \\u" + code);
  }

  private static String firstLine(String message) {
    if (message == null) {
      return "no YAML";
    }
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** Enough is said: reading on makes no sense. */
  private static final class TooMuch extends RuntimeException {
    TooMuch() {
      super(null, null, false, false);
    }
  }
}
