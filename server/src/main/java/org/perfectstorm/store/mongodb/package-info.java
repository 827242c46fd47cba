/**
 * A store that several stormd share: one MongoDB.
 *
 * <p>A log of commits, numbered without a gap, is the truth and the total order: the unique key of
 * its collection lets one server write number N. Everything else follows from the log: collections
 * of objects as the API shows them, for whoever likes to query them, of events, and of jobs'
 * output.
 */
package org.perfectstorm.store.mongodb;
