package org.perfectstorm.value;

/**
 * Lets equal strings be one object. A table of fixed size that forgets: strings made by strangers
 * cannot fill the memory, and what is common stays shared. Safe to use from many threads: a race
 * only costs a second copy.
 */
public final class Strings {
  /** Longer ones are rarely equal. */
  private static final int LONGEST = 256;

  private static final int KNOWN = 1 << 16;
  private static final String[] known = new String[KNOWN];

  private Strings() {}

  /** The string, or an equal one that is in use already. */
  public static String shared(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (KNOWN - 1);
    String there = known[place];
    if (text.equals(there)) {
      return there;
    }
    known[place] = text;
    return text;
  }
}
