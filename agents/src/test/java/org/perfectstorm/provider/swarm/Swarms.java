package org.perfectstorm.provider.swarm;

import org.perfectstorm.agent.Provider;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.swarm.Swarm.Naming;
import org.perfectstorm.value.Doc;

/** The provider, for tests of other packages. */
public final class Swarms {
  private Swarms() {}

  /** The swarm behind an engine. */
  public static Provider of(Engine engine) {
    return new Swarm(engine, Naming.OWN, Doc.EMPTY);
  }
}
