package org.perfectstorm.api;

import java.time.Instant;
import org.perfectstorm.api.schema.World;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** The world as a transaction sees it. */
record Present(Transaction transaction) implements World {
  @Override
  public String find(Kind kind, String key) {
    Doc found = transaction.state().table(kind).find(key);
    return found == null ? null : found.text("id");
  }

  @Override
  public boolean isTaken(Kind kind, String field, Object value, String exceptId) {
    return transaction.state().table(kind).named((String) value).stream()
        .anyMatch(id -> !id.equals(exceptId));
  }

  @Override
  public boolean isKnown(String owner, String nativeId, String exceptId) {
    Doc known = transaction.state().table(Kind.RESOURCE).known(owner, nativeId);
    return known != null && !known.text("id").equals(exceptId);
  }

  @Override
  public Instant now() {
    return transaction.date();
  }
}
