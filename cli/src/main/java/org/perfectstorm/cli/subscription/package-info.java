/** {@code stormctl subscription}: procedures that run when the members of a group change. */
package org.perfectstorm.cli.subscription;
