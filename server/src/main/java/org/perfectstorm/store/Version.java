package org.perfectstorm.store;

import java.time.Instant;
import org.perfectstorm.value.Doc;

/**
 * What an object was for a while.
 *
 * @param since the number of the event after which it was so; 0 if that is not known
 * @param sinceDate when that was; null if that is not known
 * @param isFirst whether the object was created so
 * @param until the number of the event after which it was no longer so; -1 if it still is
 * @param untilDate when that was; null if it still is
 * @param object the object
 */
public record Version(
    long since, Instant sinceDate, boolean isFirst, long until, Instant untilDate, Doc object) {}
