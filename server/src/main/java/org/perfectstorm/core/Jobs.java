package org.perfectstorm.core;

import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** What becomes of jobs whose agent can no longer do them. */
public final class Jobs {
  private Jobs() {}

  /** Makes the jobs that an agent has taken wait again for any agent; tells nobody. */
  public static void handBack(Transaction transaction, String agent) {
    for (String id : transaction.state().table(Kind.JOB).referring("owner", agent)) {
      Doc job = transaction.state().table(Kind.JOB).get(id);
      transaction.putSilently(Kind.JOB, job.with("status", "pending").with("owner", null));
    }
  }
}
