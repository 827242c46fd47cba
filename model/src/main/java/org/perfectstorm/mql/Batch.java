package org.perfectstorm.mql;

import java.util.List;
import org.perfectstorm.value.Doc;

/**
 * Up to 64 documents that are kept together, each at a place, to be asked together. Immutable to
 * whoever looks from outside, and safe to share between threads.
 *
 * <p>What takes long in asking many documents is waiting for memory, since a path leads from object
 * to object. So a batch remembers where the paths lead that it was asked about last, 4 bytes for a
 * document and path: the next question about them finds the values beside each other. A batch with
 * another document is another batch, which remembers nothing yet.
 */
public final class Batch {
  /** So many places there are. */
  public static final int SIZE = Long.SIZE;

  /** The batch without documents. */
  public static final Batch EMPTY = new Batch(new Doc[SIZE]);

  /** So many paths are remembered at most. */
  private static final int PATHS = 16;

  private static final Column[] NOTHING = new Column[0];

  private final Doc[] docs;
  private final long present;

  /** The latest first; never changed once it is here. Races only forget. */
  private volatile Column[] remembered = NOTHING;

  private Batch(Doc[] docs) {
    this.docs = docs;
    long bits = 0;
    for (int i = 0; i < SIZE; i++) {
      bits |= docs[i] == null ? 0 : 1L << i;
    }
    this.present = bits;
  }

  /** The batch that has some documents, {@link #SIZE} at most, at its first places. */
  public static Batch of(List<Doc> docs) {
    return new Batch(docs.toArray(new Doc[SIZE]));
  }

  /** The document at a place from 0 on; null if there is none. */
  public Doc get(int place) {
    return docs[place];
  }

  /** The places where there are documents, each a bit. */
  public long present() {
    return present;
  }

  /** With a document at a place; null for none. */
  public Batch with(int place, Doc doc) {
    Doc[] changed = docs.clone();
    changed[place] = doc;
    return new Batch(changed);
  }

  Doc[] docs() {
    return docs;
  }

  /** Where a path leads. */
  Column column(Path path) {
    Column[] known = remembered;
    for (Column column : known) {
      if (column.path().equals(path)) {
        return column;
      }
    }
    Column made = Column.of(path, docs, present);
    Column[] more = new Column[Math.min(known.length + 1, PATHS)];
    more[0] = made;
    System.arraycopy(known, 0, more, 1, more.length - 1);
    remembered = more;
    return made;
  }
}
