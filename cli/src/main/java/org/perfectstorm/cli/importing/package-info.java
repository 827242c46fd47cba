/**
 * {@code stormctl import}: what people wrote in files, given to stormd.
 *
 * <p>Comes in: YAML files. {@link org.perfectstorm.cli.importing.Specification} makes objects of
 * them and finds all that is wrong, with file, line and path, before anything is sent; {@link
 * org.perfectstorm.cli.importing.Import} sends.
 */
package org.perfectstorm.cli.importing;
