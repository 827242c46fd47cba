package org.perfectstorm.agent;

/**
 * What an agent does besides telling what there is, on threads of its own. It begins when the agent
 * does, and ends with it.
 */
public interface Duty extends AutoCloseable {
  /** Begins. It does nothing yet for anybody. */
  void start();

  /** From now on it acts for the agent with this key, which is registered and online. */
  void actsFor(String key);

  /** Begins nothing new until the agent is registered again. */
  void rests();

  /** Another process acts for the agent: what is under way is that one's now. */
  default void yields() {
    rests();
  }

  /** Ends, within some seconds. */
  @Override
  void close();
}
