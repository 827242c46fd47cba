/**
 * The form of every piece of data: immutable documents of JSON values.
 *
 * <p>Comes in: JSON bytes from clients, clouds and the store ({@link org.perfectstorm.value.Json}).
 * Goes out: {@link org.perfectstorm.value.Doc}s that are queried, compared and written again, as
 * compact as BSON and as quick to read as Java objects. Documents of equal keys share one {@link
 * org.perfectstorm.value.Shape}, equal strings mostly share one object. Called by everybody.
 */
package org.perfectstorm.value;
