package org.perfectstorm.agent;

import java.time.Duration;
import org.perfectstorm.value.Doc;

/**
 * Whether another process that acts for our agent still lives: it does as long as it gives signs of
 * life, unless it ran here and is gone. Moments are seen on our own clock only. Not for sharing
 * between threads.
 */
final class Standby {
  private final Duration patience;
  private String instance;
  private String heartbeat;
  private long since;

  /**
   * @param patience after so long without a sign of life it is dead
   */
  Standby(Duration patience) {
    this.patience = patience;
  }

  /**
   * Whether we may take its place.
   *
   * @param agent as stormd has it now
   */
  boolean isOver(Doc agent, long now) {
    String acting = agent.text("instance");
    if (acting == null || !"online".equals(agent.text("status")) || Instance.isDead(acting)) {
      return true;
    }
    String beat = agent.text("heartbeat");
    if (!acting.equals(instance) || !beat.equals(heartbeat)) {
      instance = acting;
      heartbeat = beat;
      since = now;
    }
    return now - since > patience.toNanos();
  }
}
