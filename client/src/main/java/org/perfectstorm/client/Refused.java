package org.perfectstorm.client;

import java.util.List;

/** stormd refused the request (4xx other than 404) and says why. Nothing was changed. */
public final class Refused extends ClientException {
  private final int status;
  private final List<Problem> problems;
  private final Object body;

  Refused(int status, List<Problem> problems, Object body) {
    super(Problem.text(problems), null);
    this.status = status;
    this.problems = problems;
    this.body = body;
  }

  /** The HTTP status: 400 for what is not valid, 409 for what the state forbids, 410, 412. */
  public int status() {
    return status;
  }

  /** What is wrong, at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * The JSON body as it came (see {@link org.perfectstorm.value.Doc}), or null if there is none.
   */
  public Object body() {
    return body;
  }
}
