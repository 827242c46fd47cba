package org.perfectstorm.provider.docker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.perfectstorm.provider.docker.engine.Answers;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each container says of itself, remembered: one is asked again when its place in the list
 * reads otherwise, or when an event named it. Not for sharing between threads.
 */
final class Inspections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Inspections.class);

  /** How many containers are asked at a time. */
  static final int AT_A_TIME = 4;

  private static final int LARGEST = 1 << 24;

  /** In the list's {@code Status}, which is for people: {@code Up 3 minutes (healthy)}. */
  private static final Pattern AGE =
      Pattern.compile(
          "(less than a|about an?|\\d+) (second|minute|hour|day|week|month|year)s?( ago)?",
          Pattern.CASE_INSENSITIVE);

  private final Engine engine;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().name("inspection").factory());

  private Map<String, Known> known = new HashMap<>();
  private List<Doc> last = List.of();

  /**
   * A container.
   *
   * @param listed its element of the list, without its age
   * @param said what it said of itself; null if it is gone
   * @param sure whether it did say it; else it is what the list has
   */
  private record Known(Doc listed, Doc said, boolean sure) {}

  Inspections(Engine engine) {
    this.engine = engine;
  }

  /**
   * The containers of a list, in its order, without those that are gone by now. The same object as
   * before if nothing changed.
   *
   * @param listed elements of {@code GET /containers/json}
   * @param hinted the ids of those that are to be asked again
   */
  List<Doc> of(List<Doc> listed, Set<String> hinted) throws EngineException, InterruptedException {
    List<Callable<Known>> asking = new ArrayList<>();
    Map<String, Known> now = new LinkedHashMap<>();
    for (Doc container : listed) {
      String id = container.text("Id");
      Known before = known.get(id);
      Doc calm = calm(container);
      boolean same =
          before != null && before.sure && before.listed.equals(calm) && !hinted.contains(id);
      now.put(id, before);
      if (!same) {
        asking.add(() -> ask(id, calm, before));
      }
    }
    for (Known fresh : all(asking)) {
      now.put(fresh.listed.text("Id"), fresh);
    }
    now.values().removeIf(one -> one.said == null);
    known = now;
    List<Doc> containers = now.values().stream().map(Known::said).toList();
    if (!isLast(containers)) {
      last = containers;
    }
    return last;
  }

  /** Asks all again the next time. */
  void forget() {
    known = new HashMap<>();
  }

  private List<Known> all(List<Callable<Known>> asking)
      throws EngineException, InterruptedException {
    List<Known> answers = new ArrayList<>();
    for (Future<Known> each : threads.invokeAll(asking)) {
      try {
        answers.add(each.get());
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case EngineException cause -> throw cause;
          case InterruptedException cause -> throw cause;
          default -> throw new IllegalStateException(e.getCause());
        }
      }
    }
    return answers;
  }

  private Known ask(String id, Doc listed, Known before)
      throws EngineException, InterruptedException {
    try {
      Doc said = Answers.doc(engine, "/containers/" + id + "/json", LARGEST);
      if (!id.equals(said.text("Id"))) {
        throw new EngineException(engine + " does not say of container " + id + " what it is");
      }
      return new Known(
          listed, before != null && said.equals(before.said) ? before.said : said, true);
    } catch (EngineException e) {
      if (e.status() == 404) {
        return new Known(listed, null, true);
      }
      if (!e.isRefused()) {
        throw e;
      }
      // One that is broken must not hide all the others.
      log.debug("{}", e.getMessage());
      return new Known(listed, isAsBefore(listed, before) ? before.said : ofList(listed), false);
    }
  }

  private static boolean isAsBefore(Doc listed, Known before) {
    return before != null
        && String.valueOf(listed.text("State")).equals(before.said.doc("State").text("Status"));
  }

  private static Doc calm(Doc listed) {
    String status = listed.text("Status");
    return status == null ? listed : listed.with("Status", AGE.matcher(status).replaceAll("..."));
  }

  /** What the list has of a container, where it would be if the container had said it. */
  private static Doc ofList(Doc listed) {
    return Doc.of(
        "Id",
        listed.text("Id"),
        "Name",
        listed.texts("Names").stream().findFirst().orElse(null),
        "Image",
        listed.text("ImageID"),
        "State",
        Doc.of("Status", listed.text("State")),
        "Config",
        Doc.of("Image", listed.text("Image"), "Labels", listed.doc("Labels")),
        "NetworkSettings",
        listed.doc("NetworkSettings"));
  }

  @SuppressWarnings("ReferenceEquality") // What is equal is kept, so that this is enough.
  private boolean isLast(List<Doc> containers) {
    if (containers.size() != last.size()) {
      return false;
    }
    for (int i = 0; i < containers.size(); i++) {
      if (containers.get(i) != last.get(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
