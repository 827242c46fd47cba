package org.perfectstorm.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.value.Doc;

/**
 * All that an agent answers for, at one moment.
 *
 * @param agent whose world it is
 * @param resources by native id, each whole and in the form of {@code POST /v1/agents/{key}/sync};
 *     what {@code parent}, {@code cluster} or {@code host} names comes before what names it
 * @param unknown the types of resources of which nothing is known, since the cloud never said; what
 *     stormd has of them stays
 * @param summary for the log: {@code 3 nodes, 2 services, 9 tasks}
 */
public record World(
    Identity agent, Map<String, Doc> resources, Set<String> unknown, String summary) {
  /** Copies the map, keeping its order. */
  public World {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    unknown = Set.copyOf(unknown);
  }

  /** Of which everything is known. */
  public World(Identity agent, Map<String, Doc> resources, String summary) {
    this(agent, resources, Set.of(), summary);
  }
}
