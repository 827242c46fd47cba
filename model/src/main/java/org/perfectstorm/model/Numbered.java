package org.perfectstorm.model;

import java.time.Instant;
import org.perfectstorm.value.Doc;

/** What stands in a log under a number of its own. */
public sealed interface Numbered permits Event, MemberEvent {
  /** Consecutive over the life of the store, from 1. */
  long number();

  /** When it was committed. */
  Instant date();

  /** Its form for clients, without its date. */
  Doc toDoc();
}
