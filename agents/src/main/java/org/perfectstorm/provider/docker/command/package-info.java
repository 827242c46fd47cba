/**
 * Docker's own command line, as procedures run it.
 *
 * <p>Comes in: the content of a procedure, a YAML list of commands ({@link
 * org.perfectstorm.provider.docker.command.Commands}, {@link
 * org.perfectstorm.provider.docker.command.Allowance}, both pure). Goes out: what each printed, as
 * it comes, and how it ended. Knows nothing of jobs, nor of stormd.
 */
package org.perfectstorm.provider.docker.command;
