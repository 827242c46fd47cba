/**
 * A Docker Engine over HTTP.
 *
 * <p>Comes in: where it is ({@link org.perfectstorm.provider.docker.engine.EngineOptions}, {@link
 * org.perfectstorm.provider.docker.engine.EngineAddress}). Goes out: what it answers, as bytes or,
 * read again and again, as a {@link org.perfectstorm.provider.docker.engine.Listing}, without
 * secrets if it is to be ({@link org.perfectstorm.provider.docker.engine.EnvironmentMask}); its
 * events; each failure as an {@link org.perfectstorm.provider.docker.engine.EngineException} with a
 * sentence for people. Knows nothing of what is asked, nor of stormd.
 */
package org.perfectstorm.provider.docker.engine;
