/**
 * The query engine, beside the least that anybody could do and beside its peer.
 *
 * <p>Comes in: Swarm-like tasks that {@link org.perfectstorm.bench.query.Swarm} makes. Goes out:
 * what JMH measures, and ratios ({@code bench/query}). Run by people, not by the build.
 */
package org.perfectstorm.bench.query;
