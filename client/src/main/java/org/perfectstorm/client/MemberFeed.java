package org.perfectstorm.client;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * All that changes the members of a group, or what they look like: who joins and leaves, as the
 * group's own feed tells it, and every change of an object.
 */
final class MemberFeed implements Feed {
  private final Client client;
  private final String group;
  private final BlockingQueue<Notice> notices = new ArrayBlockingQueue<>(1024);
  private final EventFeed all;
  private EventFeed own;

  /** The group that the own feed is of, as far as that is known. */
  private String id;

  MemberFeed(Client client, String group) {
    this.client = client;
    this.group = group;
    this.all = new EventFeed(client, EventFeed.ALL, "event feed", -1, notices);
    this.own = own();
  }

  private EventFeed own() {
    return new EventFeed(client, Client.feedOf(group), "group " + group, -1, notices);
  }

  @Override
  public Notice poll(Duration within) throws InterruptedException {
    Notice notice = notices.poll(within.toNanos(), TimeUnit.NANOSECONDS);
    if (notice instanceof Change change
        && change.entity().equals("group")
        && change.names().contains(group)
        && !change.type().equals("deleted")
        && !change.id().equals(id)) {
      // Another group goes by this name now, and has a feed of its own.
      id = change.id();
      own.close();
      own = own();
    }
    return notice;
  }

  @Override
  public void close() {
    all.close();
    own.close();
  }
}
