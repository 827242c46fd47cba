package org.perfectstorm.provider.swarm;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.perfectstorm.provider.swarm.exec.HelperSpec;
import org.perfectstorm.value.Doc;

/**
 * The resources of a swarm, remembered: what is the same object in the same context as the last
 * time is not mapped again, and is the same resource. Not for sharing between threads.
 */
final class Mapped {
  private Context context;
  private IdentityHashMap<Doc, Doc> byObject = new IdentityHashMap<>();

  /** All resources by native id: the cluster, its nodes, its services, its tasks. */
  Map<String, Doc> resources(
      Context fresh, Doc info, String clusterName, Listing nodes, Listing services, Listing tasks) {
    Context now = context == null ? fresh : fresh.after(context, tasks.docs());
    IdentityHashMap<Doc, Doc> before = now.equals(context) ? byObject : new IdentityHashMap<>();
    IdentityHashMap<Doc, Doc> after = new IdentityHashMap<>();
    Map<String, Doc> resources = new LinkedHashMap<>();
    Mapping mapping = new Mapping(now);
    Adding adding = new Adding(before, after, resources);
    adding.add(info, object -> mapping.cluster(object, clusterName));
    nodes.docs().forEach(node -> adding.add(node, mapping::node));
    // What storm-swarm starts for a moment is not what people have in their swarm; and its commands
    // may hold secrets.
    others(services).forEach(service -> adding.add(service, mapping::service));
    others(tasks).forEach(task -> adding.add(task, mapping::task));
    context = now;
    byObject = after;
    return resources;
  }

  private static Stream<Doc> others(Listing listing) {
    return listing.docs().stream().filter(object -> !HelperSpec.isHelper(object));
  }

  private record Adding(
      IdentityHashMap<Doc, Doc> before,
      IdentityHashMap<Doc, Doc> after,
      Map<String, Doc> resources) {
    void add(Doc object, Function<Doc, Doc> mapping) {
      Doc known = before.get(object);
      Doc resource = known == null ? mapping.apply(object) : known;
      after.put(object, resource);
      resources.put(resource.text("native_id"), resource);
    }
  }
}
