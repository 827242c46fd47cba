/** {@code stormctl completion}: scripts that let shells complete what is typed. */
package org.perfectstorm.cli.completion;
