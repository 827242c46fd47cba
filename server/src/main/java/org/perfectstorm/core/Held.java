package org.perfectstorm.core;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fires what subscriptions held back, once it is due, and says when one fires too often. */
final class Held {
  private static final Logger LOG = LoggerFactory.getLogger(Held.class);

  private final Core core;
  private final Clock clock;

  /** The subscriptions at the last look, and until when nothing was to be done with them. */
  private Table seen;

  private Instant restsUntil = Instant.MIN;

  /** Since when each subscription is held back that was spoken of. */
  private final Map<String, String> reported = new HashMap<>();

  Held(Core core, Clock clock) {
    this.core = core;
    this.clock = clock;
  }

  /** Fires what is due; commits only if something is. */
  @SuppressWarnings("ReferenceEquality") // The same table holds the same back.
  void check() {
    Instant now = clock.instant();
    State state = core.state();
    Table subscriptions = state.table(Kind.SUBSCRIPTION);
    if (subscriptions == seen && now.isBefore(restsUntil)) {
      return;
    }
    Instant next = Instant.MAX;
    List<String> due = new ArrayList<>();
    for (Doc subscription : subscriptions.list()) {
      Instant at = Subscriptions.due(state, subscription);
      report(state, subscription);
      if (at != null && !at.isAfter(now)) {
        due.add(subscription.text("id"));
      } else if (at != null && at.isBefore(next)) {
        next = at;
      }
    }
    seen = due.isEmpty() ? subscriptions : null;
    restsUntil = next;
    if (!due.isEmpty()) {
      core.release(due);
    }
  }

  private void report(State state, Doc subscription) {
    String id = subscription.text("id");
    String since = subscription.text("held_since");
    if (since == null || !Firing.isGuarded(state.hidden(id))) {
      reported.remove(id);
    } else if (!since.equals(reported.put(id, since))) {
      LOG.warn(
          "Subscription {} (procedure {}) fires too often, maybe because of what its own jobs do:"
              + " further firings wait and become one",
          id,
          procedure(state, subscription));
    }
  }

  private static String procedure(State state, Doc subscription) {
    Doc procedure = state.table(Kind.PROCEDURE).get(subscription.text("procedure"));
    return procedure == null || procedure.text("name") == null
        ? subscription.text("procedure")
        : procedure.text("name");
  }
}
