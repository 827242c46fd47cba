package org.perfectstorm.store.mongodb;

import org.perfectstorm.store.Commit;

/**
 * A commit as it stands in the log. A server makes one of each batch of commits; all of it is kept
 * or nothing.
 *
 * @param number its place in the order of all commits, from 1
 * @param batch what the writer calls it: nobody else writes another one of that name
 * @param commit what happened; of foreign ones {@code before} of each change is null
 */
record Logged(long number, String batch, Commit commit) {}
