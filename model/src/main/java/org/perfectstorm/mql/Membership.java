package org.perfectstorm.mql;

/** Who is in which group: what {@code {"$group": "frontend"}} asks. */
public interface Membership {
  /** Whether the resource with this id is a member of the group with this name. */
  boolean belongs(String group, String resource);
}
