package org.perfectstorm.mql.expr;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.bson.types.Decimal128;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Numbers;

/** {@code $round}, {@code $trunc}, {@code $ceil}, {@code $floor}. The type stays. */
final class Rounding {
  private Rounding() {}

  static void addTo(Map<String, Function> all) {
    toPlace(all, "$round", RoundingMode.HALF_EVEN);
    toPlace(all, "$trunc", RoundingMode.DOWN);
    all.put(
        "$ceil",
        Function.oneOrNull("$ceil", v -> to(Given.number("$ceil", v), 0, RoundingMode.CEILING)));
    all.put(
        "$floor",
        Function.oneOrNull("$floor", v -> to(Given.number("$floor", v), 0, RoundingMode.FLOOR)));
  }

  /** A number rounded to so many digits behind the point, half to even. */
  static Object round(Object number, int places) {
    return to(number, places, RoundingMode.HALF_EVEN);
  }

  private static void toPlace(Map<String, Function> all, String name, RoundingMode mode) {
    all.put(
        name,
        Function.of(
            name,
            1,
            2,
            (values, _) -> {
              if (Given.anyNull(values)) {
                return null;
              }
              int places = values.length < 2 ? 0 : Given.whole(name, values[1]);
              if (places < -20 || places > 100) {
                throw new Flaw(
                    "cannot apply "
                        + name
                        + " with precision value "
                        + places
                        + " value must be in [-20, 100]");
              }
              return to(Given.number(name, values[0]), places, mode);
            }));
  }

  private static Object to(Object number, int places, RoundingMode mode) {
    if (!Numbers.isFinite(number) || (Numbers.isWhole(number) && places >= 0)) {
      return number;
    }
    BigDecimal exact = Numbers.exact(number);
    if (exact.scale() <= places && !(number instanceof Integer || number instanceof Long)) {
      return number;
    }
    BigDecimal rounded = exact.setScale(places, mode);
    return switch (number) {
      case Integer _ ->
          fits(rounded, 31) ? (Object) rounded.intValue() : (Object) rounded.longValue();
      case Long _ -> {
        if (!fits(rounded, 63)) {
          throw new Flaw("invalid conversion: rounding overflows a long");
        }
        yield rounded.longValue();
      }
      case Double _ -> rounded.doubleValue();
      case Decimal128 _ -> Arithmetic.decimal(rounded);
      default -> throw new IllegalArgumentException("no number: " + number);
    };
  }

  private static boolean fits(BigDecimal value, int bits) {
    return value.toBigInteger().bitLength() <= bits;
  }
}
