/**
 * Files that people write and read: YAML from and to {@link org.perfectstorm.value.Doc}s.
 *
 * <p>Comes in: YAML texts. Goes out: values that have a JSON form, with the line of each ({@link
 * org.perfectstorm.text.Place}), so that whoever finds something wrong later can say where; all
 * that is wrong with a text at once ({@link org.perfectstorm.text.TextException}); and YAML as
 * people write it. Called by the command line.
 */
package org.perfectstorm.text;
