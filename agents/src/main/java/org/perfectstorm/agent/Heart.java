package org.perfectstorm.agent;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Beats for the agent from a thread of its own, so that a slow listing is not taken for death: at a
 * fixed interval, and at once when what keeps the agent from its work changes. Safe to share
 * between threads.
 */
final class Heart implements AutoCloseable {
  private final Stormd stormd;
  private final Duration interval;
  private final Consumer<StormdException> failed;
  private final Runnable worked;
  private final Bell bell = new Bell();
  private final Thread thread;

  private volatile String key;
  private volatile String message = "";
  private volatile boolean closed;

  Heart(Stormd stormd, Duration interval, Consumer<StormdException> failed, Runnable worked) {
    this.stormd = stormd;
    this.interval = interval;
    this.failed = failed;
    this.worked = worked;
    this.thread = new Thread(this::run, "heart");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** From now on it beats for the agent with this key, which has just registered. */
  void beatsFor(String agent) {
    key = agent;
    if (!message.isEmpty()) {
      bell.ring();
    }
  }

  /** No beats until the agent has registered again. */
  void rests() {
    key = null;
  }

  /** What keeps the agent from its work, for people; "" for nothing. */
  void says(String what) {
    if (!what.equals(message)) {
      message = what;
      bell.ring();
    }
  }

  private void run() {
    try {
      while (!closed) {
        bell.await(interval);
        beat();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void beat() {
    String agent = key;
    if (agent == null || closed) {
      return;
    }
    try {
      stormd.heartbeat(agent, message);
      worked.run();
    } catch (StormdException e) {
      if (!closed && agent.equals(key)) {
        failed.accept(e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
