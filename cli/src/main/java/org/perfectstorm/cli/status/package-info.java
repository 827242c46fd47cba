/** {@code stormctl status}: everything at a glance. */
package org.perfectstorm.cli.status;
