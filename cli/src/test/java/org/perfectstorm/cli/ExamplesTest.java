package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.cli.completion.ShellWords;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** The files of examples/, and the commands in their comments, against the recorded cloud. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final String CLUSTER = "demo (recorded)";

  @TempDir static Path folder;
  private static RealStormd stormd;
  private static Process agent;
  private final Shell shell = new Shell(stormd.address());

  @BeforeAll
  static void start() throws IOException {
    stormd = new RealStormd(folder.resolve("data"));
    agent =
        RealStormd.program(
                "org.perfectstorm.provider.swarm.StormSwarm", "-C", stormd.address(), "--replay")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("agent.log").toFile())
            .start();
    Shell shell = new Shell(stormd.address());
    for (String name : List.of(CLUSTER, "mysql.1", "frontend")) {
      shell.run("wait-for", "resource", name, "--timeout", "30s");
      assertThat(shell.exitCode).as(name).isZero();
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    agent.destroy();
    if (!agent.waitFor(20, TimeUnit.SECONDS)) {
      agent.destroyForcibly();
    }
    stormd.close();
  }

  @AfterEach
  void clear() {
    try (Client client = stormd.client()) {
      for (Kind kind : List.of(Kind.APPLICATION, Kind.PROCEDURE, Kind.GROUP)) {
        for (Doc doc : client.list(kind)) {
          client.delete(kind, doc.text("id"));
        }
      }
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void allThatAreAskedForAreThere() throws IOException {
    assertThat(files().stream().map(file -> file.getFileName().toString()))
        .contains(
            "hello-world.yaml",
            "nginx.yaml",
            "consul.yaml",
            "blog.yaml",
            "messaging.yaml",
            "frontend-lb.yaml",
            "groups.yaml",
            "docker.yaml");
  }

  @TestFactory
  Stream<DynamicTest> importAndExportToTheSame() throws IOException {
    return files().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      try {
                        importsAndExports(file);
                      } finally {
                        clear();
                      }
                    }));
  }

  private void importsAndExports(Path file) throws IOException {
    List<String> words = new ArrayList<>(List.of("import", "-f", file.toString()));
    if (file.endsWith("frontend-lb.yaml")) {
      words.addAll(List.of("-f", EXAMPLES.resolve("messaging.yaml").toString()));
    }
    String[] all = words.toArray(new String[0]);
    words.add("--dry-run");
    assertThat(shell.run(words.toArray(new String[0]))).contains("would be created");
    assertThat(shell.exitCode).isZero();
    assertThat(shell.run("export")).isEqualTo("[]\n");
    assertThat(shell.run(all).lines()).isNotEmpty().allMatch(line -> line.endsWith(" created"));
    assertThat(shell.run(all).lines()).allMatch(line -> line.endsWith(" unchanged"));
    Path exported = folder.resolve("exported.yaml");
    Files.writeString(exported, shell.run("export"));
    assertThat(shell.run("diff", exported.toString())).isEmpty();
    assertThat(shell.exitCode).isZero();
  }

  /** What the comments tell people to type works: what would change something as a rehearsal. */
  @TestFactory
  Stream<DynamicTest> doWhatTheirCommentsSay() throws IOException {
    return files().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      try {
                        runComments(file);
                      } finally {
                        clear();
                      }
                    }));
  }

  private void runComments(Path file) throws IOException {
    int rendered = 0;
    for (String line : Files.readString(file).lines().toList()) {
      if (!line.matches("# {3}(bin/)?stormctl .*")) {
        continue;
      }
      List<String> words =
          new ArrayList<>(
              ShellWords.of(
                      line.replaceAll(".*stormctl ", "")
                          .replace("target default", "target '" + CLUSTER + "'"))
                  .words());
      words.replaceAll(word -> word.startsWith("examples/") ? "../" + word : word);
      switch (words.get(0) + " " + words.get(1)) {
        case "procedure exec" -> words.add("--dry-run");
        // Nothing was really run, so it waits in vain; that it understands is enough.
        case "wait-for group" -> words.addAll(List.of("--timeout", "1ms"));
        default -> {}
      }
      String printed = shell.run(words.toArray(new String[0]));
      boolean waits = words.getFirst().equals("wait-for");
      assertThat(shell.exitCode).as("%s\n%s", line, printed).isEqualTo(waits ? 124 : 0);
      if (line.contains("procedure render") || line.contains("procedure exec")) {
        commands(line, shell.out());
        rendered++;
      }
    }
    assertThat(rendered).isGreaterThan(file.endsWith("groups.yaml") ? -1 : 0);
  }

  /**
   * What an agent understands that speaks Docker: a YAML list of docker commands, each on one line
   * then.
   */
  private static List<String> commands(String line, String content) {
    List<String> commands = new ArrayList<>();
    Arr list = (Arr) Yaml.read(line, content).getFirst().value();
    for (Object command : list) {
      assertThat((String) command)
          .matches("(service|node) (create|update|rm) .*|(ps|restart) .*")
          .doesNotContain("\n");
      commands.add((String) command);
    }
    return commands;
  }

  private List<String> rendered(String procedure, String... more) {
    List<String> words =
        new ArrayList<>(List.of("procedure", "render", procedure, "--target", CLUSTER));
    words.addAll(List.of(more));
    shell.run(words.toArray(new String[0]));
    return commands(procedure, shell.out());
  }

  @Test
  void templatesSeeWhatRuns() {
    assertThat(shell.run("import", EXAMPLES.toString())).contains("application blog created\n");
    List<String> upgrade = rendered("nginx-upgrade", "-p", "VERSION='1.28'");
    assertThat(upgrade)
        .isNotEmpty()
        .allMatch(command -> command.startsWith("service update --image nginx:1.28 "));
    String services =
        shell.run("group", "members", "nginx", "--type", "swarm-service", "-o", "name");
    assertThat(upgrade).hasSameSizeAs(services.lines().toList());
    assertThat(rendered("nginx-pin"))
        .isNotEmpty()
        .allMatch(command -> command.matches("node update --label-add has-nginx=yes swarm-\\d"));
    assertThat(rendered("consul-servers").getFirst())
        .contains("-bootstrap-expect=1 ", " -retry-join=")
        .contains("-bind='{{ GetInterfaceIP \"eth0\" }}'");
    assertThat(rendered("hello-world", "-p", "GREETING=it's \"me\"").getFirst())
        .endsWith(
            "sh -c 'mkdir /www; echo '\"'\"'it'\"'\"'\"'\"'\"'\"'\"'\"'s \"me\"'\"'\"' >"
                + " /www/index.html; exec httpd -f -h /www'");
    assertThat(rendered("mysql").getFirst())
        .isEqualTo(
            "service create --name mysql -p 3306:3306 -e MYSQL_DATABASE=messaging -e"
                + " MYSQL_USER=messaging -e MYSQL_PASSWORD=messaging -e MYSQL_ROOT_PASSWORD=root"
                + " mysql:5.7 --server-id=1 --log-bin=mysql-bin --sync-binlog=1 --gtid-mode=on"
                + " --enforce-gtid-consistency=true");
    assertThat(rendered("blog-database").getFirst()).contains(" -e POSTGRES_PASSWORD='******' ");
  }
}
