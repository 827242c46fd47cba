package org.perfectstorm.bench.query;

import java.util.function.Predicate;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Ten typical queries of groups, each with the predicate that somebody would write by hand. */
@SuppressWarnings("ImmutableEnumChecker") // documents are immutable, the predicates hold nothing
public enum GroupQuery {
  REDIS("{'image': {'$regex': 'redis:.*'}}", task -> task.image().contains("redis:")),
  NGINX(
      "{'type': {'$in': ['swarm-service', 'swarm-task']}, 'image': {'$regex': '^nginx:'}}",
      task -> isService(task) && task.image().startsWith("nginx:")),
  EXCESS_MEMORY(
      "{'$or': [{'snapshot.Spec.Resources.Limits.MemoryBytes': {'$exists': false}},"
          + " {'snapshot.Spec.Resources.Limits.MemoryBytes': {'$gt': 1000000000}}]}",
      task -> {
        Long memory = task.snapshot().spec().resources().limits().memory();
        return memory == null || memory > 1_000_000_000;
      }),
  CONSUL_SERVERS(
      "{'type': {'$in': ['swarm-service', 'swarm-task']}, 'image': {'$regex': '^consul:'},"
          + " '$or': [{'snapshot.Spec.ContainerSpec.Args': '-server'},"
          + " {'snapshot.Spec.TaskTemplate.ContainerSpec.Args': '-server'}]}",
      task -> isService(task) && task.image().startsWith("consul:") && isConsulServer(task)),
  CONSUL_AGENTS(
      "{'type': {'$in': ['swarm-service', 'swarm-task']}, 'image': {'$regex': '^consul:'},"
          + " 'snapshot.Spec.ContainerSpec.Args': {'$ne': '-server'},"
          + " 'snapshot.Spec.TaskTemplate.ContainerSpec.Args': {'$ne': '-server'}}",
      task -> isService(task) && task.image().startsWith("consul:") && !isConsulServer(task)),
  TROUBLED(
      "{'$or': [{'status': {'$ne': 'running'}}, {'health': {'$ne': 'healthy'}}]}",
      task -> !task.status().equals("running") || !task.health().equals("healthy")),
  RUNNING_HEALTHY(
      "{'status': 'running', 'health': 'healthy'}",
      task -> task.status().equals("running") && task.health().equals("healthy")),
  PROD_ENV(
      "{'snapshot.Spec.ContainerSpec.Env': 'ENVIRONMENT=prod', 'status': 'running'}",
      task ->
          task.snapshot().spec().container().env().contains("ENVIRONMENT=prod")
              && task.status().equals("running")),
  NOT_LABELLED(
      "{'snapshot.Spec.Labels.storm-grouped': {'$exists': false}, 'type': {'$ne': 'swarm-node'}}",
      task -> task.snapshot().spec().grouped() == null && !task.type().equals("swarm-node")),
  ON_NETWORK(
      "{'snapshot.NetworksAttachments': {'$elemMatch': {'Network.Spec.Name': 'payments_default',"
          + " 'Addresses': {'$regex': '^10\\\\.0\\\\.1'}}}}",
      GroupQuery::isOnNetwork);

  private final Doc query;
  private final Predicate<PlainTask> byHand;

  GroupQuery(String query, Predicate<PlainTask> byHand) {
    this.query = Json.readDoc(query.replace('\'', '"'));
    this.byHand = byHand;
  }

  /** The query. */
  public Doc query() {
    return query;
  }

  Predicate<PlainTask> byHand() {
    return byHand;
  }

  private static boolean isService(PlainTask task) {
    return task.type().equals("swarm-service") || task.type().equals("swarm-task");
  }

  private static boolean isConsulServer(PlainTask task) {
    return isServer(task.snapshot().spec().container())
        || isServer(task.snapshot().spec().template());
  }

  private static boolean isServer(PlainTask.Container container) {
    return container != null && container.args().contains("-server");
  }

  private static boolean isOnNetwork(PlainTask task) {
    for (PlainTask.Attachment attachment : task.snapshot().networks()) {
      if (attachment.network().spec().name().equals("payments_default")) {
        for (String address : attachment.addresses()) {
          if (address.startsWith("10.0.1")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
