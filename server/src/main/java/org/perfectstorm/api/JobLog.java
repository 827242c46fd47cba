package org.perfectstorm.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.JobNews;
import org.perfectstorm.core.Jobs;
import org.perfectstorm.core.State;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.value.Doc;

/**
 * A job's log on its way to one reader. Read from the store part by part, so that neither a long
 * log nor a slow reader takes memory.
 */
final class JobLog {
  private static final int PART = 128 << 10;
  private static final long LOOK_AGAIN_MILLIS = 60_000;

  private final Core core;
  private final String job;
  private final OutputStream out;

  /** The place of the next byte to write. */
  private long place;

  private boolean isLineBegun;

  JobLog(Core core, String job, OutputStream out) {
    this.core = core;
    this.job = job;
    this.out = out;
  }

  /**
   * Writes what there is from a place on.
   *
   * @param follow whether to go on with what is added, until the job ends or is deleted
   */
  void write(long start, boolean follow) throws IOException {
    place = start;
    boolean goesOn = true;
    while (goesOn) {
      JobNews.Next news = core.jobNews().next(job);
      State state = core.state();
      Doc now = state.table(Kind.JOB).get(job);
      copy(state.logEnd(job));
      goesOn = follow && now != null && !Jobs.hasEnded(now) && !core.jobNews().isClosed();
      if (goesOn) {
        out.flush();
        await(news);
      }
    }
  }

  private static void await(JobNews.Next news) throws IOException {
    try {
      news.await(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stormd is stopping", stopping);
    }
  }

  private void copy(long end) throws IOException {
    while (place < end) {
      LogPart part = core.log(job, place, PART);
      if (part.text().length == 0) {
        return; // The job was deleted meanwhile.
      }
      if (part.start() > place) {
        skipped(part.start());
      }
      out.write(part.text());
      isLineBegun = part.text()[part.text().length - 1] != '\n';
      place = part.end();
    }
  }

  private void skipped(long next) throws IOException {
    String line =
        "[stormd: %d bytes are not kept; the output goes on at byte %d]\n"
            .formatted(next - place, next);
    out.write(((isLineBegun ? "\n" : "") + line).getBytes(StandardCharsets.UTF_8));
  }
}
