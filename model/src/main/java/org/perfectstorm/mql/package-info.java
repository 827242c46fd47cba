/**
 * MongoDB's query language, compiled.
 *
 * <p>Comes in: a query as a document. {@link org.perfectstorm.mql.Rewrite} first makes of a
 * client's query what the API promises, then {@link org.perfectstorm.mql.Query#compile} turns it
 * into a tree of {@link org.perfectstorm.mql.Clause}s, or throws a {@link
 * org.perfectstorm.mql.QueryException} that says where it is wrong. Goes out: whether documents
 * match. Called by the server (filters, groups) and by the command line.
 *
 * <p>How it is divided: {@link org.perfectstorm.mql.Path} knows how a dotted path walks through
 * documents and arrays, an {@link org.perfectstorm.mql.Operator} looks at one value, a Clause joins
 * the two. Negation is always {@code not(positive)}.
 */
package org.perfectstorm.mql;
