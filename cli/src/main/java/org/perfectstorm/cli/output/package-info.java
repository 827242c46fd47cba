/**
 * Documents as text: tables, the tree of resources, YAML, JSON, names.
 *
 * <p>Comes in: documents as stormd gave them. Goes out: the text to print. Called by the commands,
 * which know where it goes.
 */
package org.perfectstorm.cli.output;
