/**
 * What was: {@code stormctl resource history}, {@code stormctl group history}, and the members of a
 * group at a moment.
 */
package org.perfectstorm.cli.past;
