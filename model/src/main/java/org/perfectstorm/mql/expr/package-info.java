/**
 * MongoDB's expressions: what {@code $expr} computes.
 *
 * <p>Comes in: an expression as a value ({@code {"$gt": ["$a", "$b"]}}), which {@link
 * org.perfectstorm.mql.expr.Expression#compile} turns into something that can be evaluated. Goes
 * out: the value for a document. The operators stand in small files by family, each of which adds
 * its names to the table in {@link org.perfectstorm.mql.expr.Functions}. Called by the query
 * engine.
 */
package org.perfectstorm.mql.expr;
