package org.perfectstorm.agent;

import org.perfectstorm.value.Doc;

/** A job went wrong. */
public final class ProcedureException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Doc result;

  /**
   * @param result the job's result; secrets in it are masked
   */
  public ProcedureException(Doc result) {
    super("the job went wrong", null, false, false);
    this.result = result;
  }

  /** A job that went wrong for one reason, a sentence for people. */
  public static ProcedureException because(String why) {
    return new ProcedureException(Doc.of("error", why));
  }

  /** The job's result. */
  public Doc result() {
    return result;
  }
}
