/** {@code stormctl wait-for}: until something is so. */
package org.perfectstorm.cli.waiting;
