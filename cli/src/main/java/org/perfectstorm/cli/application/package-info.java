/** {@code stormctl application}: groups, the links between them, and what is exposed. */
package org.perfectstorm.cli.application;
