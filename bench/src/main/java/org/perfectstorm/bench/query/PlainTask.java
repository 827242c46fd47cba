package org.perfectstorm.bench.query;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * A task as somebody would write it who knows the ten queries and nothing else: plain objects with
 * fields, equal strings shared. The limit of what an engine for any query can reach.
 */
record PlainTask(String type, String image, String status, String health, Snapshot snapshot) {
  record Snapshot(Spec spec, List<Attachment> networks) {}

  record Spec(Container container, Container template, Resources resources, String grouped) {}

  record Container(List<String> args, List<String> env) {}

  record Resources(Limits limits) {}

  record Limits(Long memory) {}

  record Attachment(Network network, List<String> addresses) {}

  record Network(NetworkSpec spec) {}

  record NetworkSpec(String name) {}

  static PlainTask of(Doc doc, UnaryOperator<String> shared) {
    Doc snapshot = doc.doc("snapshot");
    Doc spec = snapshot.doc("Spec");
    Object memory = spec.doc("Resources").doc("Limits").get("MemoryBytes");
    return new PlainTask(
        shared.apply(doc.text("type")),
        shared.apply(doc.text("image")),
        shared.apply(doc.text("status")),
        shared.apply(doc.text("health")),
        new Snapshot(
            new Spec(
                container(spec.get("ContainerSpec"), shared),
                container(spec.doc("TaskTemplate").get("ContainerSpec"), shared),
                new Resources(
                    new Limits(memory instanceof Number number ? number.longValue() : null)),
                shared.apply(spec.doc("Labels").text("storm-grouped"))),
            snapshot.arr("NetworksAttachments").stream()
                .map(network -> attachment((Doc) network, shared))
                .toList()));
  }

  private static Container container(Object spec, UnaryOperator<String> shared) {
    return spec instanceof Doc doc
        ? new Container(texts(doc.arr("Args"), shared), texts(doc.arr("Env"), shared))
        : null;
  }

  private static Attachment attachment(Doc doc, UnaryOperator<String> shared) {
    String name = doc.doc("Network").doc("Spec").text("Name");
    return new Attachment(
        new Network(new NetworkSpec(shared.apply(name))), texts(doc.arr("Addresses"), shared));
  }

  private static List<String> texts(Arr arr, UnaryOperator<String> shared) {
    return arr.stream().map(Objects::toString).map(shared).toList();
  }
}
