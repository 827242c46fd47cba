package org.perfectstorm.store.mongodb;

import java.time.Duration;

/**
 * What only tests change.
 *
 * @param most about so many bytes go into one document of the log
 * @param watching how often it is looked for what others wrote
 * @param standing how often a server looks at its {@link Ground}
 * @param keptAtLeast so long a commit stays in the log, however many follow: much longer than
 *     {@code standing}, since clocks differ. So a number that was not dropped then is not dropped
 *     now
 */
record Habits(int most, Duration watching, Duration standing, Duration keptAtLeast) {
  static final Habits USUAL =
      new Habits(
          CommitForm.MOST, Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMinutes(1));
}
