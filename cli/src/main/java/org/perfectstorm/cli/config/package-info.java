/**
 * Which stormd is meant: what was typed, the environment, and the file in which people keep the
 * servers they work with. Read by every command, so that it must cost next to nothing.
 */
package org.perfectstorm.cli.config;
