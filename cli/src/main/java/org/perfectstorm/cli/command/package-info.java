/**
 * What every command has in common: how it is declared, what it is given, how it fails, and the
 * options that mean the same everywhere. Called by the commands, which stand in a package for each
 * noun, and by {@link org.perfectstorm.cli.Stormctl}, which runs them.
 */
package org.perfectstorm.cli.command;
