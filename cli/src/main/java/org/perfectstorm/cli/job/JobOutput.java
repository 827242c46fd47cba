package org.perfectstorm.cli.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perfectstorm.cli.terminal.Closed;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.model.Kind;

/**
 * Passes on what a job puts out, byte by byte as it comes, on a thread of its own, until the job
 * ends. After a break it goes on where it was.
 */
final class JobOutput implements AutoCloseable {
  /**
   * So often at most it is tried again where stormd is away, and where a stream ended too early.
   */
  private static final long PAUSE_MILLIS = 500;

  private static final long SHORT_PAUSE_MILLIS = 20;

  /** What stormd says where it did not keep everything. */
  private static final Pattern GAP =
      Pattern.compile(
          "\\[stormd: \\d+ bytes are not kept; the output goes on at byte (\\d{1,18})]");

  private static final int LONGEST_GAP = 120;

  private final Client client;
  private final String job;
  private final Terminal terminal;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Thread thread;
  private volatile InputStream stream;
  private volatile boolean closed;
  private volatile boolean unread;

  private volatile boolean any;
  private volatile byte last = '\n';

  /** How much is known, as stormd counts it. The thread's own. */
  private long offset;

  JobOutput(Client client, String job, Terminal terminal) {
    this.client = client;
    this.job = job;
    this.terminal = terminal;
    this.thread = Thread.ofPlatform().daemon().name("job-output").start(this::follow);
  }

  /** Whether there was any. */
  boolean any() {
    return any;
  }

  /** Whether it ends in the middle of a line. */
  boolean endsWithinLine() {
    return last != '\n';
  }

  /** Whether nobody reads it any more. */
  boolean isUnread() {
    return unread;
  }

  /** Waits for the end of the output, of a job that has ended, for so long at most. */
  void finish(long millis) throws InterruptedException {
    thread.join(millis);
  }

  private void follow() {
    while (!closed) {
      long begin = System.nanoTime();
      long pause = SHORT_PAUSE_MILLIS;
      try {
        // What ended before its stream began was read as a whole. A stream may end before its job
        // does, when a stormd stops.
        boolean ended = Outcome.hasEnded(client.get(Kind.JOB, job));
        passAll();
        if (ended) {
          return;
        }
      } catch (NotFound e) {
        // Its end is told by whoever reads the job.
        return;
      } catch (Closed e) {
        unread = true;
        return;
      } catch (ClientException | IOException e) {
        // The event feed tells people that stormd is away.
        pause = PAUSE_MILLIS;
      }
      long left = pause - (System.nanoTime() - begin) / 1_000_000;
      try {
        Thread.sleep(Math.max(0, left));
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private void passAll() throws IOException {
    try (InputStream from = client.followLog(job, offset)) {
      stream = from;
      if (!closed) {
        pass(from);
      }
    }
  }

  private void pass(InputStream from) throws IOException {
    byte[] bytes = new byte[1 << 13];
    for (int count = from.read(bytes, 0, bytes.length);
        count >= 0;
        count = from.read(bytes, 0, bytes.length)) {
      any = true;
      last = bytes[count - 1];
      terminal.write(bytes, 0, count);
      for (int i = 0; i < count; i++) {
        count(bytes[i]);
      }
    }
  }

  private void count(byte next) {
    offset++;
    if (next != '\n') {
      if (line.size() <= LONGEST_GAP) {
        line.write(next);
      }
      return;
    }
    Matcher gap = GAP.matcher(line.toString(StandardCharsets.UTF_8));
    line.reset();
    if (gap.matches()) {
      offset = Long.parseLong(gap.group(1));
    }
  }

  @Override
  public void close() {
    closed = true;
    InputStream open = stream;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Closing is all that was wanted.
      }
    }
    thread.interrupt();
  }
}
