/**
 * {@code $jsonSchema}: the keywords of JSON Schema, draft 4, that MongoDB has, with its {@code
 * bsonType}.
 *
 * <p>Comes in: a schema as a document. Goes out: whether values conform. Called by the query
 * engine.
 */
package org.perfectstorm.mql.schema;
