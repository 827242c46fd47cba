package org.perfectstorm.bench.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.perfectstorm.mql.Query;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Queries of many groups, of mixed kinds; two in a hundred that no index helps. */
final class Groups {
  private final Random random = new Random(2);
  private final List<Doc> tasks;

  Groups(List<Doc> tasks) {
    this.tasks = tasks;
  }

  List<Query> make(int count) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String json = i % 50 == 49 ? unindexable(i / 50) : indexable();
      queries.add(Query.compile(Json.readDoc(json.replace('\'', '"'))));
    }
    return queries;
  }

  private String indexable() {
    Doc task = tasks.get(random.nextInt(tasks.size()));
    String image = task.text("image");
    String name = task.texts("names").getFirst();
    String service = name.substring(0, name.lastIndexOf('.'));
    String team = service.substring(0, service.indexOf('-'));
    return switch (random.nextInt(8)) {
      case 0 -> "{'image': '" + image + "', 'snapshot.Slot': " + random.nextInt(20) + "}";
      case 1 -> "{'parent': '" + task.text("parent") + "'}";
      case 2 -> "{'host': '" + task.text("host") + "', 'status': 'running'}";
      case 3 ->
          "{'type': {'$in': ['swarm-service', 'swarm-task']}, 'names': {'$regex': '^"
              + service.replace(".", "\\\\.")
              + "'}}";
      case 4 ->
          "{'$or': [{'parent': '"
              + task.text("parent")
              + "', 'health': 'unhealthy'}, {'names': '"
              + name
              + "'}]}";
      case 5 ->
          "{'snapshot.ServiceID': '"
              + task.doc("snapshot").text("ServiceID")
              + "', 'health': {'$ne': 'healthy'}}";
      case 6 ->
          "{'snapshot.NetworksAttachments': {'$elemMatch': {'Network.Spec.Name': '"
              + team
              + "_default', 'Addresses': '"
              + address(task)
              + "'}}}";
      default ->
          "{'image': {'$regex': '^"
              + image.replace(".", "\\\\.")
              + "$'}, 'host': {'$in': ['"
              + task.text("host")
              + "', 'x']}}";
    };
  }

  private static String address(Doc task) {
    return ((Doc) task.doc("snapshot").arr("NetworksAttachments").get(0))
        .texts("Addresses")
        .getFirst();
  }

  private static String unindexable(int number) {
    return switch (number % 5) {
      case 0 -> "{'status': {'$ne': 'running'}}";
      case 1 -> "{'snapshot.Spec.Resources.Limits.MemoryBytes': {'$exists': false}}";
      case 2 -> "{'$nor': [{'health': 'healthy'}, {'snapshot.Slot': " + number + "}]}";
      case 3 -> "{'snapshot.Spec.ContainerSpec.Args': {'$ne': 'serve" + number + "'}}";
      default ->
          "{'$or': [{'health': {'$ne': 'healthy'}}, {'image': {'$not': {'$regex': '^nginx:'}}}]}";
    };
  }
}
