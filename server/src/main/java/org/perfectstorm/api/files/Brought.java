package org.perfectstorm.api.files;

import org.perfectstorm.core.State;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * What an import did to one object.
 *
 * @param order the place of what describes it in the documents
 * @param before what it was; null if it is new
 * @param after what it is; null if it was deleted
 * @param how {@code created}, {@code changed}, {@code unchanged} or {@code removed}
 */
record Brought(int order, Kind kind, Doc before, Doc after, String how) {
  /**
   * As the API answers it, both in the form of files.
   *
   * @param then the state before the import
   * @param now the state after it
   * @param rehearsal whether nothing of it is kept, so that new ids mean nothing
   */
  Doc toDoc(State then, State now, boolean rehearsal) {
    Doc one = after == null ? before : after;
    return Doc.of(
        "kind",
        kind.word(),
        "name",
        one.text("name"),
        "id",
        rehearsal && before == null ? null : one.text("id"),
        "change",
        how,
        "before",
        before == null ? null : FileForm.of(kind, before, then),
        "after",
        after == null ? null : FileForm.of(kind, after, now));
  }
}
