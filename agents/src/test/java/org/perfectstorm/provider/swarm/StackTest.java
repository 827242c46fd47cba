package org.perfectstorm.provider.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.agent.RealStormd;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** A service that leaves its stack, as stormd takes it. */
@Timeout(30)
class StackTest {
  @Test
  void aServiceStaysWhenItsStackGoes(@TempDir Path folder) {
    try (RealStormd stormd = new RealStormd(folder)) {
      stormd.client().create(Kind.AGENT, Doc.of("type", "swarm", "name", "a"));
      Doc cluster = Doc.of("native_id", "c", "type", "swarm-cluster");
      Doc stack = Doc.of("native_id", "stack:blog", "type", "swarm-stack", "parent", "c");
      Doc service = Doc.of("native_id", "s", "type", "swarm-service", "parent", "stack:blog");
      stormd
          .client()
          .sync("a", Doc.of("full", true, "resources", List.of(cluster, stack, service)));
      String id = one(stormd, "s").text("id");
      stormd
          .client()
          .sync(
              "a",
              Doc.of(
                  "full", false,
                  "resources", List.of(service.with("parent", "c")),
                  "gone", List.of("stack:blog")));
      assertThat(one(stormd, "s").text("id")).isEqualTo(id);
      assertThat(one(stormd, "s").text("parent")).isEqualTo(one(stormd, "c").text("id"));
      assertThat(stormd.client().list(Kind.RESOURCE)).hasSize(2);
    }
  }

  private static Doc one(RealStormd stormd, String id) {
    return stormd.client().list(Kind.RESOURCE, Doc.of("native_id", id)).getFirst();
  }
}
