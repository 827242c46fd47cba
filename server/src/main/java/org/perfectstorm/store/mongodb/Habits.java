package org.perfectstorm.store.mongodb;

import java.time.Duration;

/**
 * What only tests change.
 *
 * @param most about so many bytes go into one document of the log
 * @param watching how often it is looked for what others wrote
 * @param keptAtLeast so long a commit stays in the log, however many follow. A server that heard of
 *     the log within half of that knows that the next number is free or taken, and not taken and
 *     dropped: the other half is for clocks that differ
 */
record Habits(int most, Duration watching, Duration keptAtLeast) {
  static final Habits USUAL =
      new Habits(CommitForm.MOST, Duration.ofMillis(200), Duration.ofMinutes(1));
}
