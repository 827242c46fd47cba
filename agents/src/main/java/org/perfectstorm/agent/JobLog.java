package org.perfectstorm.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.client.Refused;

/**
 * A job's output on its way to stormd: collected for a moment, masked, sent by a thread of its own
 * and again until it arrived. While stormd is away so much is kept; what is more is left out, and a
 * line says so.
 */
final class JobLog implements Procedures.Output, AutoCloseable {
  /** How long output is collected before it is sent. */
  private static final long COLLECT_MILLIS = 100;

  /** The most characters that are sent at a time, and that wait. */
  private static final int MOST_SENT = 64 << 10;

  private static final int MOST_WAITING = 1 << 20;

  private final Client client;
  private final Job job;
  private final String agent;
  private final Runnable refused;
  private final Backoff backoff;
  private final Thread sender;

  /** Guarded by this. */
  private final StringBuilder waiting = new StringBuilder();

  private long leftOut;
  private boolean ended;
  private boolean abandoned;

  /** The end of stormd's log as far as we know; the sender's own. */
  private long end;

  /**
   * Begins to send.
   *
   * @param end where stormd's log ends now; -1 if that is not known
   * @param refused is told once if stormd takes no more: the job is no longer this agent's
   */
  JobLog(Client client, Job job, String agent, long end, Runnable refused) {
    this.client = client;
    this.job = job;
    this.agent = agent;
    this.end = end;
    this.refused = refused;
    this.backoff = new Backoff(Duration.ofSeconds(5), RandomGenerator.getDefault());
    this.sender = Thread.ofVirtual().name("log-of-" + job.id()).start(this::send);
  }

  @Override
  public synchronized void write(String text) {
    if (abandoned || ended) {
      return;
    }
    int room = MOST_WAITING - waiting.length();
    if (text.length() <= room && leftOut == 0) {
      waiting.append(text);
    } else {
      leftOut += text.getBytes(StandardCharsets.UTF_8).length;
    }
    notifyAll();
  }

  /**
   * Sends what is left, as long as it takes while stormd is away, unless the thread is interrupted
   * or stormd takes no more.
   */
  void finish() throws InterruptedException {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    sender.join();
  }

  /** Sends no more. */
  @Override
  public void close() {
    synchronized (this) {
      abandoned = true;
      notifyAll();
    }
    sender.interrupt();
  }

  private void send() {
    try {
      for (String next = next(); next != null; next = next()) {
        deliver(next);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** What is to be sent next, masked; waits for it. Null when nothing more will come. */
  private String next() throws InterruptedException {
    synchronized (this) {
      while (waiting.isEmpty() && !ended && !abandoned) {
        wait();
      }
      collect();
      if (abandoned) {
        return null;
      }
      return ready();
    }
  }

  /** Lets a moment pass in which more may come. */
  private void collect() throws InterruptedException {
    long deadline = System.nanoTime() + COLLECT_MILLIS * 1_000_000;
    long left = COLLECT_MILLIS;
    while (left > 0 && waiting.length() < MOST_SENT && !ended && !abandoned) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }

  private String ready() throws InterruptedException {
    while (!abandoned) {
      if (waiting.isEmpty() && leftOut > 0) {
        waiting.append("\n[").append(leftOut).append(" bytes of output were left out]\n");
        leftOut = 0;
      }
      int length = sendable();
      if (length > 0) {
        String text = waiting.substring(0, length);
        waiting.delete(0, length);
        return job.masking().mask(text);
      }
      if (ended) {
        return null;
      }
      wait();
    }
    return null;
  }

  /** How much can be sent: not the beginning of a secret that may go on, nor half a character. */
  private int sendable() {
    String text = waiting.substring(0, Math.min(waiting.length(), MOST_SENT));
    if (ended && text.length() == waiting.length()) {
      return text.length();
    }
    int length = text.length() - job.masking().open(text);
    boolean isHalf = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return isHalf ? length - 1 : length;
  }

  private void deliver(String text) throws InterruptedException {
    while (true) {
      try {
        end = client.addToLog(job.id(), agent, text, end);
        backoff.reset();
        return;
      } catch (NotFound | Refused e) {
        close();
        refused.run();
        return;
      } catch (ClientException e) {
        Thread.sleep(backoff.next());
      }
    }
  }
}
