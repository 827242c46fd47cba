/**
 * The API described for machines: an OpenAPI document, made of the routes themselves.
 *
 * <p>Comes in: one {@link org.perfectstorm.api.openapi.Operation} a route, which says what it does,
 * takes and answers, with the schemas of {@code api.schema} and {@link
 * org.perfectstorm.api.openapi.Shapes}. Goes out: the document of {@code GET /v1/openapi.json}.
 * Called by {@code api}.
 */
package org.perfectstorm.api.openapi;
