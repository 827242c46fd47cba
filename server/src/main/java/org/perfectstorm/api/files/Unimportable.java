package org.perfectstorm.api.files;

import java.util.List;

/** What is to be imported is wrong, and nothing of it was kept. */
public final class Unimportable extends RuntimeException {
  private final List<Defect> defects;

  /**
   * @param defects at least one
   */
  Unimportable(List<Defect> defects) {
    super(defects.getFirst().path() + ": " + defects.getFirst().message(), null, false, false);
    this.defects = List.copyOf(defects);
  }

  /** All that is wrong, in the order of the documents. */
  public List<Defect> defects() {
    return defects;
  }
}
