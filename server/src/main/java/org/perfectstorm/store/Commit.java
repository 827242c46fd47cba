package org.perfectstorm.store;

import java.util.List;
import org.perfectstorm.model.Event;

/**
 * What is kept or lost as a whole.
 *
 * @param changes at most one an object
 * @param events in order, numbered on from the commit before; they may be fewer or more than the
 *     changes, since some changes are silent
 */
public record Commit(List<Change> changes, List<Event> events) {}
