package org.perfectstorm.provider.swarm.labels;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.perfectstorm.provider.docker.engine.Answers;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.value.Doc;

/** Changes the labels of one service or node, and nothing else of it. */
final class Labelled {
  /** How often an update is tried that others are faster than. */
  private static final int TRIES = 5;

  private static final long PAUSE_MILLIS = 50;

  /** In these states an update of the labels would end a rolling update, or what can be undone. */
  private static final Set<String> BUSY =
      Set.of("updating", "paused", "rollback_started", "rollback_paused");

  private final Engine engine;

  Labelled(Engine engine) {
    this.engine = engine;
  }

  /** What became of it. */
  sealed interface Outcome {
    /** Its labels are as wanted; these were changed. */
    record Done(Map<String, String> changes) implements Outcome {}

    /** It is being updated, and must not be disturbed. */
    record Busy(String state) implements Outcome {}

    /** It is no more. */
    record Gone() implements Outcome {}
  }

  /**
   * Brings the labels of one thing in step.
   *
   * @param permitted leaves out the changes that are not to be made now
   * @throws EngineException if the engine is away or refuses, or others were faster too often
   */
  Outcome update(Wanted thing, UnaryOperator<Map<String, String>> permitted)
      throws EngineException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(thing, permitted);
      } catch (EngineException e) {
        if (e.status() == 404) {
          return new Outcome.Gone();
        }
        if (!isConflict(e) || attempt == TRIES) {
          throw e;
        }
        Thread.sleep(attempt * PAUSE_MILLIS);
      }
    }
  }

  private Outcome attempt(Wanted thing, UnaryOperator<Map<String, String>> permitted)
      throws EngineException, InterruptedException {
    String path = "/" + thing.kind() + "/" + thing.id();
    Doc now = Answers.doc(engine, path);
    Doc spec = now.doc("Spec");
    Map<String, String> changes =
        permitted.apply(Labels.changes(spec.doc("Labels"), Labels.of(thing.groups())));
    if (changes.isEmpty()) {
      return new Outcome.Done(changes);
    }
    String state = now.doc("UpdateStatus").text("State");
    if (state != null && BUSY.contains(state)) {
      return new Outcome.Busy(state);
    }
    // The whole spec as it came, also what we do not know of.
    Doc update = spec.with("Labels", Labels.changed(spec.doc("Labels"), changes));
    engine.post(path + "/update?version=" + version(now, path), update);
    return new Outcome.Done(changes);
  }

  private static Object version(Doc now, String path) throws EngineException {
    Object version = now.path("Version", "Index");
    if (version == null) {
      throw new EngineException("the engine does not say the version of " + path);
    }
    return version;
  }

  /** Docker says 500 and this text, newer ones another status. */
  private static boolean isConflict(EngineException e) {
    return e.status() == 409 || e.getMessage().contains("out of sequence");
  }
}
