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
 * Where that is not possible, it says what is missing ({@link Notice.Missed}). Of several servers,
 * it goes on at the next one: the numbers are the same everywhere, and one that does not know the
 * last number yet is waited for. One thread may take the notices; anybody may close it. Who takes
 * them too slowly slows the feed down, and may then hear that it missed some.
 */
public final class EventFeed implements Feed {
  /** Where every change of an object is told. */
  static final String ALL = "/v1/events";

  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final int LONGEST_LINE = 1 << 24;

  private final Client client;
  private final String path;
  private final String name;
  private final BlockingQueue<Notice> notices;
  private final Thread reader;

  /** The number of the next event to tell; -1 as long as it is not known. Reader's own. */
  private long next;

  /** Where a feed with gaps was when it was opened. Reader's own. */
  private long place;

  /** The stream's body. Reader's own. */
  private Body body;

  /** Where it comes from. Reader's own. */
  private Calls.Opened from;

  private volatile Connection connection;
  private volatile boolean closed;

  /** Follows what happens from now on. */
  public EventFeed(Client client) {
    this(client, -1);
  }

  /** Follows what happened from a number on, inclusive. */
  public EventFeed(Client client, long start) {
    this(client, ALL, "event feed", start, new ArrayBlockingQueue<>(1024));
  }

  /** Follows who joins and leaves a group, by the group's own feed, whose numbers have gaps. */
  public static EventFeed ofMembers(Client client, String group) {
    return new EventFeed(
        client, Client.feedOf(group), "group " + group, -1, new ArrayBlockingQueue<>(1024));
  }

  /**
   * Follows a feed.
   *
   * @param path where it is; the numbers of other feeds than that of all may have gaps
   * @param name what to call it where it is missed
   * @param into takes the notices, maybe together with those of other feeds
   */
  EventFeed(Client client, String path, String name, long start, BlockingQueue<Notice> into) {
    this.client = client;
    this.path = path;
    this.name = name;
    this.next = start;
    this.notices = into;
    this.reader = Thread.ofPlatform().daemon().name("event-feed").start(this::follow);
  }

  private boolean hasAll() {
    return path.equals(ALL);
  }

  @Override
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
          if (hasAll() && (!known || before)) {
            findPlace(known);
            known = true;
          } else if (!hasAll() && next < 0) {
            // The first time it need not be known: there is nothing yet to go on after.
            next = before ? place : -1;
            place = before ? place : afterLast();
          }
          before = true;
          stream();
          away = false;
          pause = 0;
          readEvents();
        } catch (IOException e) {
          client.calls().servers().leave(from.spot());
          away = lost(Calls.failure(from.from(), e), away);
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
    long now = afterLast();
    if (!known) {
      next = now;
    } else if (now < next) {
      notices.put(new Notice.Missed(now, now));
      next = now;
    }
  }

  private long afterLast() {
    List<Change> last = client.lastEvents(path, name, 1);
    return last.isEmpty() ? 1 : last.getLast().number() + 1;
  }

  /** Connects; on return the feed listens. */
  private void stream() throws IOException, InterruptedException {
    while (true) {
      // Without a number it begins with what happens next: with its first line it listens.
      String start = next < 0 ? "" : "&start=" + next;
      from = client.calls().open(path + "?stream=1&date=true" + start, this::connected);
      body = new Body(from.connection(), from.head());
      if (from.head().status() == 200) {
        connected(from.connection());
        notices.put(new Notice.Connected());
        return;
      }
      ClientException refusal = Calls.refusal(from.from(), from.head().status(), body.rest(), name);
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

  /** A connection is there: whoever closes the feed closes it. */
  private void connected(Connection opened) {
    connection = opened;
    if (closed) {
      opened.close();
    }
  }

  /** Reads until the stream breaks, or calls go to another server: what it tells may be old. */
  private void readEvents() throws IOException, InterruptedException {
    byte[] line = new byte[512];
    int size = 0;
    Connection reading = from.connection();
    reading.patience(client.calls().deadlines().silence());
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
      } else if (hasMoved()) {
        return;
      }
      reading.patience(client.calls().deadlines().silence());
    }
    throw new IOException("the event feed ended");
  }

  private boolean hasMoved() {
    Servers servers = client.calls().servers();
    return servers.areSeveral() && !servers.isNow(from.spot());
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
    if (hasAll()) {
      client.calls().servers().knows(change.number());
    } else if (change.doc().get("cause") instanceof Number cause) {
      client.calls().servers().knows(cause.longValue());
    }
    if (change.number() < next) {
      return;
    }
    if (change.number() > next && next > 1 && hasAll()) {
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
