/** {@code stormctl agent}: the processes that talk to the clouds. */
package org.perfectstorm.cli.agent;
