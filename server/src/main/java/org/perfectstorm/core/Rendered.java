package org.perfectstorm.core;

import java.util.Set;
import org.perfectstorm.model.Masking;
import org.perfectstorm.value.Doc;

/**
 * A procedure with its template filled in.
 *
 * @param content the text for the agent, secrets in the clear
 * @param options the procedure's and the request's, merged
 * @param params the procedure's, the request's and the event, merged; secrets in the clear
 * @param secrets the names of the parameters that are secret; empty if none are
 * @param shownContent the text for everybody else: with {@value Masking#MASK} for secrets
 * @param shownParams the parameters for everybody else
 */
public record Rendered(
    String content,
    Doc options,
    Doc params,
    Set<String> secrets,
    String shownContent,
    Doc shownParams) {}
