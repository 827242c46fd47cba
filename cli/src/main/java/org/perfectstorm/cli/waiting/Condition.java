package org.perfectstorm.cli.waiting;

import java.time.Duration;
import java.util.List;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.client.Refused;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** What is waited for, and how far it has come. For one thread. */
final class Condition {
  private final Client client;
  private final Kind kind;
  private final String name;
  private final Doc query;
  private final int members;
  private final boolean gone;
  private List<Doc> found = List.of();

  /** Whether the group is not there: then it does not even have no members. */
  private volatile boolean absent;

  /**
   * @param members how many members of the group must match the query; negative if the query is
   *     about the object itself
   * @param gone whether there must be none
   */
  Condition(Client client, Kind kind, String name, Doc query, int members, boolean gone) {
    this.client = client;
    this.kind = kind;
    this.name = name;
    this.query = query;
    this.members = members;
    this.gone = gone;
  }

  /** Waits; whether it came to be in that time. */
  boolean await(Duration timeout, Terminal terminal) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    // What is wrong from the start is said as by any other command.
    found = read();
    if (holds()) {
      return true;
    }
    try (LiveView view = new LiveView(client, this::read, change -> concerns(change.entity()))) {
      while (true) {
        long left = deadline - System.nanoTime();
        LiveView.Picture picture = left <= 0 ? null : view.next(Duration.ofNanos(left));
        if (picture == null) {
          return false;
        }
        if (picture.problem() instanceof Refused refused) {
          throw refused;
        }
        if (picture.problem() != null) {
          terminal.say("stormctl: " + picture.problem().getMessage() + "; waiting");
          continue;
        }
        found = picture.docs();
        if (holds()) {
          return true;
        }
      }
    }
  }

  private boolean concerns(String entity) {
    return entity.equals(kind.word()) || (members >= 0 && entity.equals("resource"));
  }

  private List<Doc> read() {
    if (members < 0) {
      Doc named = Doc.of("$or", Arr.of(Doc.of("id", name), Doc.of(nameField(), name)));
      return client.list(kind, Filter.and(query, named), List.of("id"));
    }
    try {
      List<Doc> matching = client.members(name, query, List.of("id"));
      absent = false;
      return matching;
    } catch (NotFound e) {
      absent = true;
      return List.of();
    }
  }

  private String nameField() {
    return kind == Kind.RESOURCE ? "names" : "name";
  }

  private boolean holds() {
    int least = Math.max(members, 1);
    return gone ? found.size() < least : !absent && (members == 0 || found.size() >= least);
  }

  /** How it is, for people. */
  String state() {
    if (absent) {
      return "there is no group " + name;
    }
    if (members >= 0) {
      return "group " + name + " has " + found.size() + " such members";
    }
    String which = kind.word() + " " + name + (query.isEmpty() ? "" : " that matches");
    return gone ? "there is a " + which : "there is no " + which;
  }
}
