package org.perfectstorm.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.model.Numbered;

/**
 * The newest events, in order, for any number of readers; each reads at its own pace by number.
 *
 * <p>A reader never slows the writer: events that fell out of the log are gone, and the reader is
 * told so ({@link Gone}). Safe to share between threads.
 *
 * @param <E> what kind of events
 */
public final class EventLog<E extends Numbered> {
  /** Names may be long: so many letters of them are kept at most. */
  private static final long MOST_LETTERS = 32L << 20;

  private final Numbered[] ring;
  private final long mostLetters;

  /** How long the names of all kept events are. */
  private long letters;

  private long last;
  private long oldest = 1;
  private boolean closed;

  /**
   * @param kept how many events are kept at most
   */
  EventLog(int kept) {
    this(kept, MOST_LETTERS);
  }

  EventLog(int kept, long mostLetters) {
    this.ring = new Numbered[kept];
    this.mostLetters = mostLetters;
  }

  /** The number of the newest event; 0 if there has been none. */
  public synchronized long last() {
    return last;
  }

  /** The number of the oldest event that is kept; one above {@link #last()} if none is. */
  public synchronized long oldest() {
    return oldest;
  }

  /**
   * The events with numbers from {@code start} to below {@code start + count}, as far as they are
   * kept; none is told to be gone.
   */
  public synchronized List<E> slice(long start, long count) {
    long from = Math.max(start, oldest);
    long until = count > last - start ? last : start + count - 1;
    List<E> events = new ArrayList<>();
    for (long number = from; number <= until; number++) {
      @SuppressWarnings("unchecked") // only append writes there
      E event = (E) ring[place(number)];
      events.add(event);
    }
    return events;
  }

  /**
   * The events from a number on, as soon as there are any.
   *
   * @param start the number of the first event that the reader has not seen
   * @param millis how long to wait for it
   * @return at least one event and at most 1,000, without gaps; empty when the time is over
   * @throws Gone if the event with that number is no longer kept
   * @throws Closed if the log was closed
   */
  public synchronized List<E> await(long start, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (start > last && !closed) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return List.of();
      }
      wait(left);
    }
    if (closed) {
      throw new Closed();
    }
    if (start < oldest) {
      throw new Gone(oldest);
    }
    return slice(start, 1000);
  }

  /** Adds events that follow the last one without a gap. */
  synchronized void append(List<E> events) {
    int first = Math.max(0, events.size() - ring.length);
    if (first > 0) {
      // Nobody will read those before: as if they had been and were dropped.
      expectNext(events.getFirst());
      Arrays.fill(ring, null);
      letters = 0;
      last = events.get(first - 1).number();
      oldest = last + 1;
    }
    for (E event : events.subList(first, events.size())) {
      // A store hands back what it kept: the first number is wherever its log begins.
      if (last == 0) {
        oldest = event.number();
      } else {
        expectNext(event);
      }
      if (last - oldest + 1 == ring.length) {
        dropOldest();
      }
      ring[place(event.number())] = event;
      last = event.number();
      letters += letters(event);
      while (letters > mostLetters && oldest < last) {
        dropOldest();
      }
    }
    notifyAll();
  }

  /**
   * Begins anew with these events, which go on without a gap, and may follow what was here or not:
   * who has not read so far is told.
   */
  synchronized void restart(List<E> events) {
    Arrays.fill(ring, null);
    letters = 0;
    last = 0;
    oldest = 1;
    append(events);
  }

  private void expectNext(E event) {
    if (last != 0 && event.number() != last + 1) {
      throw new IllegalStateException("event " + event.number() + " does not follow event " + last);
    }
  }

  /** Drops events that happened before a moment. */
  synchronized void expire(Instant before) {
    while (oldest <= last && ring[place(oldest)].date().isBefore(before)) {
      dropOldest();
    }
  }

  private void dropOldest() {
    int place = place(oldest);
    letters -= letters(ring[place]);
    ring[place] = null;
    oldest++;
  }

  private static long letters(Numbered event) {
    List<String> names =
        switch (event) {
          case Event change -> change.names();
          case MemberEvent change -> change.resourceNames();
        };
    long letters = 0;
    for (String name : names) {
      letters += name.length();
    }
    return letters;
  }

  /** Ends every waiting reader. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private int place(long number) {
    return (int) (number % ring.length);
  }

  /** The log no longer keeps what a reader asked for. */
  public static final class Gone extends RuntimeException {
    private final long oldest;

    Gone(long oldest) {
      super("events before " + oldest + " are no longer kept");
      this.oldest = oldest;
    }

    /** The oldest number that can still be read. */
    public long oldest() {
      return oldest;
    }
  }

  /** The server is going down. */
  public static final class Closed extends RuntimeException {
    Closed() {
      super("the event log is closed");
    }
  }
}
