/** {@code stormctl event}: what changed, in order. */
package org.perfectstorm.cli.event;
