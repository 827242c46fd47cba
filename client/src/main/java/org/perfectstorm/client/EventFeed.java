package org.perfectstorm.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * Follows stormd's changes, in order and without a gap, for as long as it is open.
 *
 * <p>A break of the connection, or a silence longer than the deadline, is told ({@link
 * Notice.Lost}); then it tries again, ever more slowly up to every 5 s, and goes on where it was.
 * Where that is not possible, it says what is missing ({@link Notice.Missed}). One thread may take
 * the notices; anybody may close it. Who takes them too slowly slows the feed down, and may then
 * hear that it missed some.
 */
public final class EventFeed implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final int LONGEST_LINE = 1 << 24;

  private final Client client;
  private final BlockingQueue<Notice> notices = new ArrayBlockingQueue<>(1024);
  private final Thread reader;

  /** The number of the next event to tell; -1 as long as it is not known. Reader's own. */
  private long next;

  /** The stream's body. Reader's own. */
  private Body body;

  private volatile Connection connection;
  private volatile boolean closed;

  /** Follows what happens from now on. */
  public EventFeed(Client client) {
    this(client, -1);
  }

  /** Follows what happened from a number on, inclusive. */
  public EventFeed(Client client, long start) {
    this.client = client;
    this.next = start;
    this.reader = Thread.ofPlatform().daemon().name("event-feed").start(this::follow);
  }

  /** The next notice, or null if none came in that time. */
  public Notice poll(Duration within) throws InterruptedException {
    return notices.poll(within.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void follow() {
    long pause = 0;
    boolean away = false;
    boolean known = next >= 0;
    boolean before = false;
    try {
      while (!closed) {
        Thread.sleep(pause == 0 ? 0 : pause + ThreadLocalRandom.current().nextLong(pause));
        try {
          if (!known || before) {
            findPlace(known);
            known = true;
          }
          before = true;
          stream();
          away = false;
          pause = 0;
          readEvents();
        } catch (IOException e) {
          away = lost(client.failure(e), away);
          pause = longer(pause);
        } catch (ClientException e) {
          away = lost(e, away);
          pause = longer(pause);
        } finally {
          disconnect();
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private static long longer(long pause) {
    return Math.clamp(pause * 2, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
  }

  /** Tells a break once. */
  private boolean lost(ClientException why, boolean away) throws InterruptedException {
    if (!away && !closed) {
      notices.put(new Notice.Lost(why));
    }
    return true;
  }

  /**
   * Where to begin, if that is not known; and afterwards whether stormd's history still reaches
   * there. One that ends earlier is another history.
   */
  private void findPlace(boolean known) throws InterruptedException {
    List<Change> last = client.lastEvents(1);
    long now = last.isEmpty() ? 1 : last.getLast().number() + 1;
    if (!known) {
      next = now;
    } else if (now < next) {
      notices.put(new Notice.Missed(now, now));
      next = now;
    }
  }

  /** Connects; on return the feed listens. */
  private void stream() throws IOException, InterruptedException {
    while (true) {
      Connection opened = client.open("/v1/events?stream=1&date=true&start=" + next);
      connection = opened;
      if (closed) {
        throw new IOException("closed");
      }
      Head head = Head.read(opened);
      if (head.status() == 200) {
        body = new Body(opened, head);
        notices.put(new Notice.Connected());
        return;
      }
      ClientException refusal =
          client.refusal(head.status(), new Body(opened, head).rest(), "event feed");
      disconnect();
      if (!(refusal instanceof Refused refused
          && refused.status() == 410
          && refused.body() instanceof Doc doc
          && doc.get("oldest") instanceof Number oldest
          && oldest.longValue() > next)) {
        throw refusal;
      }
      notices.put(new Notice.Missed(next, oldest.longValue()));
      next = oldest.longValue();
    }
  }

  private void readEvents() throws IOException, InterruptedException {
    byte[] line = new byte[512];
    int size = 0;
    Connection from = connection;
    from.patience(client.deadlines().silence());
    for (int c = body.read(); c >= 0; c = body.read()) {
      if (c != '\n') {
        if (size == LONGEST_LINE) {
          throw new MalformedAnswer("sends an event without end");
        }
        if (size == line.length) {
          line = Arrays.copyOf(line, size * 2);
        }
        line[size++] = (byte) c;
        continue;
      }
      if (size > 0) {
        tell(new String(line, 0, size, StandardCharsets.UTF_8));
        size = 0;
      }
      from.patience(client.deadlines().silence());
    }
    throw new IOException("the event feed ended");
  }

  private void tell(String line) throws IOException, InterruptedException {
    if (line.isBlank()) {
      return;
    }
    Change change;
    try {
      change = Change.of(Json.readDoc(line));
    } catch (JsonException e) {
      throw new MalformedAnswer("sends events that are no JSON");
    }
    if (change.number() < next) {
      return;
    }
    if (change.number() > next && next > 1) {
      notices.put(new Notice.Missed(next, change.number()));
    }
    next = change.number() + 1;
    notices.put(change);
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  /** Ends the feed. What was not taken yet can still be taken. */
  @Override
  public void close() {
    closed = true;
    Connection open = connection;
    if (open != null) {
      open.close();
    }
    reader.interrupt();
  }
}
