/**
 * The HTTP API, as {@code docs/api.md} describes it.
 *
 * <p>Comes in: requests, through Javalin. Reads are answered from {@code core}'s present state,
 * writes are checked against the {@link org.perfectstorm.api.schema.Schema} of their kind and done
 * in one commit. Goes out: JSON, and the feed of events. Every error is a {@link
 * org.perfectstorm.api.Problem}. Called by {@code server}, which owns the sockets.
 */
package org.perfectstorm.api;
