package org.perfectstorm.agent;

import org.perfectstorm.value.Doc;

/**
 * What an agent asks of stormd. Safe to share between threads; no call waits without end.
 *
 * <p>Every call throws {@link StormdException} when it fails.
 */
public interface Stormd {
  /**
   * Registers the agent, or finds it again, and says that it is online. Returns its key.
   *
   * @throws StormdException that says that {@link StormdException#anotherActs another process acts}
   *     for it, as may any call with a key
   */
  String register(Identity agent) throws StormdException;

  /** The agent of this name as stormd has it; empty if there is none. */
  Doc known(String name) throws StormdException;

  /**
   * Says for a process that died that it acts no more.
   *
   * @param instance which one, as stormd has it
   */
  void release(Identity agent, String instance) throws StormdException;

  /** The agent is alive; {@code message} says what keeps it from its work, "" if nothing does. */
  void heartbeat(String key, String message) throws StormdException;

  /** Applies a difference in one commit; returns stormd's counts. */
  Doc sync(String key, Doc difference) throws StormdException;

  /** The agent stops. */
  void offline(String key, Identity agent) throws StormdException;

  /** Where it is, for messages: {@code stormd at 127.0.0.1:28482}. */
  @Override
  String toString();
}
