/**
 * Docker's own command line, as procedures run it.
 *
 * <p>Comes in: the content of a procedure, a YAML list of commands ({@link
 * org.perfectstorm.provider.docker.command.Commands}, {@link
 * org.perfectstorm.provider.docker.command.Allowance}, both pure). Goes out: what each printed, as
 * it comes, and how it ended ({@link org.perfectstorm.provider.docker.command.DockerProcedures}).
 * Knows nothing of what the commands are about.
 */
package org.perfectstorm.provider.docker.command;
