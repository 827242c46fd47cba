package org.perfectstorm.mql;

import java.util.Arrays;
import org.perfectstorm.value.Doc;

/**
 * Where a path leads in some documents.
 *
 * @param values what it leads to in each, {@link org.perfectstorm.mql.bson.Missing} where it ends
 *     early; never changed
 * @param plain the documents, each a bit, in which it leads to one value: there is no array on the
 *     way, and no key that contains dots. The others have to be walked through
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Column(Path path, Object[] values, long plain) {
  static Column of(Path path, Doc[] docs, long asked) {
    Object[] reached = Arrays.copyOf(docs, docs.length, Object[].class);
    return new Column(path, reached, path.reach(reached, asked));
  }

  boolean isPlain(int number) {
    return (plain & 1L << number) != 0;
  }

  /** Whether an operator accepts one of the values that the path leads to in a document. */
  boolean leadsTo(Operator operator, Block block, int number) {
    return isPlain(number)
        ? Path.atEnd(values[number], operator)
        : path.leadsTo(operator, block.doc(number));
  }
}
