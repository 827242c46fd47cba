/** {@code stormctl procedure}: templates that are run on a target. */
package org.perfectstorm.cli.procedure;
