/**
 * What each kind of object looks like, said once: its fields in the order of the API, what they
 * hold, and what is wrong with a body that does not fit.
 *
 * <p>Comes in: a body from a client, or one resource of an agent's sync, and a {@link
 * org.perfectstorm.api.schema.World} to look other objects up in. Goes out: the object as it is
 * kept and shown, or {@link org.perfectstorm.api.schema.Invalid} with every wrong field, in the
 * words of Django REST framework, which clients of the first Perfect Storm know. Called by {@code
 * api}.
 */
package org.perfectstorm.api.schema;
