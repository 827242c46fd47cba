package org.perfectstorm.client;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The stormd that may be called: one, or several that share one store (a MongoDB), so that it does
 * not matter which of them answers.
 *
 * <p>One of them is called for as long as it answers, at first the first. If it is away (no
 * connection, a connection that breaks, no answer in time, or a 502, 503 or 504, with which it says
 * that it is stopping or does not reach its store), the next one is, in the order in which they
 * were given, and from then on that one. A name that stands for several IP addresses counts as so
 * many servers. What must not happen twice, such as to create something, is sent to another one
 * only if there was no connection to the first.
 *
 * <p>Clients that are made of the same object move on together, and none of them is told less by
 * one server than another one told before: each request says which event the server has to know.
 * Safe to share between threads.
 */
public final class Servers {
  private final List<Address> addresses;
  private final AtomicReference<Spot> now;
  private final AtomicLong known = new AtomicLong();
  private volatile Consumer<Address> moved = address -> {};

  /**
   * One of them, as it is reached.
   *
   * @param index its place among the addresses
   * @param host which of the name's IP addresses; null for whichever comes first
   * @param left whether it is to be tried after all others
   */
  record Spot(int index, InetAddress host, boolean left) {
    boolean isSame(Spot other) {
      return index == other.index && (host == null || host.equals(other.host));
    }
  }

  private Servers(List<Address> addresses) {
    this.addresses = List.copyOf(addresses);
    this.now = new AtomicReference<>(new Spot(0, null, false));
  }

  /** A single one. */
  public static Servers of(Address address) {
    return new Servers(List.of(address));
  }

  /**
   * Some, in the order in which they are to be tried.
   *
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public static Servers of(List<Address> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address");
    }
    for (int i = 1; i < addresses.size(); i++) {
      if (addresses.indexOf(addresses.get(i)) < i) {
        throw new IllegalArgumentException(addresses.get(i) + " is named twice");
      }
    }
    return new Servers(addresses);
  }

  /**
   * Reads addresses, each in a form that {@link Address#parse} takes, with commas between: {@code
   * one:28482,two:28482}. Blanks around them do not matter.
   *
   * @throws IllegalArgumentException if one of them is no address, or there twice; the message says
   *     which, and what is wrong with it
   */
  public static Servers parse(String text) {
    if (text.indexOf(',') < 0) {
      return of(Address.parse(text));
    }
    List<Address> addresses = new ArrayList<>();
    int begin = 0;
    while (begin <= text.length()) {
      int comma = text.indexOf(',', begin);
      int end = comma < 0 ? text.length() : comma;
      String one = text.substring(begin, end);
      if (one.isBlank()) {
        throw new IllegalArgumentException(
            "address " + (addresses.size() + 1) + " of \"" + text + "\" is empty");
      }
      addresses.add(Address.parse(one));
      begin = end + 1;
    }
    try {
      return of(addresses);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\": " + e.getMessage(), e);
    }
  }

  /** All of them, in their order. */
  public List<Address> addresses() {
    return addresses;
  }

  /** Whether there is more than one. */
  public boolean areSeveral() {
    return addresses.size() > 1;
  }

  /** The one that is called now. */
  public Address address() {
    return addresses.get(now.get().index);
  }

  /**
   * From now on, tells whenever another address is called than before, and which; on the thread
   * that found that out, so it must not take long.
   */
  public void whenMoved(Consumer<Address> listener) {
    moved = listener;
  }

  Spot now() {
    return now.get();
  }

  /** Whether a spot is the one that is called now. */
  boolean isNow(Spot spot) {
    Spot current = now.get();
    return !current.left && spot.isSame(current);
  }

  /** One answered that is not the one with which somebody began: it is called from now on. */
  void stickTo(Spot spot, Spot began) {
    if (now.compareAndSet(began, spot) && spot.index != began.index) {
      moved.accept(addresses.get(spot.index));
    }
  }

  /** One is away that had answered before. */
  void leave(Spot spot) {
    Spot current = now.get();
    if (spot.isSame(current) && !current.left) {
      now.compareAndSet(current, new Spot(spot.index, spot.host, true));
    }
  }

  /** The newest event of which any of them has told; 0 if none has. */
  long known() {
    return known.get();
  }

  /** An event was told. */
  void knows(long event) {
    known.accumulateAndGet(event, Math::max);
  }

  /**
   * An answer says what it knows.
   *
   * @param event the number of the newest event; negative if it does not say
   * @param asked the event that it had to know
   */
  void answered(long event, long asked) {
    if (event >= 0 && event < asked) {
      // A server says this only if it is sure: events are counted anew, from a backup, say.
      known.set(event);
    } else {
      knows(event);
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Address address : addresses) {
      text.append(text.isEmpty() ? "" : ",").append(address);
    }
    return text.toString();
  }
}
