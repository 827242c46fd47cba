package org.perfectstorm.model;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Ids of objects: a prefix that tells the kind, a dash, and 22 digits in base 62 that are a 128-bit
 * number, {@code res-0UBsO4td5jEbl6wfnwZr6G}.
 *
 * <p>The number begins with the milliseconds since 1970 and ends with randomness (a UUID of version
 * 7), so that ids sort by their making (those of one process strictly) and no two servers ever make
 * the same one.
 */
public final class Ids {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int LENGTH = 22;
  private static final Pattern ID = Pattern.compile("[a-z]{3}-[0-9A-Za-z]{22}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Milliseconds since 1970, times 4096, and a number within: of the id made last. */
  private static final AtomicLong LAST = new AtomicLong();

  private Ids() {}

  /** A new id for an object of a kind. */
  public static String create(Kind kind) {
    long place = LAST.updateAndGet(Ids::after);
    long high = (place >> 12 << 16) | 0x7000 | (place & 0x0fff);
    long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return kind.prefix() + "-" + digits(high, low);
  }

  /** A place in time after another: now, or right after it, so that ids are in order. */
  private static long after(long last) {
    long now = (System.currentTimeMillis() << 12) | (RANDOM.nextInt() & 0x07ff);
    return Math.max(now, last + 1);
  }

  /** The 22 digits of a 128-bit number, given as its two halves, unsigned. */
  public static String digits(long high, long low) {
    BigInteger number = unsigned(high).shiftLeft(64).or(unsigned(low));
    char[] digits = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      BigInteger[] divided = number.divideAndRemainder(BASE);
      digits[i] = DIGITS.charAt(divided[1].intValue());
      number = divided[0];
    }
    return new String(digits);
  }

  /** Whether a text has the form of an id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private static BigInteger unsigned(long half) {
    return new BigInteger(Long.toUnsignedString(half));
  }
}
