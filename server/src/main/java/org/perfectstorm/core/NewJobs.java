package org.perfectstorm.core;

import java.util.Set;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.model.Secrets;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How jobs come to be: of a procedure that somebody runs, of a subscription that fires, of a job
 * that is run once more. What becomes of them then is in {@link Jobs}.
 */
public final class NewJobs {
  private static final Logger LOG = LoggerFactory.getLogger(NewJobs.class);

  private NewJobs() {}

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
    return start(transaction, procedure, target, rendered, timeout);
  }

  /** Makes a job of a procedure that was rendered a moment ago; see the other one. */
  public static Doc start(
      Transaction transaction, Doc procedure, Doc target, Rendered rendered, Object timeout) {
    Doc job =
        job(transaction, procedure, target, rendered)
            .putIfPresent("timeout", timeout == null ? procedure.get("timeout") : timeout)
            .putIfPresent("retry", procedure.get("retry"))
            .build();
    return put(transaction, job, rendered);
  }

  /**
   * Makes a job of a subscription. Whatever is wrong with its procedure, the change that fired it
   * must not suffer: then the job is in error from the beginning, and says why.
   *
   * @param event what fired it
   */
  static void fire(Transaction transaction, Doc subscription, Doc event) {
    State state = transaction.state();
    Doc procedure = state.table(Kind.PROCEDURE).get(subscription.text("procedure"));
    Doc target = state.table(Kind.RESOURCE).get(subscription.text("target"));
    Doc options = subscription.doc("options");
    Doc shown = subscription.doc("params");
    Doc clear = state.hidden(subscription.text("id")).doc("params");
    Doc params = clear.isEmpty() ? shown : clear;
    // What was given as a secret stays one, whatever the procedure says of it by now.
    Doc declared = Secrets.declared(procedure.doc("params"), Secrets.masked(shown, clear));
    try {
      Rendered rendered =
          Rendering.render(
              state, procedure.with("params", declared), target, options, params, event);
      Doc job =
          job(transaction, procedure, target, rendered)
              .putIfPresent("timeout", procedure.get("timeout"))
              .putIfPresent("retry", procedure.get("retry"))
              .put("subscription", subscription.text("id"))
              .build();
      put(transaction, job, rendered);
    } catch (Rendering.Impossible e) {
      stillborn(transaction, subscription, event, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("subscription {} does not fire", subscription.text("id"), e);
      stillborn(transaction, subscription, event, "internal error; stormd's log has it");
    }
  }

  private static void stillborn(Transaction transaction, Doc subscription, Doc event, String why) {
    Doc params = subscription.doc("params");
    Doc shown = params.has("event") ? params : params.with("event", event);
    Rendered nothing = new Rendered("", subscription.doc("options"), shown, Set.of(), "", shown);
    State state = transaction.state();
    transaction.put(
        Kind.JOB,
        job(
                transaction,
                state.table(Kind.PROCEDURE).get(subscription.text("procedure")),
                state.table(Kind.RESOURCE).get(subscription.text("target")),
                nothing)
            .put("status", "error")
            .put("result", Jobs.error(why))
            .put("subscription", subscription.text("id"))
            .put("ended", transaction.date().toString())
            .build());
  }

  /**
   * Makes a new job of one that has ended, of its procedure as it is now.
   *
   * @param params win over the job's own; its secrets must be given again
   * @throws Jobs.Conflict if it has not ended
   * @throws Rendering.Impossible if the procedure's template does not render
   */
  public static Doc retry(Transaction transaction, Doc job, Doc params) {
    if (!Jobs.hasEnded(job)) {
      throw new Jobs.Conflict("status", "Job has not ended yet");
    }
    State state = transaction.state();
    Doc all = job.doc("params");
    for (String secret : job.texts("secrets")) {
      all = all.without(secret);
    }
    for (var param : params) {
      all = all.with(param.getKey(), param.getValue());
    }
    return start(
        transaction,
        state.table(Kind.PROCEDURE).get(job.text("procedure")),
        state.table(Kind.RESOURCE).get(job.text("target")),
        job.doc("options"),
        all,
        null,
        job.get("timeout"));
  }

  private static DocBuilder job(
      Transaction transaction, Doc procedure, Doc target, Rendered rendered) {
    return new DocBuilder()
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
        .put("created", Moments.text(transaction.date()));
  }

  private static Doc put(Transaction transaction, Doc job, Rendered rendered) {
    if (rendered.secrets().isEmpty()) {
      transaction.put(Kind.JOB, job);
      return job;
    }
    Doc secret = job.with("secrets", rendered.secrets().stream().sorted().toList());
    transaction.put(Kind.JOB, secret);
    Doc clear = Doc.of("content", rendered.content(), "params", rendered.params());
    transaction.hide(Kind.JOB, job.text("id"), clear);
    return secret;
  }
}
