package org.perfectstorm.store;

import java.time.Instant;
import java.util.List;

/**
 * A resource that joined or left a group.
 *
 * @param event the number of the last event of the commit that made it so
 * @param date when that was
 * @param joined whether it joined
 * @param resource the resource's id
 * @param names the names that it had; null if {@link History#names} has to look them up
 */
public record MemberVersion(
    long event, Instant date, boolean joined, String resource, List<String> names) {
  /** One whose names have to be looked up. */
  public MemberVersion(long event, Instant date, boolean joined, String resource) {
    this(event, date, joined, resource, null);
  }
}
