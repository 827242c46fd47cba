/**
 * Where commits become durable. Comes in: batches of {@link org.perfectstorm.store.Commit}s from
 * {@code core}, which alone writes. Goes out, once at start: every object and the newest events. A
 * store answers no queries; memory does.
 */
package org.perfectstorm.store;
