package org.perfectstorm.store;

import java.time.Instant;

/**
 * A resource that joined or left a group.
 *
 * @param event the number of the last event of the commit that made it so
 * @param date when that was
 * @param joined whether it joined
 * @param resource the resource's id
 */
public record MemberVersion(long event, Instant date, boolean joined, String resource) {}
