package org.perfectstorm.client;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Who joins and leaves, of all groups, and every change of an object. */
final class MembershipsFeed implements Feed {
  private final BlockingQueue<Notice> notices = new ArrayBlockingQueue<>(1024);
  private final EventFeed all;
  private final EventFeed members;

  MembershipsFeed(Client client) {
    this.all = new EventFeed(client, EventFeed.ALL, "event feed", -1, notices);
    this.members = new EventFeed(client, Client.MEMBERSHIPS, "memberships", -1, notices);
  }

  @Override
  public Notice poll(Duration within) throws InterruptedException {
    return notices.poll(within.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    all.close();
    members.close();
  }
}
