package org.perfectstorm.agent;

import java.time.Duration;

/**
 * How often what happens.
 *
 * @param interval between two listings when nobody rings
 * @param heartbeat between two signs of life; stormd takes an agent for dead after 60 s
 * @param refresh after which everything is sent though only differences were needed, so that what
 *     others changed or deleted in stormd is put right
 * @param patience the longest wait between two tries when somebody is away
 */
public record Tempo(Duration interval, Duration heartbeat, Duration refresh, Duration patience) {
  /** The usual: 30 s, 5 minutes, 3 s: who comes back is seen within 4 s, however long it took. */
  public static Tempo every(Duration interval) {
    return new Tempo(
        interval, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(3));
  }
}
