package org.perfectstorm.provider.swarm;

import org.perfectstorm.provider.docker.engine.Listing;
import org.perfectstorm.value.Doc;

/**
 * What a swarm has besides nodes, services and tasks.
 *
 * @param volumes only those that the swarm itself keeps (cluster volumes); others are a node's
 */
record Extras(Listing networks, Listing configs, Listing secrets, Listing volumes) {
  static final Extras NONE = new Extras(Listing.NONE, Listing.NONE, Listing.NONE, Listing.NONE);

  /** The stack that something belongs to, by its labels; null if to none. */
  static String stack(Doc labels) {
    String stack = labels.text("com.docker.stack.namespace");
    return stack == null || stack.isBlank() ? null : stack;
  }
}
