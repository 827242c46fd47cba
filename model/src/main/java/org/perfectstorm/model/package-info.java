/**
 * The nouns: what kinds of objects there are, how they are named, ordered and refer to each other,
 * and the events that tell of their changes. Objects themselves are {@link
 * org.perfectstorm.value.Doc}s in the form of the API, so that nothing is translated on its way
 * from a cloud to a query, the store and back to a client.
 */
package org.perfectstorm.model;
