/** {@code stormctl resource}: anything that runs or exists in a cloud. */
package org.perfectstorm.cli.resource;
