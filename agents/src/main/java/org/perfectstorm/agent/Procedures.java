package org.perfectstorm.agent;

import org.perfectstorm.value.Doc;

/**
 * What an agent can do for stormd: the jobs of its type. Called by several threads at a time, one
 * for each job.
 */
public interface Procedures {
  /**
   * Does a job, to its end.
   *
   * @param job what is to be done
   * @param output takes what everybody may read while the job runs
   * @return the result of a job that went well
   * @throws ProcedureException if it did not
   * @throws InterruptedException if the job must stop: it was cancelled, took too long, or the
   *     agent ends. Nothing of it runs any more when this is thrown, which is soon
   */
  Doc run(Job job, Output output) throws ProcedureException, InterruptedException;

  /** Takes output. Secrets in it are masked. Never fails, and never waits long. */
  interface Output {
    /** Adds a text, as it comes. */
    void write(String text);
  }
}
