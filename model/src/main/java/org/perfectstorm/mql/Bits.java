package org.perfectstorm.mql;

import java.util.BitSet;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.perfectstorm.mql.bson.Numbers;

/** {@code $bitsAllSet} and its kin: bits of a whole number or of binary data. */
record Bits(Test test, BitSet positions) implements Operator {
  /** Which of the bits must be set or clear. */
  enum Test {
    ALL_SET,
    ANY_SET,
    ALL_CLEAR,
    ANY_CLEAR
  }

  @Override
  public boolean accepts(Object value) {
    if (value instanceof Binary binary) {
      return accepts(BitSet.valueOf(binary.getData()), false);
    }
    if (!Numbers.is(value) || (!(value instanceof Decimal128) && !Numbers.isIntegral(value))) {
      return false;
    }
    Long whole = Numbers.whole(value);
    return whole != null && accepts(BitSet.valueOf(new long[] {whole}), whole < 0);
  }

  /** Beyond the 64 bits of a number its sign goes on. */
  private boolean accepts(BitSet bits, boolean negative) {
    boolean wantsSet = test == Test.ALL_SET || test == Test.ANY_SET;
    boolean wantsAll = test == Test.ALL_SET || test == Test.ALL_CLEAR;
    for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
      boolean set = bits.get(at) || (negative && at >= Long.SIZE);
      if ((set == wantsSet) != wantsAll) {
        return !wantsAll;
      }
    }
    return wantsAll;
  }
}
