package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.client.Change;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.EventFeed;
import org.perfectstorm.client.Notice;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** A real stormd with two procedures, and an agent of the test that runs their jobs. */
abstract class WithAgent {
  @TempDir Path folder;
  RealStormd stormd;
  Client client;
  Shell shell;
  Thread agent;

  @BeforeEach
  void start() throws IOException {
    stormd = new RealStormd(folder.resolve("data"));
    stormd.seed();
    client = stormd.client();
    shell = new Shell(stormd.address());
    client.create(
        Kind.PROCEDURE,
        Doc.of(
            "type", "swarm",
            "name", "mysql",
            "content", "- service create {{ NAME }} -e PASSWORD={{ PASSWORD }}\n",
            "params", Doc.of("PASSWORD", Doc.of("secret", true))));
    client.create(
        Kind.PROCEDURE,
        Doc.of("type", "swarm", "name", "plain", "content", "on {{ target.names[0] }}"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (agent != null) {
      agent.interrupt();
      agent.join();
    }
    client.close();
    stormd.close();
  }

  /** What an agent does with a job that it has claimed. */
  interface Work {
    void on(String id, Doc job) throws InterruptedException;
  }

  void agent(Work work) throws InterruptedException {
    CountDownLatch listens = new CountDownLatch(1);
    agent =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (EventFeed feed = new EventFeed(client)) {
                    while (true) {
                      Notice notice = feed.poll(Duration.ofSeconds(10));
                      if (notice instanceof Notice.Connected) {
                        listens.countDown();
                      }
                      if (notice instanceof Change change
                          && change.entity().equals("job")
                          && change.type().equals("created")) {
                        String id = change.id();
                        work.on(id, client.act(Kind.JOB, id, "claim", Doc.of("owner", "swarm-x")));
                      }
                    }
                  } catch (InterruptedException e) {
                    // The test is over.
                  }
                });
    assertThat(listens.await(10, TimeUnit.SECONDS)).isTrue();
  }

  void log(String id, String text) {
    client.act(Kind.JOB, id, "log", Doc.of("owner", "swarm-x", "text", text));
  }

  void end(String id, String how, Doc result) {
    client.act(Kind.JOB, id, how, Doc.of("owner", "swarm-x", "result", result));
  }

  /** Runs it beside the test. */
  Thread begin(String... words) {
    return Thread.ofPlatform().daemon().start(() -> shell.run(words));
  }

  void await(String text) throws InterruptedException {
    for (int i = 0; i < 100 && !shell.out().equals(text); i++) {
      Thread.sleep(50);
    }
    assertThat(shell.out()).isEqualTo(text);
  }

  static void join(Thread thread) throws InterruptedException {
    thread.join(Duration.ofSeconds(15));
    assertThat(thread.isAlive()).isFalse();
  }
}
