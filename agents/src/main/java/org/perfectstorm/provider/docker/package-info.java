/**
 * storm-docker: a plain Docker Engine as a cloud, or whatever speaks its API, such as Podman.
 *
 * <p>Comes in: what the engine answers ({@link org.perfectstorm.provider.docker.engine.Engine}),
 * and its events, which are only hints to ask again. Goes out: the engine, its containers, images,
 * networks, volumes and compose projects as resources, each with the engine's own words as its
 * snapshot ({@link org.perfectstorm.provider.docker.Mapping}, pure). {@link
 * org.perfectstorm.provider.docker.StormDocker} wires it to the runtime in {@code
 * org.perfectstorm.agent}, which calls {@link org.perfectstorm.provider.docker.Docker}.
 */
package org.perfectstorm.provider.docker;
