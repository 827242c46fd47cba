package org.perfectstorm.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Follows all of stormd's events from the first on, also over its restarts, and notes when each
 * came. Safe to share between threads.
 */
final class Feed implements AutoCloseable {
  private static final int PAUSE_MILLIS = 100;

  private final int port;
  private final Thread thread;
  private final List<Event> events = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long next = 1;
  private volatile boolean closed;
  private volatile Socket socket;

  /** One event, and the moment it came. */
  record Event(Instant at, Doc doc) {
    boolean isDeletedResource() {
      return doc.text("event_type").equals("deleted") && doc.text("entity_type").equals("resource");
    }
  }

  private Feed(Stormd stormd) {
    port = stormd.port();
    thread = Thread.ofVirtual().start(this::follow);
  }

  static Feed of(Stormd stormd) {
    return new Feed(stormd);
  }

  /** What came so far. */
  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** What should not be: an event that did not come, or an answer that is no feed. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  private void follow() {
    while (!closed) {
      try {
        stream();
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Until stormd is gone. */
  private void stream() {
    try (Socket here = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket = here;
      // Keep-alive lines come every 10 s: a feed that is silent for longer is broken.
      here.setSoTimeout(30_000);
      String request = "GET /v1/events?stream=1&start=" + next + " HTTP/1.0\r\n\r\n";
      here.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(here.getInputStream(), StandardCharsets.UTF_8));
      String status = in.readLine();
      if (status != null && !status.contains(" 200 ")) {
        failed("the feed answered " + status);
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("{")) {
          take(new Event(Instant.now(), Json.readDoc(line)));
        }
      }
    } catch (IOException e) {
      // It is away, or we are done.
    }
  }

  private synchronized void take(Event event) {
    long number = ((Number) event.doc.get("id")).longValue();
    if (number != next) {
      failed("event " + number + " came instead of " + next);
    }
    next = number + 1;
    events.add(event);
  }

  private synchronized void failed(String why) {
    failures.add(why);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is closed.
      }
    }
  }
}
