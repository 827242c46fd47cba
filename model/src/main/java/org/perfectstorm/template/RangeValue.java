package org.perfectstorm.template;

/** The numbers of {@code range()}; {@code size} is how many. */
record RangeValue(long start, long stop, long step, int size) implements Sequence {
  /** Longer ones are refused, as in Jinja's sandbox. */
  private static final int LONGEST = 100_000;

  static RangeValue of(long start, long stop, long step) {
    if (step == 0) {
      throw new Fault("range() arg 3 must not be zero");
    }
    long size = 0;
    if (step > 0 ? start < stop : start > stop) {
      double estimate = ((double) stop - (double) start) / step;
      size = estimate > LONGEST + 1 ? LONGEST + 1L : 1 + (stop - start - Long.signum(step)) / step;
    }
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
