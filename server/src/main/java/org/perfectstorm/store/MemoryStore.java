package org.perfectstorm.store;

import java.util.List;

/** Keeps nothing: for tests, and for trying something out. */
public final class MemoryStore implements Store {
  @Override
  public void load(Contents contents) {}

  @Override
  public void append(List<Commit> commits) {}

  @Override
  public void close() {}
}
