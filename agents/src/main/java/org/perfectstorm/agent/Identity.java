package org.perfectstorm.agent;

import org.perfectstorm.value.Doc;

/**
 * What an agent is called.
 *
 * @param type the cloud's kind, {@code swarm}
 * @param name stable, so that a restarted agent finds its resources again: {@code swarm-<cluster
 *     id>}
 * @param options what it can do beyond discovery
 */
public record Identity(String type, String name, Doc options) {
  /** The agent as stormd keeps it. */
  Doc doc(String status) {
    return Doc.of("type", type, "name", name, "status", status, "options", options);
  }
}
