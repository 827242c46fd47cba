/**
 * stormctl, the command line.
 *
 * <p>Comes in: what somebody types. {@link org.perfectstorm.cli.Stormctl} finds the command, which
 * stands under its noun ({@code group}, {@code resource}, ...), one class each; the command asks
 * stormd through {@code client} and prints through {@code output} to {@code terminal}. It starts
 * quickly, and that is worth a little inconvenience: no annotations, nothing loaded that the
 * command at hand does not need.
 */
package org.perfectstorm.cli;
