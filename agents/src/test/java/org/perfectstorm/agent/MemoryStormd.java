package org.perfectstorm.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.value.Doc;

/**
 * A stormd in memory that can be away and notes what was asked of it. Safe to share between
 * threads.
 */
public final class MemoryStormd implements Stormd {
  private final Map<String, Map<String, Doc>> agents = new LinkedHashMap<>();
  private final Map<String, String> statuses = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Map<String, Doc>> commits = new ArrayList<>();
  private String away;
  private String refuses;
  private String message = "";

  @Override
  public synchronized String register(Identity agent) throws StormdException {
    check("register " + agent.name());
    agents.putIfAbsent(agent.name(), new LinkedHashMap<>());
    statuses.put(agent.name(), "online");
    return agent.name();
  }

  @Override
  public synchronized Doc known(String name) {
    return Doc.EMPTY;
  }

  @Override
  public void release(Identity agent, String instance) throws StormdException {
    offline(agent.name(), agent);
  }

  @Override
  public synchronized void heartbeat(String key, String message) throws StormdException {
    check(message.isEmpty() ? "heartbeat" : "heartbeat: " + message);
    held(key);
    this.message = message;
  }

  @Override
  public synchronized Doc sync(String key, Doc body) throws StormdException {
    Difference difference =
        new Difference(
            Boolean.TRUE.equals(body.get("full")),
            body.arr("resources").stream().map(Doc.class::cast).toList(),
            body.texts("gone"),
            Set.copyOf(body.texts("keep")),
            body.texts("listed"));
    check(
        (difference.full() ? "full " : "+")
            + difference.resources().size()
            + (difference.full() ? "" : " -" + difference.gone().size()));
    if (refuses != null) {
      throw new StormdException(this + " refuses what we send: " + refuses, null);
    }
    Map<String, Doc> now = difference.appliedTo(held(key));
    agents.put(key, now);
    commits.add(now);
    return Doc.of("created", 0, "updated", 0, "deleted", 0, "unchanged", 0);
  }

  @Override
  public synchronized void offline(String key, Identity agent) throws StormdException {
    check("offline " + key);
    held(key);
    statuses.put(key, "offline");
  }

  private Map<String, Doc> held(String key) throws StormdException {
    if (!agents.containsKey(key)) {
      throw StormdException.unknownAgent(this + " does not know this agent", null);
    }
    return agents.get(key);
  }

  private void check(String call) throws StormdException {
    if (away != null) {
      throw new StormdException(this + " does not answer: " + away, null);
    }
    calls.add(call);
    notifyAll();
  }

  /** From now on nothing works, with this reason; null: everything works again. */
  public synchronized void away(String reason) {
    away = reason;
  }

  /** From now on no difference is accepted; null: all are. */
  public synchronized void refuses(String reason) {
    refuses = reason;
  }

  /** Somebody deletes an agent, and with it all it owns. */
  public synchronized void forget(String agent) {
    agents.remove(agent);
  }

  /** What is held for an agent, by native id. */
  public synchronized Map<String, Doc> resources(String agent) {
    return Map.copyOf(agents.getOrDefault(agent, Map.of()));
  }

  /** All that was ever held after a commit. */
  public synchronized List<Map<String, Doc>> commits() {
    return List.copyOf(commits);
  }

  /** What was asked and answered, but for heartbeats without a message. */
  public synchronized List<String> calls() {
    return calls.stream().filter(call -> !call.equals("heartbeat")).toList();
  }

  /** The agent's status. */
  public synchronized String status(String agent) {
    return statuses.get(agent);
  }

  /** What the agent last said keeps it from its work. */
  public synchronized String message() {
    return message;
  }

  @Override
  public String toString() {
    return "stormd in memory";
  }
}
