package org.perfectstorm.agent;

import java.time.Duration;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Masking;
import org.perfectstorm.value.Doc;

/**
 * What is to be done, with its secrets in the clear: not to be printed or logged.
 *
 * @param id the job's id
 * @param content the procedure, rendered
 * @param options the procedure's options
 * @param timeout how long it may take
 * @param masking takes its secrets out of what others may see
 */
public record Job(String id, String content, Doc options, Duration timeout, Masking masking) {
  /**
   * A job as stormd hands it to the agent that claims it.
   *
   * @param usual how long it may take if it does not say
   */
  static Job of(Doc claimed, Duration usual) {
    Duration timeout = Durations.read(claimed.get("timeout"));
    return new Job(
        claimed.text("id"),
        claimed.text("content") == null ? "" : claimed.text("content"),
        claimed.doc("options"),
        timeout == null ? usual : timeout,
        Masking.of(claimed.doc("params"), claimed.texts("secrets")));
  }

  /** Only its name, so that nobody logs a secret by accident. */
  @Override
  public String toString() {
    return "job " + id;
  }
}
