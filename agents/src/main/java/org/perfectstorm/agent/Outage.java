package org.perfectstorm.agent;

import java.time.Duration;
import org.slf4j.Logger;

/**
 * Whether somebody is away: one line in the log when it begins, one when the reason changes, one
 * when it ends, however often it was tried between. Safe to share between threads.
 */
final class Outage {
  private final Logger log;
  private String reason;
  private long since;

  Outage(Logger log) {
    this.log = log;
  }

  /** It failed, with a reason for people. Whether this is news. */
  synchronized boolean begins(String why) {
    if (why.equals(reason)) {
      return false;
    }
    if (reason == null) {
      since = System.nanoTime();
    }
    reason = why;
    log.warn("{}; trying again until it works", why);
    return true;
  }

  /** It worked. Whether this is news. */
  synchronized boolean ends(String who) {
    if (reason == null) {
      return false;
    }
    reason = null;
    long seconds = Duration.ofNanos(System.nanoTime() - since).toSeconds();
    log.info("{} is back after {} s", who, seconds);
    return true;
  }
}
