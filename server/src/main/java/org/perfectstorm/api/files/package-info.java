/**
 * What people write in files, brought into the state, and what is there written as files.
 *
 * <p>Comes in: documents in JSON or YAML ({@link org.perfectstorm.api.files.Documents}), each a
 * group, a procedure, or an application with groups and procedures in it. {@code Outline} takes
 * them apart into {@code Entry}s; {@link org.perfectstorm.api.files.Importing} brings these into a
 * transaction one by one and collects all that is wrong, with paths. Goes out: what changed, or
 * {@link org.perfectstorm.api.files.Unimportable}. {@link org.perfectstorm.api.files.Export} goes
 * the other way: what it writes imports to the same. Called by {@code api}.
 */
package org.perfectstorm.api.files;
