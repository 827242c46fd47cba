/**
 * A Docker Engine over HTTP.
 *
 * <p>Comes in: where it is ({@link org.perfectstorm.provider.swarm.engine.EngineAddress}). Goes
 * out: what it answers, as bytes, and its events; each failure as an {@link
 * org.perfectstorm.provider.swarm.engine.EngineException} with a sentence for people. Knows nothing
 * of what is asked, nor of stormd.
 */
package org.perfectstorm.provider.swarm.engine;
