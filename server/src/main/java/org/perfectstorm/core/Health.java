package org.perfectstorm.core;

import java.time.Clock;
import java.time.Instant;
import org.perfectstorm.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether commits are kept at the moment. Its changes are logged, not each write that fails. The
 * committing thread writes, anybody reads.
 */
final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final Clock clock;
  private volatile String trouble;
  private volatile Instant failed = Instant.MIN;

  /**
   * @param trouble why the store cannot be written at first; null if it can
   */
  Health(Clock clock, String trouble) {
    this.clock = clock;
    if (trouble != null) {
      failed(new StoreException(trouble, null));
    }
  }

  void failed(StoreException why) {
    if (trouble == null) {
      LOG.warn("Read-only, writes are answered with 503 until that is over: {}", why.getMessage());
    }
    trouble = why.getMessage();
    failed = clock.instant();
  }

  /** When something could not be kept last; long ago if that never was. */
  Instant failed() {
    return failed;
  }

  void kept() {
    if (trouble != null) {
      trouble = null;
      LOG.info("The store can be written again");
    }
  }

  /** Why nothing can be written now; null if all is well. */
  String trouble() {
    return trouble;
  }
}
