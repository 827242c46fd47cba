/**
 * {@code stormctl import}, {@code diff}, {@code export}, {@code group preview}: what people wrote
 * in files, and what stormd has of it.
 *
 * <p>Comes in: YAML files. {@link org.perfectstorm.cli.importing.Sources} reads them, gives them to
 * stormd as one, and finds the places of what is wrong; the commands show what changes. stormd
 * decides what is valid.
 */
package org.perfectstorm.cli.importing;
