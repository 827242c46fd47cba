package org.perfectstorm.provider.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * What a real swarm of eight nodes becomes. The golden file has a resource a line, without the
 * snapshot; {@code -Dgolden=write} rewrites it, and its diff is to be read.
 */
class MappingTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/org/perfectstorm/provider/swarm/resources.golden.jsonl");

  private final Doc info = (Doc) fixture("info");
  private final List<Doc> nodes = docs("nodes");
  private final List<Doc> services = docs("services");
  private final List<Doc> tasks = docs("tasks");

  @Test
  void mapsARealSwarm() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Doc resource : resources()) {
      lines.add(Json.text(resource.without("snapshot")));
    }
    if ("write".equals(System.getProperty("golden"))) {
      Files.write(GOLDEN, lines);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void keepsWhatTheEngineSaidOneToOne() {
    List<Object> snapshots =
        resources().stream().map(resource -> resource.get("snapshot")).toList();
    List<Object> said = new ArrayList<>(List.of(info.without("SystemTime"), Doc.EMPTY));
    Stream.of(nodes, services, tasks).forEach(said::addAll);
    assertThat(snapshots).isEqualTo(said);
  }

  @Test
  void namesInTheOrderOfTheContract() {
    for (Doc resource : resources()) {
      List<String> names = resource.texts("names");
      assertThat(names).contains(resource.text("native_id")).doesNotHaveDuplicates();
      switch (resource.text("type")) {
        case "swarm-task" -> {
          assertThat(names).hasSizeBetween(3, 4);
          assertThat(names.get(1)).isEqualTo(names.get(0) + "." + names.get(2));
        }
        default -> assertThat(names).hasSize(2).element(1).isEqualTo(resource.text("native_id"));
      }
    }
  }

  @Test
  void refersOnlyToWhatComesBefore() {
    Set<String> before = new HashSet<>();
    for (Doc resource : resources()) {
      for (String reference : List.of("parent", "cluster", "host")) {
        String id = resource.text(reference);
        assertThat(id == null || before.contains(id)).as("%s of %s", reference, resource).isTrue();
      }
      before.add(resource.text("native_id"));
    }
  }

  @Test
  void taskOfAServiceThatIsGoneHasNoParent() {
    Doc task = tasks.getFirst();
    Mapping alone =
        new Mapping(Context.of(info, nodes, List.of(), List.of()), EnvironmentMask.NONE);
    Doc orphan = alone.task(task);
    assertThat(orphan.get("parent")).isNull();
    assertThat(orphan.text("cluster")).isEqualTo(Mapping.cluster(info).text("ID"));
    assertThat(orphan.texts("names").getFirst()).startsWith(task.text("ServiceID") + ".");
  }

  @Test
  void configsAndSecretsAreShownWithoutWhatIsInThem() {
    Doc spec = Doc.of("Name", "nginx.conf", "Labels", Doc.EMPTY, "Data", "aHVudGVyMg==");
    Doc config =
        Doc.of(
            "ID",
            "c1",
            "Version",
            Doc.of("Index", 7),
            "CreatedAt",
            "2026-11-23T00:13:56.064136762Z",
            "Spec",
            spec);
    Mapping mapping =
        new Mapping(Context.of(info, List.of(), List.of(), List.of()), EnvironmentMask.NONE);
    String cluster = Mapping.cluster(info).text("ID");
    for (Doc kept : List.of(mapping.config(config), mapping.secret(config))) {
      assertThat(kept.texts("names")).containsExactly("nginx.conf", "c1");
      assertThat(kept.text("parent")).isEqualTo(cluster);
      assertThat(kept.doc("snapshot")).isEqualTo(config.with("Spec", spec.without("Data")));
      assertThat(kept.text("created")).isEqualTo("2026-11-23T00:13:56.064Z");
    }
  }

  @Test
  void networksAndVolumesOfAStackAreBelowIt() {
    Doc labels = Doc.of("com.docker.stack.namespace", "shop");
    Mapping mapping =
        new Mapping(Context.of(info, List.of(), List.of(), List.of()), EnvironmentMask.NONE);
    Doc network =
        mapping.network(
            Doc.of(
                "Name",
                "shop_net",
                "Id",
                "n1",
                "Created",
                "2026-11-23T00:13:56Z",
                "Labels",
                labels));
    assertThat(network.text("type")).isEqualTo("swarm-network");
    assertThat(network.texts("names")).containsExactly("shop_net", "n1");
    assertThat(network.text("parent")).isEqualTo(mapping.stack("shop").text("native_id"));
    assertThat(network.text("cluster")).isEqualTo(Mapping.cluster(info).text("ID"));
    assertThat(network.text("created")).isEqualTo("2026-11-23T00:13:56.000Z");
    Doc volume =
        mapping.volume(
            Doc.of("Name", "shop_data", "Labels", labels, "ClusterVolume", Doc.of("ID", "v1")));
    assertThat(volume.texts("names")).containsExactly("shop_data", "v1");
    assertThat(volume.text("parent")).isEqualTo(mapping.stack("shop").text("native_id"));
  }

  @Test
  void taskOfANodeThatIsGoneHasNoHost() {
    Doc task = tasks.stream().filter(t -> t.text("NodeID") != null).findFirst().orElseThrow();
    Mapping alone =
        new Mapping(Context.of(info, List.of(), services, List.of()), EnvironmentMask.NONE);
    assertThat(alone.task(task).get("host")).isNull();
  }

  @Test
  void namesTheNetworksOfAServicesAddresses() {
    Doc service =
        Doc.of(
            "ID",
            "s",
            "Endpoint",
            Doc.of(
                "VirtualIPs",
                Arr.of(
                    Doc.of("NetworkID", "n1", "Addr", "10.0.1.2/24"),
                    Doc.of("NetworkID", "n2", "Addr", "fd00::2/64"),
                    Doc.of("NetworkID", "n2"))));
    Doc network = Doc.of("Id", "n1", "Name", "storm");
    Doc resource =
        new Mapping(Context.of(info, List.of(), List.of(), List.of(network)), EnvironmentMask.NONE)
            .service(service);
    assertThat(resource.get("addresses"))
        .isEqualTo(
            Arr.of(
                Doc.of("ip", "10.0.1.2", "network", "storm"),
                Doc.of("ip", "fd00::2", "network", "n2")));
  }

  @Test
  void mapsWhatHasNothingButAnId() {
    Mapping mapping =
        new Mapping(Context.of(info, List.of(), List.of(), List.of()), EnvironmentMask.NONE);
    for (Doc bare :
        List.of(
            mapping.node(Doc.of("ID", "x")),
            mapping.service(Doc.of("ID", "x")),
            mapping.task(Doc.of("ID", "x")))) {
      assertThat(bare.text("native_id")).isEqualTo("x");
      assertThat(bare.texts("names")).containsExactly("x");
      assertThat(bare.get("image")).isNull();
      assertThat(bare.has("labels") || bare.has("ports") || bare.has("created")).isFalse();
    }
  }

  @Test
  void nodeThatKnowsItselfAsAnyAddressHasTheOneOfItsManager() {
    Doc node =
        Doc.of(
            "Status", Doc.of("Addr", "0.0.0.0"), "ManagerStatus", Doc.of("Addr", "10.0.0.1:2377"));
    assertThat(Mapping.address(node)).isEqualTo("10.0.0.1");
    assertThat(Mapping.address(node.without("ManagerStatus"))).isNull();
  }

  @Test
  void createdIsAMomentThatSorts() {
    Mapping mapping =
        new Mapping(Context.of(info, List.of(), List.of(), List.of()), EnvironmentMask.NONE);
    assertThat(created(mapping, "2026-11-23T00:13:56.064136762Z"))
        .isEqualTo("2026-11-23T00:13:56.064Z");
    assertThat(created(mapping, "2026-11-23T02:13:56+02:00")).isEqualTo("2026-11-23T00:13:56.000Z");
    assertThat(created(mapping, "0001-01-01T00:00:00Z")).isNull();
    assertThat(created(mapping, "yesterday")).isNull();
  }

  private static Object created(Mapping mapping, String date) {
    return mapping.node(Doc.of("ID", "x", "CreatedAt", date)).get("created");
  }

  private List<Doc> resources() {
    Mapping mapping =
        new Mapping(Context.of(info, nodes, services, List.of()), EnvironmentMask.NONE);
    List<Doc> resources = new ArrayList<>(List.of(mapping.cluster(info, "default")));
    resources.add(mapping.stack("shop"));
    nodes.stream().map(mapping::node).forEach(resources::add);
    services.stream().map(mapping::service).forEach(resources::add);
    tasks.stream().map(mapping::task).forEach(resources::add);
    return resources;
  }

  private static List<Doc> docs(String name) {
    return ((Arr) fixture(name)).stream().map(Doc.class::cast).toList();
  }

  private static Object fixture(String name) {
    try (InputStream in = MappingTest.class.getResourceAsStream(name + ".json")) {
      return Json.read(in.readAllBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
