package org.perfectstorm.mql;

import org.perfectstorm.value.Doc;

/**
 * Up to 64 documents that are asked the same at once. What takes long in asking many documents is
 * waiting for memory; they wait together when each step of the work is done for all of them before
 * the next. For one thread.
 */
final class Block {
  static final int SIZE = Long.SIZE;

  private final Doc[] docs = new Doc[SIZE];
  private final Object[] reached = new Object[SIZE];
  private int size;
  private long failed;

  boolean isFull() {
    return size == SIZE;
  }

  void add(Doc doc) {
    docs[size++] = doc;
  }

  Doc doc(int number) {
    return docs[number];
  }

  /** Room for a value of each document: where a path has led to. At first the document itself. */
  Object[] reached() {
    System.arraycopy(docs, 0, reached, 0, size);
    return reached;
  }

  /** It cannot be computed whether a document matches. */
  void fail(int number) {
    failed |= 1L << number;
  }

  /** The documents that match, each a bit. */
  long matching(Clause clause) {
    return matching(clause, size == SIZE ? -1L : (1L << size) - 1);
  }

  /** Those of some documents that match. */
  long matching(Clause clause, long asked) {
    failed = 0;
    return clause.among(this, asked) & ~failed;
  }

  /** Takes documents by their places; the documents that there are, each a bit. */
  long take(Object[] places) {
    size = places.length;
    long taken = 0;
    for (int i = 0; i < places.length; i++) {
      docs[i] = (Doc) places[i];
      taken |= docs[i] == null ? 0 : 1L << i;
    }
    return taken;
  }

  void clear() {
    size = 0;
  }
}
