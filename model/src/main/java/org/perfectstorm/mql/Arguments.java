package org.perfectstorm.mql;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bson.types.Binary;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Kind;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.value.Arr;

/** Reads the operands that are not plain values. */
final class Arguments {
  private static final String NUMBER = "number";

  /** Binary data in MongoDB has at most 16 MB: no bit lies beyond. */
  private static final int LAST_BIT = 1 << 27;

  private Arguments() {}

  static Set<Kind> kinds(Path path, Object operand) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (operand instanceof Arr arr) {
      if (arr.isEmpty()) {
        throw new Flaw(path.text() + " must match at least one type");
      }
      for (int i = 0; i < arr.size(); i++) {
        try {
          addKind(kinds, arr.get(i));
        } catch (Flaw flaw) {
          throw flaw.at("[" + i + "]");
        }
      }
    } else {
      addKind(kinds, operand);
    }
    return kinds;
  }

  private static void addKind(Set<Kind> kinds, Object operand) {
    if (operand instanceof String alias) {
      if (alias.equals(NUMBER)) {
        kinds.addAll(List.of(Kind.INT, Kind.LONG, Kind.DOUBLE, Kind.DECIMAL));
        return;
      }
      Kind kind = Kind.byAlias(alias);
      if (kind == null) {
        throw new Flaw(
            "Unknown type name alias: " + alias + Suggestion.among(Kind.aliases(), alias));
      }
      kinds.add(kind);
    } else if (Numbers.is(operand)) {
      Long code = Numbers.isIntegral(operand) ? Numbers.whole(operand) : null;
      Kind kind = code == null || code != code.intValue() ? null : Kind.byCode(code.intValue());
      if (kind == null) {
        throw new Flaw("Invalid numerical type code: " + operand);
      }
      kinds.add(kind);
    } else {
      throw new Flaw("type must be represented as a number or a string");
    }
  }

  static int size(Object operand) {
    Long size = wholeNumber("$size", operand);
    if (size < 0) {
      throw new Flaw("$size needs a non-negative number, got " + operand);
    }
    return size > Integer.MAX_VALUE ? Integer.MAX_VALUE : size.intValue();
  }

  private static Long wholeNumber(String name, Object operand) {
    if (!Numbers.is(operand)) {
      throw new Flaw(name + " needs a number");
    }
    Long whole = Numbers.isIntegral(operand) ? Numbers.whole(operand) : null;
    if (whole == null) {
      throw new Flaw(name + " needs a whole number, got " + operand);
    }
    return whole;
  }

  static Modulo modulo(Object operand) {
    if (!(operand instanceof Arr arr)) {
      throw new Flaw("malformed mod, needs to be an array");
    }
    if (arr.size() != 2) {
      throw new Flaw(
          "malformed mod, " + (arr.size() < 2 ? "not enough" : "too many") + " elements");
    }
    long divisor = modulo("divisor", arr.get(0));
    long remainder = modulo("remainder", arr.get(1));
    if (divisor == 0) {
      throw new Flaw("divisor cannot be 0");
    }
    return new Modulo(divisor, remainder);
  }

  private static long modulo(String what, Object number) {
    if (!Numbers.is(number)) {
      throw new Flaw("malformed mod, " + what + " not a number");
    }
    Long whole = Numbers.whole(number);
    if (whole == null) {
      throw new Flaw("malformed mod, " + what + " value is invalid: " + number);
    }
    return whole;
  }

  static BitSet bits(String name, Object operand) {
    if (operand instanceof Binary binary) {
      return BitSet.valueOf(binary.getData());
    }
    if (operand instanceof Arr arr) {
      BitSet bits = new BitSet();
      for (int i = 0; i < arr.size(); i++) {
        try {
          bits.set(bit(arr.get(i)));
        } catch (Flaw flaw) {
          throw flaw.at("[" + i + "]");
        }
      }
      return bits;
    }
    if (!Numbers.is(operand)) {
      throw new Flaw(name + " takes an Array, a number, or a BinData");
    }
    Long mask = wholeNumber(name, operand);
    if (mask < 0) {
      throw new Flaw("Expected a non-negative number in: " + name + ": " + operand);
    }
    return BitSet.valueOf(new long[] {mask});
  }

  private static int bit(Object operand) {
    if (!Numbers.is(operand)) {
      throw new Flaw("Failed to parse bit position. Expected a number");
    }
    Long at = Numbers.isIntegral(operand) ? Numbers.whole(operand) : null;
    if (at == null || at < 0 || at > Integer.MAX_VALUE) {
      throw new Flaw("Failed to parse bit position. Expected a non-negative integer: " + operand);
    }
    return (int) Math.min(at, LAST_BIT);
  }
}
