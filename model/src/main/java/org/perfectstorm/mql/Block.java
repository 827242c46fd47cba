package org.perfectstorm.mql;

import org.perfectstorm.value.Doc;

/**
 * Up to 64 documents that are asked the same at once. What takes long in asking many documents is
 * waiting for memory; they wait together when each step of the work is done for all of them before
 * the next. For one thread.
 */
final class Block {
  static final int SIZE = Long.SIZE;

  /** For fewer documents it is not worth to remember where a path leads in all of a batch. */
  private static final int FEW = 8;

  private final Batch batch;
  private final Doc[] docs;
  private final long present;
  private long failed;

  /** Documents that are kept as a batch. */
  Block(Batch batch) {
    this.batch = batch;
    this.docs = batch.docs();
    this.present = batch.present();
  }

  /** The first {@code size} of some documents. */
  Block(Doc[] docs, int size) {
    this.batch = null;
    this.docs = docs;
    this.present = size == SIZE ? -1L : (1L << size) - 1;
  }

  Doc doc(int number) {
    return docs[number];
  }

  /** Where a path leads, in those documents that are asked about. */
  Column column(Path path, long asked) {
    return batch != null && Long.bitCount(asked) >= FEW
        ? batch.column(path)
        : Column.of(path, docs, asked);
  }

  /** It cannot be computed whether a document matches. */
  void fail(int number) {
    failed |= 1L << number;
  }

  /** The documents that match, each a bit. */
  long matching(Clause clause) {
    failed = 0;
    return clause.among(this, present) & ~failed;
  }
}
