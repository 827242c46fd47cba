package org.perfectstorm.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.perfectstorm.lab.Observation.Lag;
import org.perfectstorm.lab.Observation.Look;
import org.perfectstorm.value.Doc;

/**
 * One test's part of an {@link Observation}: what was done, what Swarm said, what stormd showed.
 * Kept as a report when it is closed, however the test went.
 */
final class Timeline implements AutoCloseable {
  private final Observation observation;
  private final String name;
  private final String title;
  private final Instant began = Instant.now();
  private final List<Done> done = new ArrayList<>();
  private final List<Settled> settled = new ArrayList<>();
  private final List<String> harm = new ArrayList<>();
  private Instant since = began;

  /** Something was done to the swarm or to us. */
  record Done(Instant at, String what) {}

  /** A change that settled. */
  record Settled(String what, Lag lag) {}

  /** How many nodes and tasks ran, and how many resources stormd showed wrongly, from a moment. */
  record Point(Instant at, Integer swarmTasks, Integer stormdTasks, Integer nodes, Integer wrong) {}

  private Timeline(Observation observation, String name, String title) {
    this.observation = observation;
    this.name = name;
    this.title = title;
    observation.harm(); // what was before is not ours
  }

  /**
   * Begins.
   *
   * @param name of the report's files
   */
  static Timeline of(Observation observation, String name, String title) {
    return new Timeline(observation, name, title);
  }

  /** Does something that changes the world: from then on Swarm and stormd may move. */
  void does(String what, Runnable change) {
    since = Instant.now();
    done.add(new Done(since, what));
    change.run();
  }

  /** Starts one of our programs again: what counts begins when it is there. */
  void restarts(String what, Runnable start) {
    does(what, start);
    since = Instant.now();
  }

  /** Waits until it has settled in Swarm, and is right in stormd. */
  void settles(String what, Duration within, Predicate<Picture> wanted)
      throws InterruptedException {
    settled.add(new Settled(what, observation.settle(since, within, wanted)));
  }

  /** Fails unless everything was right in time, and nothing was deleted that exists. */
  void wasRightWithin(Duration longest) {
    harm.addAll(observation.harm());
    List<String> wrong = new ArrayList<>(harm);
    for (Settled one : settled) {
      if (one.lag.lag().compareTo(longest) > 0) {
        wrong.add(one.what + ": right " + one.lag.lag().toMillis() + " ms after Swarm had settled");
      }
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(String.join("\n", wrong));
    }
  }

  String name() {
    return name;
  }

  String title() {
    return title;
  }

  Instant began() {
    return began;
  }

  List<Done> done() {
    return List.copyOf(done);
  }

  List<Settled> settled() {
    return List.copyOf(settled);
  }

  List<String> harm() {
    return List.copyOf(harm);
  }

  long deleted() {
    return observation.deleted(began);
  }

  List<Look<Picture>> swarm() {
    return observation.saidBySwarm(began);
  }

  List<Look<Map<String, Doc>>> stormd() {
    return observation.shownByStormd(began);
  }

  /** What to draw, in the order of time. */
  List<Point> points() {
    TreeMap<Instant, Point> points = new TreeMap<>();
    List<Look<Picture>> swarm = swarm();
    List<Look<Map<String, Doc>>> stormd = stormd();
    int s = 0;
    int d = 0;
    while (s < swarm.size() || d < stormd.size()) {
      boolean isSwarm =
          d == stormd.size()
              || (s < swarm.size() && swarm.get(s).at().isBefore(stormd.get(d).at()));
      Instant at = isSwarm ? swarm.get(s++).at() : stormd.get(d++).at();
      Picture picture = s == 0 ? null : swarm.get(s - 1).what();
      Map<String, Doc> shown = d == 0 ? null : stormd.get(d - 1).what();
      points.put(
          at.isBefore(began) ? began : at,
          new Point(
              at.isBefore(began) ? began : at,
              picture == null ? null : running("swarm-task", picture.resources()),
              shown == null ? null : running("swarm-task", shown),
              shown == null ? null : running("swarm-node", shown),
              picture == null || shown == null ? null : picture.wrongIn(shown).size()));
    }
    return List.copyOf(points.values());
  }

  static int running(String type, Map<String, Doc> resources) {
    return (int)
        resources.values().stream()
            .filter(r -> r.text("type").equals(type) && r.text("status").equals("running"))
            .count();
  }

  @Override
  public void close() {
    TimelineReport.write(this);
  }
}
