package org.perfectstorm.core;

import org.perfectstorm.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether commits are kept at the moment. Its changes are logged, not each write that fails. The
 * committing thread writes, anybody reads.
 */
final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private volatile String trouble;

  /**
   * @param trouble why the store cannot be written at first; null if it can
   */
  Health(String trouble) {
    if (trouble != null) {
      failed(new StoreException(trouble, null));
    }
  }

  void failed(StoreException why) {
    if (trouble == null) {
      LOG.warn("Read-only, writes are answered with 503 until that is over: {}", why.getMessage());
    }
    trouble = why.getMessage();
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
