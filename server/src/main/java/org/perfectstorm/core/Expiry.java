package org.perfectstorm.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Doc;

/**
 * Agents that went silent become offline: with an event each, and their jobs are handed back. What
 * they found stays.
 *
 * <p>Time that the server itself was away does not count against an agent, nor does time in which
 * writes failed: its signs of life are writes.
 */
public final class Expiry {
  /** How long an agent may be silent. They speak every 30 s. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Core core;
  private final Clock clock;
  private final Instant started;

  /** Begins to count now. */
  public Expiry(Core core, Clock clock) {
    this.core = core;
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * Expires whom it is time for; to be called about every second. Commits only if there is
   * somebody.
   *
   * @throws Core.Unavailable if that could not be made durable; a later call tries again
   */
  public void check() {
    Instant silentSince = clock.instant().minus(PATIENCE);
    boolean wasThere = !started.isAfter(silentSince) && !core.lastTrouble().isAfter(silentSince);
    if (wasThere && !silent(core.state(), silentSince).isEmpty()) {
      core.commit(
          transaction -> {
            silent(transaction.state(), silentSince).forEach(agent -> expire(transaction, agent));
            return null;
          });
    }
  }

  private static void expire(Transaction transaction, Doc agent) {
    transaction.put(Kind.AGENT, agent.with("status", "offline"));
    Jobs.handBack(transaction, agent.text("id"));
  }

  private static List<Doc> silent(State state, Instant since) {
    return state.table(Kind.AGENT).list().stream()
        .filter(agent -> "online".equals(agent.text("status")))
        .filter(agent -> Moments.instant(agent.text("heartbeat")).isBefore(since))
        .toList();
  }
}
