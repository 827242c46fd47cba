package org.perfectstorm.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * What a real engine becomes. The golden file has a resource a line, without the snapshot; {@code
 * -Dgolden=write} rewrites it, and its diff is to be read.
 */
class MappingTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/org/perfectstorm/provider/docker/resources.golden.jsonl");

  private final Told told = Recorded.told();
  private final Map<String, Doc> resources =
      Mapping.resources("ENGINE", told, EnvironmentMask.of(EnvironmentMask.USUAL));

  @Test
  void mapsARealEngine() throws IOException {
    List<String> lines =
        resources.values().stream()
            .map(resource -> Json.text(resource.without("snapshot")))
            .toList();
    if ("write".equals(System.getProperty("golden"))) {
      Files.write(GOLDEN, lines);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void refersOnlyToWhatComesBefore() {
    Set<String> before = new HashSet<>();
    resources.forEach(
        (id, resource) -> {
          for (String reference : List.of("parent", "cluster", "host")) {
            String other = resource.text(reference);
            assertThat(other == null || before.contains(other))
                .as("%s of %s", reference, resource)
                .isTrue();
          }
          before.add(id);
        });
  }

  @Test
  void theSnapshotIsWhatTheEngineSaidWithoutSecretsAndWithoutWhatNobodyTellsOf() {
    assertThat(Json.text(Arr.from(told.containers())) + Json.text(Arr.from(told.volumes())))
        .contains("hunter2");
    assertThat(Json.text(Arr.from(List.copyOf(resources.values())))).doesNotContain("hunter2");
    Doc said = one(told.containers(), "/web");
    Doc shown = named("web").doc("snapshot");
    assertThat(shown.doc("HostConfig")).isEqualTo(said.doc("HostConfig"));
    assertThat(shown.doc("Config").texts("Env")).contains("DB_PASSWORD=******", "DB_HOST=db");
    assertThat(shown.doc("State").doc("Health")).isEqualTo(Doc.of("Status", "healthy"));
    assertThat(said.doc("State").doc("Health").arr("Log")).isNotEmpty();
    for (Doc network : told.networks()) {
      assertThat(resources.get(network.text("Id")).doc("snapshot")).isEqualTo(network);
    }
    Doc engine = resources.get("ENGINE").doc("snapshot");
    assertThat(engine.text("ServerVersion")).isEqualTo(told.info().text("ServerVersion"));
    assertThat(engine.has("SystemTime")).isFalse();
  }

  @Test
  void whatBelongsToASwarmIsToldApart() {
    assertThat(Recorded.docs("containers").stream().filter(Told::isOfSwarm).toList())
        .singleElement()
        .satisfies(task -> assertThat(task.texts("Names").getFirst()).startsWith("/task.1."));
    assertThat(told.networks()).anyMatch(network -> "ingress".equals(network.text("Name")));
    assertThat(told.withoutSwarm().networks())
        .hasSize(told.networks().size() - 1)
        .noneMatch(network -> "ingress".equals(network.text("Name")));
  }

  @Test
  void anImageThatIsOnlyKnownByItsIdIsNamedIfItHasAName() {
    Doc byId = one(told.containers(), "/by-id");
    assertThat(byId.doc("Config").text("Image")).matches("[0-9a-f]{12}");
    assertThat(named("by-id").text("image")).isEqualTo("busybox:latest");
    Told without = new Told(told.info(), List.of(byId), List.of(), told.networks(), told.volumes());
    assertThat(
            Mapping.resources("ENGINE", without, EnvironmentMask.NONE)
                .get(byId.text("Id"))
                .text("image"))
        .isEqualTo(byId.text("Image"));
  }

  @Test
  void anImageThatIsCalledLikeAnIdIsNone() {
    Doc container =
        Doc.of("Id", "c", "Image", "sha256:0123", "Config", Doc.of("Image", "deadbeef"));
    assertThat(alone(container).text("image")).isEqualTo("deadbeef:latest");
  }

  @Test
  void nothingIsRequiredButAnId() {
    Doc resource = alone(Doc.of("Id", "c"));
    assertThat(resource.texts("names")).containsExactly("c");
    assertThat(resource.get("image")).isNull();
    assertThat(resource.text("status")).isEqualTo("unknown");
    assertThat(resource.doc("snapshot")).isEqualTo(Doc.of("Id", "c"));
    Doc odd =
        Json.readDoc(
            "{\"Id\":\"c\",\"Name\":7,\"State\":[],\"Config\":{\"Labels\":null},\"NetworkSettings\":"
                + "{\"Networks\":{\"a\":null},\"Ports\":{\"x/tcp\":[],\"53/udp\":[null,{}],\"9\":0}}}");
    assertThat(alone(odd).arr("ports").toString())
        .isEqualTo("[{\"port\":53,\"protocol\":\"udp\"}, {\"port\":9,\"protocol\":\"tcp\"}]");
  }

  private static Doc alone(Doc container) {
    Told told = new Told(Doc.EMPTY, List.of(container), List.of(), List.of(), List.of());
    return Mapping.resources("ENGINE", told, EnvironmentMask.of(EnvironmentMask.USUAL)).get("c");
  }

  private Doc named(String name) {
    return resources.values().stream()
        .filter(resource -> resource.texts("names").contains(name))
        .findFirst()
        .orElseThrow();
  }

  private static Doc one(List<Doc> docs, String name) {
    return docs.stream().filter(doc -> name.equals(doc.text("Name"))).findFirst().orElseThrow();
  }
}
