package org.perfectstorm.provider.swarm;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.provider.docker.engine.Listing;
import org.perfectstorm.provider.swarm.exec.HelperSpec;
import org.perfectstorm.value.Doc;

/**
 * The resources of a swarm, remembered: what is the same object in the same context as the last
 * time is not mapped again, and is the same resource. Not for sharing between threads.
 */
final class Mapped {
  private final EnvironmentMask mask;
  private Context context;
  private IdentityHashMap<Doc, Doc> byObject = new IdentityHashMap<>();

  Mapped(EnvironmentMask mask) {
    this.mask = mask;
  }

  /**
   * All resources by native id: the cluster, its stacks, its nodes, the rest, its services, its
   * tasks.
   */
  Map<String, Doc> resources(
      Context fresh,
      Doc info,
      String clusterName,
      Listing nodes,
      Extras extras,
      Listing services,
      Listing tasks) {
    Context now = context == null ? fresh : fresh.after(context, tasks.docs());
    IdentityHashMap<Doc, Doc> before = now.equals(context) ? byObject : new IdentityHashMap<>();
    IdentityHashMap<Doc, Doc> after = new IdentityHashMap<>();
    Map<String, Doc> resources = new LinkedHashMap<>();
    Mapping mapping = new Mapping(now, mask);
    Adding adding = new Adding(before, after, resources);
    adding.add(info, object -> mapping.cluster(object, clusterName));
    for (String stack : stacks(extras, services)) {
      Doc resource = mapping.stack(stack);
      resources.put(resource.text("native_id"), resource);
    }
    nodes.docs().forEach(node -> adding.add(node, mapping::node));
    extras.networks().docs().forEach(network -> adding.add(network, mapping::network));
    extras.configs().docs().forEach(config -> adding.add(config, mapping::config));
    extras.secrets().docs().forEach(secret -> adding.add(secret, mapping::secret));
    extras.volumes().docs().forEach(volume -> adding.add(volume, mapping::volume));
    // What storm-swarm starts for a moment is not what people have in their swarm; and its commands
    // may hold secrets.
    others(services).forEach(service -> adding.add(service, mapping::service));
    others(tasks).forEach(task -> adding.add(task, mapping::task));
    context = now;
    byObject = after;
    return resources;
  }

  private static Set<String> stacks(Extras extras, Listing services) {
    Set<String> stacks = new TreeSet<>();
    Stream.of(
            others(services).map(service -> service.doc("Spec").doc("Labels")),
            extras.networks().docs().stream().map(network -> network.doc("Labels")),
            extras.configs().docs().stream().map(config -> config.doc("Spec").doc("Labels")),
            extras.secrets().docs().stream().map(secret -> secret.doc("Spec").doc("Labels")),
            extras.volumes().docs().stream().map(volume -> volume.doc("Labels")))
        .flatMap(labels -> labels)
        .map(Extras::stack)
        .filter(Objects::nonNull)
        .forEach(stacks::add);
    return stacks;
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
