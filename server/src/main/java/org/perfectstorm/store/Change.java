package org.perfectstorm.store;

import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * One object before and after.
 *
 * @param kind its kind
 * @param id its id
 * @param before what it was; null if it is new
 * @param after what it becomes; null if it is deleted
 */
public record Change(Kind kind, String id, Doc before, Doc after) {
  /**
   * The key under which an object has what it keeps to itself, such as secrets in the clear: stored
   * with it, and shown to nobody.
   */
  public static final String HIDDEN = "hidden";
}
