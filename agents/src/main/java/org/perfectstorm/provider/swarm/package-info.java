/**
 * storm-swarm: Docker Swarm as a cloud.
 *
 * <p>Comes in: what a manager's Docker Engine answers ({@link
 * org.perfectstorm.provider.docker.engine.Engine}: over HTTP, or recorded for the demonstration),
 * and its events, which are only hints to ask again. Goes out: cluster, nodes, services and tasks
 * as resources, each with the engine's own words as its snapshot ({@link
 * org.perfectstorm.provider.swarm.Mapping}, pure). {@link
 * org.perfectstorm.provider.swarm.StormSwarm} wires it to the runtime in {@code
 * org.perfectstorm.agent}, which calls {@link org.perfectstorm.provider.swarm.Swarm}.
 */
package org.perfectstorm.provider.swarm;
