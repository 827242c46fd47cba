/** {@code stormctl context}: the servers that somebody works with, by name. */
package org.perfectstorm.cli.context;
