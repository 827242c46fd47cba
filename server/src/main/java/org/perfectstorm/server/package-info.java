/**
 * stormd, the program: reads options, opens the store, starts the core, listens, and stops all of
 * it gracefully. {@link org.perfectstorm.server.Stormd} is the one place that wires the parts; the
 * answers themselves are {@code api}'s.
 */
package org.perfectstorm.server;
