package org.perfectstorm.template;

/**
 * What one rendering may cost. All bounds are counted, none depends on a clock, so that a template
 * that rendered once renders again.
 *
 * @param output characters of the result
 * @param steps evaluated expressions, statements and elements of sequences; a million take well
 *     under a second
 * @param text characters of all strings made on the way, the result's included
 * @param depth levels of nested calls, blocks and values
 * @param calls calls of objects that the caller gave ({@code resources(...)})
 */
public record Limits(int output, int steps, int text, int depth, int calls) {
  /** One MiB of output, a million steps, 16 Mi characters, 500 levels, 1000 calls. */
  public static final Limits DEFAULTS = new Limits(1 << 20, 1_000_000, 1 << 24, 500, 1000);

  public Limits {
    if (output < 0 || steps < 0 || text < 0 || depth < 0 || calls < 0) {
      throw new IllegalArgumentException("Limits cannot be negative");
    }
  }
}
