package org.perfectstorm.api;

import java.time.Instant;
import org.perfectstorm.api.schema.World;
import org.perfectstorm.core.State;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * The world at one moment.
 *
 * @param state what is there
 * @param now when that is
 */
record Present(State state, Instant now) implements World {
  /** The world as a transaction sees it. */
  Present(Transaction transaction) {
    this(transaction.state(), transaction.date());
  }

  @Override
  public String find(Kind kind, String key) {
    Doc found = state.table(kind).find(key);
    return found == null ? null : found.text("id");
  }

  @Override
  public Doc get(Kind kind, String id) {
    return state.table(kind).get(id);
  }

  @Override
  public boolean isTaken(Kind kind, String field, Object value, String exceptId) {
    return state.table(kind).named((String) value).stream().anyMatch(id -> !id.equals(exceptId));
  }

  @Override
  public boolean isKnown(String owner, String nativeId, String exceptId) {
    Doc known = state.table(Kind.RESOURCE).known(owner, nativeId);
    return known != null && !known.text("id").equals(exceptId);
  }
}
