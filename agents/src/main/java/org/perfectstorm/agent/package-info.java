/**
 * The runtime of every agent that discovers: register, heartbeat, the sync loop, jobs. Knows no
 * cloud.
 *
 * <p>Comes in: a {@link org.perfectstorm.agent.Provider} that lists everything or fails, and rings
 * when something may have changed. Goes out: to stormd, through {@link
 * org.perfectstorm.agent.Stormd}, the {@link org.perfectstorm.agent.Difference} between what it
 * last acknowledged and what is there now. Called by a provider's {@code main}.
 *
 * <p>Jobs go the other way: {@link org.perfectstorm.agent.JobRunner} claims what waits for the
 * agent and lets the provider's {@link org.perfectstorm.agent.Procedures} do it.
 */
package org.perfectstorm.agent;
