/** {@code stormctl group}: saved, live queries over resources. */
package org.perfectstorm.cli.group;
