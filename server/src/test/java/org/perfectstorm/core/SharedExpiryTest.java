package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.store.mongodb.TestMongo;
import org.perfectstorm.value.Doc;

/**
 * Two servers watch over the same agents, of which each hears only some: the second one does not
 * even look by itself for what the first one heard.
 */
@Timeout(60)
class SharedExpiryTest {
  private final TestMongo mongo = new TestMongo();
  private final String database = mongo.newDatabase();
  private final Hand clock = new Hand();
  private final Core one = Core.open(mongo.open(database), clock, 10_000);
  private final Core two = Core.open(mongo.openWithoutLooking(database), clock, 10_000);
  private final Expiry firsts = new Expiry(one, clock);
  private final Expiry seconds = new Expiry(two, clock);

  @AfterEach
  void close() {
    one.close();
    two.close();
    mongo.close();
  }

  /** A clock that a test moves on. */
  private static final class Hand extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void moveOn(int seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void beat(Core core) {
    core.commit(
        transaction -> {
          Doc agent = Doc.of("id", "agt-1", "name", "a", "status", "online");
          transaction.put(Kind.AGENT, agent.with("heartbeat", Moments.text(transaction.date())));
          return null;
        });
  }

  private void check() {
    firsts.check();
    seconds.check();
    one.catchUp(Long.MAX_VALUE);
    two.catchUp(Long.MAX_VALUE);
  }

  private List<String> status() {
    return List.of(one, two).stream()
        .map(core -> core.state().table(Kind.AGENT).find("a").text("status"))
        .toList();
  }

  @Test
  void anAgentThatMovesOnStaysOnline() {
    beat(one);
    two.catchUp(1);
    for (int i = 0; i < 6; i++) {
      clock.moveOn((int) Expiry.PATIENCE.toSeconds() / 2);
      beat(i < 3 ? one : two);
      // The other one has not heard of it when it checks.
      (i < 3 ? seconds : firsts).check();
      assertThat(status()).containsOnly("online");
    }
    check();
    assertThat(status()).containsOnly("online");
    assertThat(one.events().last()).as("heartbeats, and nothing else").isEqualTo(7);
  }

  @Test
  void whoIsNotHeardOfByAnybodyIsOfflineOnce() {
    beat(one);
    two.catchUp(1);
    clock.moveOn(40);
    beat(two);
    clock.moveOn(40);
    check();
    assertThat(status()).containsOnly("online");
    clock.moveOn((int) Duration.ofSeconds(21).toSeconds());
    check();
    assertThat(status()).containsOnly("offline");
    assertThat(one.events().last()).isEqualTo(3);
  }
}
