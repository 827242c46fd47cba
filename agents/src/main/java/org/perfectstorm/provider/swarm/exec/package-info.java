/**
 * {@code service exec}: a command in the container of a task, on whatever node that is.
 *
 * <p>Comes in: the words of the command ({@link org.perfectstorm.provider.swarm.exec.ExecCommand}).
 * {@link org.perfectstorm.provider.swarm.exec.Targets} says in which tasks it runs (pure). Goes
 * out: {@code docker exec}, on the engine that we talk to by the docker command line here, on other
 * nodes by a {@link org.perfectstorm.provider.swarm.exec.Helper}: a service that Swarm starts
 * there. {@link org.perfectstorm.provider.swarm.exec.Sweeper} removes those that a crash left
 * behind.
 */
package org.perfectstorm.provider.swarm.exec;
