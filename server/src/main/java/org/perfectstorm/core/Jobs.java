package org.perfectstorm.core;

import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** How jobs begin, and what becomes of those whose agent can no longer do them. */
public final class Jobs {
  private Jobs() {}

  /**
   * Makes a job of a procedure, for an agent to take.
   *
   * @param options the request's, as are the parameters; they win over the procedure's
   * @param event the event that caused it, or null
   * @param timeout how long it may take, or null for what the procedure says
   * @return the job
   * @throws Rendering.Impossible if the procedure's template does not render; then there is no job
   */
  public static Doc start(
      Transaction transaction,
      Doc procedure,
      Doc target,
      Doc options,
      Doc params,
      Doc event,
      Object timeout) {
    Rendered rendered =
        Rendering.render(transaction.state(), procedure, target, options, params, event);
    Doc job =
        new DocBuilder()
            .put("id", Ids.create(Kind.JOB))
            .put("type", procedure.text("type"))
            .put("owner", null)
            .put("target", target.text("id"))
            .put("procedure", procedure.text("id"))
            .put("content", rendered.shownContent())
            .put("options", rendered.options())
            .put("params", rendered.shownParams())
            .put("status", "pending")
            .put("result", Doc.EMPTY)
            .put("created", Moments.text(transaction.date()))
            .putIfPresent("timeout", timeout == null ? procedure.get("timeout") : timeout)
            .putIfPresent("retry", procedure.get("retry"))
            .build();
    transaction.put(Kind.JOB, job);
    return job;
  }

  /** Makes the jobs that an agent has taken wait again for any agent; tells nobody. */
  public static void handBack(Transaction transaction, String agent) {
    for (String id : transaction.state().table(Kind.JOB).referring("owner", agent)) {
      Doc job = transaction.state().table(Kind.JOB).get(id);
      transaction.putSilently(Kind.JOB, job.with("status", "pending").with("owner", null));
    }
  }
}
