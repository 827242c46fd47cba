package org.perfectstorm.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Many clients that follow stormd's event feed, each on a connection of its own. */
final class Watchers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch connected;

  /** What everybody waits for next. */
  private volatile Wanted wanted = new Wanted("nothing yet", 0);

  private record Wanted(String part, CountDownLatch missing, Queue<Long> times) {
    Wanted(String part, int count) {
      this(part, new CountDownLatch(count), new ConcurrentLinkedQueue<>());
    }
  }

  private Watchers(int count) {
    connected = new CountDownLatch(count);
  }

  /** Connects; returns when all have had the feed's first line. */
  static Watchers of(Stormd stormd, int count) throws InterruptedException {
    Watchers watchers = new Watchers(count);
    for (int i = 0; i < count; i++) {
      watchers.threads.add(Thread.ofVirtual().start(() -> watchers.watch(stormd.port())));
    }
    if (!watchers.connected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      String state = watchers.connected.getCount() + " of " + count + " have no feed: ";
      watchers.close();
      throw new AssertionError(state + watchers.failures.peek());
    }
    return watchers;
  }

  private void watch(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      sockets.add(socket);
      // Keep-alive lines come every 10 s: a feed that is silent for longer is broken.
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              "GET /v1/events?stream=1 HTTP/1.1\r\nHost: stormd\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
      String status = in.readLine();
      if (status == null || !status.contains(" 200 ")) {
        throw new IOException("the feed answered: " + status);
      }
      boolean first = true;
      boolean head = true;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (head) {
          head = !line.isEmpty();
        } else if (first) {
          connected.countDown();
          first = false;
        }
        Wanted now = wanted;
        if (line.contains(now.part)) {
          now.times.add(System.nanoTime());
          now.missing.countDown();
        }
      }
      throw new IOException("the feed ended");
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  /**
   * Does something of which one event tells, and waits until every watcher has had it.
   *
   * @param part what the event's line contains
   * @return how long it took until the last one had it
   */
  Duration allSee(String part, Runnable change) throws InterruptedException {
    Wanted now = new Wanted(part, threads.size());
    wanted = now;
    long began = System.nanoTime();
    change.run();
    if (!now.missing.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(
          now.missing.getCount() + " watchers did not hear of " + part + "; failures: " + failures);
    }
    long last = now.times.stream().mapToLong(Long::longValue).max().orElseThrow();
    return Duration.ofNanos(last - began);
  }

  /** What went wrong so far. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed.
      }
    }
  }
}
