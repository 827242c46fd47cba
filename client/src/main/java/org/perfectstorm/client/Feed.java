package org.perfectstorm.client;

import java.time.Duration;

/** Whatever tells changes: one feed of events, or several together. */
sealed interface Feed extends AutoCloseable permits EventFeed, MemberFeed, MembershipsFeed {
  /** The next notice, or null if none came in that time. */
  Notice poll(Duration within) throws InterruptedException;

  /** Ends it. What was not taken yet can still be taken. */
  @Override
  void close();
}
