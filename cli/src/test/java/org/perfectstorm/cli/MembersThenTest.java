package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

class MembersThenTest {
  @TempDir Path folder;

  @Test
  void aGroupThatIsCalledOtherwiseNowIsStillTheSameGroup() throws IOException {
    try (RealStormd stormd = new RealStormd(folder.resolve("data"));
        Client client = stormd.client()) {
      stormd.seed();
      Doc group = Doc.of("name", "web", "query", Doc.of("names", Doc.of("$regex", "^redis.[12]$")));
      client.create(Kind.GROUP, group);
      long then = client.lastEvents(1).getFirst().number();
      client.put(Kind.GROUP, "web", group.with("name", "web2"));
      Shell shell = new Shell(stormd.address());
      String[] asked = {"group", "members", "web", "--at", Long.toString(then)};
      assertThat(shell.run(asked)).contains("redis.1", "redis.2");
      String[] difference = {"group", "members", "web", "--diff", "--at", Long.toString(then)};
      assertThat(shell.run(difference)).isEmpty();
      client.delete(Kind.RESOURCE, "redis.1");
      assertThat(shell.run(difference)).startsWith("- redis.1").doesNotContain("redis.2");
      client.delete(Kind.GROUP, "web2");
      assertThat(shell.run(difference)).contains("- redis.1", "- redis.2");
    }
  }
}
