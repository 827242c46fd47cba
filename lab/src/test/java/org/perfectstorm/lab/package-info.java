/**
 * System tests: a real Docker Swarm of three engines (the script {@code lab/lab}), and stormd,
 * storm-swarm and stormctl as processes, started by the launchers that people use.
 *
 * <p>{@link Swarm}, {@link Stormd}, {@link SwarmAgent} and {@link Stormctl} are what the tests
 * speak of; {@link OnSwarm} brings the swarm up once for all of them, and says in one line why when
 * it cannot. What each process printed is in {@code lab/target/output}, and is shown when a test
 * fails. {@code ./storm test} runs them.
 */
package org.perfectstorm.lab;
