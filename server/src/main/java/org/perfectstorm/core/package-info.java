/**
 * The heart of stormd: what is, and how it changes.
 *
 * <p>Comes in: work to be done in a {@link org.perfectstorm.core.Transaction}, from {@code api} and
 * from the clock. Goes out: immutable {@link org.perfectstorm.core.State}s for whoever reads, and
 * numbered events in the {@link org.perfectstorm.core.EventLog} for whoever follows. One thread
 * commits; a change is seen by anybody only after the store has made it durable.
 */
package org.perfectstorm.core;
