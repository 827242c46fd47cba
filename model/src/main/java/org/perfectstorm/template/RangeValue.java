package org.perfectstorm.template;

/** The numbers of {@code range()}; {@code size} is how many. */
record RangeValue(long start, long stop, long step, int size) implements Sequence {
  /** Longer ones are refused, as in Jinja's sandbox. */
  private static final int LONGEST = 100_000;

  /** Up to here, differences and the next number always fit. */
  private static final long FARTHEST = 1L << 61;

  static RangeValue of(long start, long stop, long step) {
    if (step == 0) {
      throw new Fault("range() arg 3 must not be zero");
    }
    if (Math.max(Math.max(Math.abs(start), Math.abs(stop)), Math.abs(step)) > FARTHEST) {
      throw new Fault("range() takes no numbers that large: too big");
    }
    boolean any = step > 0 ? start < stop : start > stop;
    long size = any ? 1 + (stop - start - Long.signum(step)) / step : 0;
    if (size > LONGEST) {
      throw new Fault("Range too big. The sandbox blocks ranges larger than " + LONGEST + ".");
    }
    return new RangeValue(start, stop, step, (int) size);
  }

  @Override
  public Object get(int index) {
    return start + index * step;
  }

  @Override
  public String type() {
    return "range";
  }
}
