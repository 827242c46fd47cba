/**
 * The Java client of stormd.
 *
 * <p>Comes in: the addresses of one stormd or several ({@link org.perfectstorm.client.Servers}).
 * Goes out: their objects as documents ({@link org.perfectstorm.client.Client}), its changes in
 * order ({@link org.perfectstorm.client.EventFeed}) and lists that stay true while things change
 * ({@link org.perfectstorm.client.LiveView}). Called by the agents and by the command line, which
 * must start quickly: hence a plain socket, and nothing here that costs much to load.
 */
package org.perfectstorm.client;
