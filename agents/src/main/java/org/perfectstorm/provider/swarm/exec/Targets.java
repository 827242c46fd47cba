package org.perfectstorm.provider.swarm.exec;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.perfectstorm.value.Doc;

/** In which tasks a command runs. Pure. */
final class Targets {
  private final List<Doc> tasks;
  private final Map<String, String> services = new HashMap<>();

  /**
   * One container that runs.
   *
   * @param name for people: {@code web.1}
   */
  record Target(String name, String task, String node, String container) {}

  /** Of a swarm, by its lists. */
  Targets(List<Doc> tasks, List<Doc> services) {
    this.tasks = tasks;
    services.forEach(
        service -> this.services.put(service.text("ID"), service.doc("Spec").text("Name")));
  }

  /**
   * The running tasks of this name or ID, or of the service of this name or ID.
   *
   * @throws IllegalArgumentException if there are none; the message is for people
   */
  List<Target> named(String name) {
    List<Doc> own = tasks.stream().filter(task -> names(task).anyMatch(name::equals)).toList();
    List<Target> running = running(own);
    if (!running.isEmpty()) {
      return running;
    }
    boolean isService =
        services.entrySet().stream()
            .anyMatch(service -> name.equals(service.getKey()) || name.equals(service.getValue()));
    if (isService) {
      running =
          running(
              tasks.stream()
                  .filter(
                      task ->
                          name.equals(task.text("ServiceID"))
                              || name.equals(services.get(task.text("ServiceID"))))
                  .toList());
      if (running.isEmpty()) {
        throw new IllegalArgumentException("service " + name + " has no running task");
      }
      return running;
    }
    if (own.isEmpty()) {
      throw new IllegalArgumentException("there is no task and no service " + name);
    }
    String state =
        own.stream()
            .max(Comparator.comparing(task -> String.valueOf(task.text("CreatedAt"))))
            .orElseThrow()
            .doc("Status")
            .text("State");
    throw new IllegalArgumentException("task " + name + " is not running: it is " + state);
  }

  /**
   * The running tasks among these, and those of the services among these.
   *
   * @param ids Docker's IDs of tasks and services
   */
  List<Target> among(Set<String> ids) {
    return running(
        tasks.stream()
            .filter(task -> ids.contains(task.text("ID")) || ids.contains(task.text("ServiceID")))
            .toList());
  }

  private Stream<String> names(Doc task) {
    String id = task.text("ID");
    String title = title(task);
    return Stream.of(
            id,
            title,
            title + "." + id,
            task.doc("Status").doc("ContainerStatus").text("ContainerID"))
        .filter(name -> name != null);
  }

  private String title(Doc task) {
    String service = task.text("ServiceID");
    Object slot = task.get("Slot");
    Object place = slot instanceof Integer number && number > 0 ? number : task.text("NodeID");
    return services.getOrDefault(service, service) + "." + place;
  }

  private List<Target> running(List<Doc> some) {
    return some.stream()
        .filter(task -> "running".equals(task.doc("Status").text("State")))
        .filter(task -> "running".equals(task.text("DesiredState")))
        .filter(task -> container(task) != null && task.text("NodeID") != null)
        .sorted(Comparator.comparing(this::title, Targets::inOrder))
        .map(task -> new Target(title(task), task.text("ID"), task.text("NodeID"), container(task)))
        .toList();
  }

  /** {@code web.2} comes before {@code web.10}. */
  private static int inOrder(String one, String other) {
    return one.length() == other.length() ? one.compareTo(other) : one.length() - other.length();
  }

  private static String container(Doc task) {
    String id = task.doc("Status").doc("ContainerStatus").text("ContainerID");
    return id == null || id.isEmpty() ? null : id;
  }
}
