/**
 * The Java client of stormd.
 *
 * <p>Comes in: the address of a stormd ({@link org.perfectstorm.client.Address}). Goes out: its
 * objects as documents ({@link org.perfectstorm.client.Client}), its changes in order ({@link
 * org.perfectstorm.client.EventFeed}) and lists that stay true while things change ({@link
 * org.perfectstorm.client.LiveView}). Called by the agents and by the command line, which must
 * start quickly: hence a plain socket, and nothing here that costs much to load.
 */
package org.perfectstorm.client;
