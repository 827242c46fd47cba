package org.perfectstorm.provider.docker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/** What an engine answers, read whole. Each call fails with a sentence for people. */
public final class Answers {
  private static final int LARGEST = 1 << 28;

  private Answers() {}

  /** An object. */
  public static Doc doc(Engine engine, String path) throws EngineException, InterruptedException {
    return doc(engine, path, LARGEST);
  }

  /** An object of so many bytes at most. */
  public static Doc doc(Engine engine, String path, int largest)
      throws EngineException, InterruptedException {
    if (json(engine, path, largest) instanceof Doc doc) {
      return doc;
    }
    throw new EngineException(engine + " does not answer " + path + " properly");
  }

  /** A list of objects. */
  public static List<Doc> list(Engine engine, String path)
      throws EngineException, InterruptedException {
    if (json(engine, path, LARGEST) instanceof Arr list) {
      return list.stream().filter(Doc.class::isInstance).map(Doc.class::cast).toList();
    }
    throw new EngineException(engine + " does not answer " + path + " properly");
  }

  private static Object json(Engine engine, String path, int largest)
      throws EngineException, InterruptedException {
    try (InputStream in = engine.get(path)) {
      return Json.read(new Bounded(in, largest).readAllBytes());
    } catch (IOException | JsonException e) {
      throw broken(engine, path, e);
    }
  }

  /**
   * What to throw where an answer could not be read.
   *
   * @throws InterruptedException if it is our own thread that was told to stop
   */
  static EngineException broken(Engine engine, String path, Exception e)
      throws InterruptedException {
    if (e instanceof InterruptedIOException interrupted) {
      throw interrupted(interrupted);
    }
    return new EngineException(
        engine + " does not answer " + path + " properly: " + Reason.of(e), e);
  }

  /** What a thread throws that was interrupted while it read. */
  public static InterruptedException interrupted(InterruptedIOException e) {
    return (InterruptedException) new InterruptedException("stopped").initCause(e);
  }
}
