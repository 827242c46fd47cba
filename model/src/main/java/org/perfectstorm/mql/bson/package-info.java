/**
 * What MongoDB knows about values: their kinds, their order, when numbers of different types are
 * equal.
 *
 * <p>Comes in: values of {@link org.perfectstorm.value.Doc}'s kinds, and {@link
 * org.perfectstorm.mql.bson.Missing}. Goes out: answers; nothing is changed. Called by everything
 * in the query engine.
 */
package org.perfectstorm.mql.bson;
