package org.perfectstorm.client;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.client.Servers.Spot;

/**
 * The servers that one call is tried at: first the one that answered last, then those after it,
 * each once. Names are looked up only when it is their turn. For one thread.
 */
final class Round {
  private final Servers servers;
  private final Spot began;
  private final Duration patience;
  private final Deque<InetAddress> hosts = new ArrayDeque<>();

  /** The IP addresses of the first one's name that come last. */
  private List<InetAddress> last = List.of();

  private final Map<String, ClientException> failures = new LinkedHashMap<>();
  private int turn = -1;
  private int index;

  /** When connecting to the address whose turn it is has taken long enough. */
  private long deadline;

  /**
   * @param patience how long it may take to connect to an address
   */
  Round(Servers servers, Duration patience) {
    this.servers = servers;
    this.began = servers.now();
    this.patience = patience;
    this.index = began.index();
  }

  /** The next one; null if all were tried. One whose name is not known is noted as failed. */
  Spot next() {
    while (hosts.isEmpty()) {
      turn++;
      int count = servers.addresses().size();
      if (turn > count || (turn == count && last.isEmpty())) {
        return null;
      }
      index = (began.index() + turn) % count;
      deadline = System.nanoTime() + patience.toNanos();
      if (turn == count) {
        hosts.addAll(last);
      } else {
        lookUp();
      }
    }
    return new Spot(index, hosts.poll(), false);
  }

  private void lookUp() {
    List<InetAddress> all;
    try {
      all = Arrays.asList(InetAddress.getAllByName(address().host()));
    } catch (IOException e) {
      failed(Calls.failure(address(), e));
      return;
    }
    int at = turn == 0 ? all.indexOf(began.host()) : -1;
    if (at < 0) {
      hosts.addAll(all);
    } else {
      int first = began.left() ? at + 1 : at;
      hosts.addAll(all.subList(first, all.size()));
      last = all.subList(0, first);
    }
  }

  /** The address whose turn it is. */
  Address address() {
    return servers.addresses().get(index);
  }

  /** How long connecting to this one may take: what is left, shared with those of its name. */
  Duration patience() {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()) / (hosts.size() + 1));
  }

  /** One did not answer. */
  void failed(ClientException why) {
    failures.putIfAbsent(why.getMessage(), why);
  }

  /** One has answered. */
  void answered(Spot spot) {
    if (!spot.equals(began)) {
      servers.stickTo(spot, began);
    }
  }

  /** Why none of them answered. */
  ClientException failure() {
    return failures.size() == 1
        ? failures.values().iterator().next()
        : new Unreachable(String.join("; ", failures.keySet()));
  }
}
