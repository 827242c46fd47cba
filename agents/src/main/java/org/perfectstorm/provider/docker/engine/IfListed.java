package org.perfectstorm.provider.docker.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists that an engine may be too old for, or a proxy keep to itself, without harm for the rest:
 * then they are as they were before. An engine that is in trouble is another thing. Not for sharing
 * between threads.
 *
 * @param <P> the lists that there are
 */
public final class IfListed<P extends Enum<P>> {
  /** What an engine says to what it does not offer. */
  public static final int NOT_LISTED = 501;

  private static final Logger log = LoggerFactory.getLogger(IfListed.class);
  private static final Set<Integer> NOT_THERE = Set.of(403, 404, 405, NOT_LISTED);

  private final Engine engine;
  private final Map<P, String> types;

  /** What was listed at least once; of the others nobody knows what there is. */
  private final Map<P, Listing> listed;

  /** What is not listed now, as was said in the log. */
  private final Set<P> refused;

  /** Asks for a list again. */
  public interface Asking {
    /** The list as it is now. */
    Listing again(Listing before) throws EngineException, InterruptedException;
  }

  /**
   * Nothing was listed yet.
   *
   * @param types the type of what is in each list
   */
  public IfListed(Engine engine, Class<P> parts, Map<P, String> types) {
    this.engine = engine;
    this.types = new EnumMap<>(types);
    this.listed = new EnumMap<>(parts);
    this.refused = EnumSet.noneOf(parts);
  }

  /** A list: asked for again if it is due, else as it was. */
  public Listing list(P part, Set<P> due, Asking asking)
      throws EngineException, InterruptedException {
    Listing before = listed.getOrDefault(part, Listing.NONE);
    if (!due.contains(part)) {
      return before;
    }
    try {
      Listing now = asking.again(before);
      listed.put(part, now);
      if (refused.remove(part)) {
        log.info("{} lists each {} again", engine, types.get(part));
      }
      return now;
    } catch (EngineException e) {
      if (!NOT_THERE.contains(e.status())) {
        throw e;
      }
      if (refused.add(part)) {
        log.warn("{}; what stormd knows of each {} stays", e.getMessage(), types.get(part));
      }
      return before;
    }
  }

  /** The types of what was never listed. */
  public Set<String> unknown() {
    return types.entrySet().stream()
        .filter(each -> !listed.containsKey(each.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  /** It is another engine: what the last one had is not this one's. */
  public void forget() {
    listed.clear();
  }
}
