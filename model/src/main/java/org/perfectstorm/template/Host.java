package org.perfectstorm.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** The border to the caller: its values come in, arguments for its objects go out. */
final class Host {
  /** What a lookup in the caller's object counts, in steps. */
  private static final int LOOKUP = 100;

  private Host() {}

  /** A value of the caller, as templates see it. */
  static Object in(Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case Long number -> number;
      case Double number -> number;
      case Integer number -> number.longValue();
      case Doc doc -> new GivenDoc(doc);
      case List<?> list -> new GivenList(list);
      case TemplateObject object -> object;
      case Map<?, ?> map -> new GivenDoc(doc(map));
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> number.doubleValue();
      case BigInteger number -> Numbers.whole(number);
      case BigDecimal number -> decimal(number);
      case Decimal128 number when number.isFinite() -> decimal(number.bigDecimalValue());
      case Sequence sequence -> sequence;
      case Mapping mapping -> mapping;
      default ->
          throw new Fault(
              "a value of a kind that templates do not know: " + value.getClass().getSimpleName());
    };
  }

  private static Object decimal(BigDecimal number) {
    return number.scale() <= 0 && number.precision() - number.scale() <= Numbers.MAX_DIGITS
        ? Numbers.whole(number.toBigInteger())
        : number.doubleValue();
  }

  private static Doc doc(Map<?, ?> map) {
    DocBuilder builder = new DocBuilder();
    map.forEach((key, value) -> builder.put(String.valueOf(key), value));
    return builder.build();
  }

  /** The object's elements, or null if it is no list. */
  static Sequence elements(TemplateObject object) {
    List<?> elements;
    try {
      elements = object.elements();
    } catch (TemplateException | Fault e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(object, e);
    }
    return elements == null ? null : new GivenList(elements);
  }

  static String text(TemplateObject object) {
    Object text = answer(object, object::text);
    return text instanceof String string ? string : "<" + object.kind() + ">";
  }

  static Object attribute(TemplateObject object, String name) {
    return answer(object, () -> object.attribute(name));
  }

  static Object item(Run run, TemplateObject object, String key) {
    run.steps(LOOKUP);
    return answer(object, () -> object.item(key));
  }

  static Object call(Run run, TemplateObject object, Args args) {
    run.hostCall();
    List<Object> positional = new java.util.ArrayList<>();
    args.positional().forEach(argument -> positional.add(out(run, argument, true)));
    Map<String, Object> named = new LinkedHashMap<>();
    args.named().forEach((name, argument) -> named.put(name, out(run, argument, true)));
    return answer(object, () -> object.call(positional, named));
  }

  private interface Question {
    Object ask();
  }

  private static Object answer(TemplateObject object, Question question) {
    Object answer;
    try {
      answer = question.ask();
    } catch (TemplateException | Fault e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(object, e);
    }
    return answer instanceof TemplateObject.Missing ? answer : in(answer);
  }

  private static Fault failed(TemplateObject object, RuntimeException e) {
    String message = e.getMessage();
    return new Fault(
        message == null || message.isBlank() ? object.kind() + " failed" : message, -1, e);
  }

  /** A value of the template as the caller knows values; a whole argument may be an object. */
  private static Object out(Run run, Object value, boolean whole) {
    run.step();
    run.enter();
    Object out =
        switch (value) {
          case null -> null;
          case Long number when number == number.intValue() -> number.intValue();
          case BigInteger number -> big(number);
          case String text -> text;
          case Boolean truth -> truth;
          case Number number -> number;
          case GivenDoc given -> given.doc();
          case Mapping mapping -> doc(run, mapping);
          case TemplateObject object when whole -> object;
          case Undefined undefined -> throw undefined.fault();
          default -> {
            if (value instanceof Native || value instanceof TemplateObject) {
              throw new Fault("'" + Types.name(value) + "' cannot stand in an argument");
            }
            java.util.ArrayList<Object> elements = new java.util.ArrayList<>();
            Iteration.over(run, value)
                .forEachRemaining(element -> elements.add(out(run, element, false)));
            yield Arr.from(elements);
          }
        };
    run.leave();
    return out;
  }

  private static Object big(BigInteger number) {
    try {
      return new Decimal128(new BigDecimal(number));
    } catch (NumberFormatException e) {
      throw new Fault("number too large for an argument: " + number, -1, e);
    }
  }

  private static Doc doc(Run run, Mapping mapping) {
    DocBuilder builder = new DocBuilder();
    mapping
        .entries()
        .forEachRemaining(
            entry -> {
              if (!(entry.get(0) instanceof String key)) {
                throw new Fault("keys must be strings here, not " + Repr.of(run, entry.get(0)));
              }
              builder.put(key, out(run, entry.get(1), false));
            });
    return builder.build();
  }
}
