package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfectstorm.cli.command.Command;

/** What each command prints, to the byte. */
class StormctlTest {
  private static final String CLUSTER = id("res", 1);
  private static final String NODE = id("res", 2);
  private static final String SERVICE = id("res", 3);
  private static final String TASK1 = id("res", 4);
  private static final String TASK2 = id("res", 5);
  private static final String AGENT = id("agt", 1);
  private static final String REDIS = id("grp", 1);
  private static final String EMPTY = id("grp", 2);

  private CannedStormd stormd;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    stormd = new CannedStormd();
    shell = new Shell(stormd.address());
    String tasks =
        resource(TASK1, "swarm-task", SERVICE, "running", "unhealthy", "redis.1", "abcdefghij")
            + ","
            + resource(TASK2, "swarm-task", SERVICE, "error", "unknown", "redis.2");
    stormd.answer(
        "GET /v1/resources",
        200,
        "["
            + resource(CLUSTER, "swarm-cluster", null, "running", "unknown", "default")
            + ","
            + resource(NODE, "swarm-node", CLUSTER, "running", "healthy", "node-1")
            + ","
            + resource(SERVICE, "swarm-service", CLUSTER, "running", "unknown", "redis")
            + ","
            + tasks
            + "]");
    stormd.answer("GET /v1/groups", 200, "[" + group(EMPTY, "empty") + "," + redis() + "]");
    stormd.answer("GET /v1/groups/redis", 200, redis());
    stormd.answer("GET /v1/groups/redis/members", 200, "[" + tasks + "]");
    stormd.answer("GET /v1/groups/" + REDIS + "/members", 200, "[" + tasks + "]");
    stormd.answer("GET /v1/groups/" + EMPTY + "/members", 200, "[]");
    stormd.answer("GET /v1/status", 200, status(""));
    stormd.answer("GET /v1/agents", 200, "[" + agent() + "]");
    stormd.answer("GET /v1/agents/swarm-x", 200, agent());
    stormd.answer("GET /v1/resources?q={\"owner\":\"" + AGENT + "\"}", 200, "[" + tasks + "]");
    stormd.answer(
        "GET /v1/resources?q={\"names\":{\"$regex\":\"^redis\\\\.\"}}", 200, "[" + tasks + "]");
    stormd.answer("DELETE /v1/agents/swarm-x", 204, "");
    stormd.answer("DELETE /v1/groups/redis", 204, "");
  }

  @AfterEach
  void stop() {
    stormd.close();
  }

  @Test
  void resourcesAreATree() {
    assertThat(shell.run("resource", "ls"))
        .isEqualTo(
            """
            ID                               TYPE            NAMES                 STATUS    HEALTH   \

            res-0000000000000000000001       swarm-cluster   default               running   unknown  \

            ├─res-0000000000000000000002     swarm-node      node-1                running   healthy  \

            ╰─res-0000000000000000000003     swarm-service   redis                 running   unknown  \

              ├─res-0000000000000000000004   swarm-task      redis.1, abcdefghij   running   unhealthy
              ╰─res-0000000000000000000005   swarm-task      redis.2               error     unknown  \

            """);
    assertThat(shell.exitCode).isZero();
  }

  @Test
  void aTreeGoesOnBesideTheChildrenOfAllButTheLast() {
    String other = id("res", 9);
    stormd.answer(
        "GET /v1/resources",
        200,
        "["
            + resource(CLUSTER, "c", null, "running", "unknown", "one")
            + ","
            + resource(SERVICE, "s", CLUSTER, "running", "unknown", "web")
            + ","
            + resource(TASK1, "t", SERVICE, "running", "unknown", "web.1")
            + ","
            + resource(TASK2, "t", SERVICE, "running", "unknown", "web.2")
            + ","
            + resource(NODE, "n", CLUSTER, "running", "unknown", "node")
            + ","
            + resource(other, "c", id("res", 8), "running", "unknown", "two")
            + "]");
    assertThat(shell.run("resource", "ls").lines().map(line -> line.substring(0, 30)))
        .containsExactly(
            "ID                            ",
            "res-0000000000000000000001    ",
            "├─res-0000000000000000000003  ",
            "│ ├─res-0000000000000000000004",
            "│ ╰─res-0000000000000000000005",
            "╰─res-0000000000000000000002  ",
            "res-0000000000000000000009    ");
    shell.environment.put("LANG", "C");
    assertThat(shell.run("resource", "ls").lines().map(line -> line.substring(0, 30)))
        .containsExactly(
            "ID                            ",
            "res-0000000000000000000001    ",
            "|-res-0000000000000000000003  ",
            "| |-res-0000000000000000000004",
            "| `-res-0000000000000000000005",
            "`-res-0000000000000000000002  ",
            "res-0000000000000000000009    ");
  }

  @Test
  void theTreeHasAnAsciiForm() {
    shell.environment.put("LANG", "C");
    shell.environment.put("COLUMNS", "84");
    assertThat(shell.run("resource", "ls").lines().map(String::stripTrailing))
        .containsExactly(
            "ID                               TYPE            NAMES           STATUS    HEALTH",
            "res-0000000000000000000001       swarm-cluster   default         running   unknown",
            "|-res-0000000000000000000002     swarm-node      node-1          running   healthy",
            "`-res-0000000000000000000003     swarm-service   redis           running   unknown",
            "  |-res-0000000000000000000004   swarm-task      redis.1, a...   running   unhealthy",
            "  `-res-0000000000000000000005   swarm-task      redis.2         error     unknown");
  }

  @Test
  void tasksThatHaveStoppedAreHiddenUnlessSomebodyAsks() {
    String tasks =
        "["
            + resource(SERVICE, "swarm-service", null, "stopped", "unknown", "redis")
            + ","
            + resource(TASK1, "swarm-task", SERVICE, "stopped", "unknown", "redis.1")
            + ","
            + resource(TASK2, "swarm-task", SERVICE, "error", "unknown", "redis.2")
            + "]";
    stormd.answer("GET /v1/resources", 200, tasks);
    stormd.answer("GET /v1/resources?q={\"status\":\"stopped\"}", 200, tasks);
    stormd.answer("GET /v1/resources?q={\"type\":\"swarm-task\"}", 200, tasks);
    assertThat(shell.run("resource", "ls"))
        .contains("╰─" + TASK2)
        .doesNotContain(TASK1)
        .endsWith("1 stopped task is hidden (--all shows it)\n");
    assertThat(shell.out()).hasLineCount(3);
    assertThat(shell.run("resource", "ls", "--type", "swarm-task")).doesNotContain(TASK1);
    for (String asks : List.of("-a", "--status=stopped", "-q", "-oname", "-ojson")) {
      assertThat(shell.run("resource", "ls", asks)).contains(wanted(asks));
      assertThat(shell.err()).isEmpty();
    }
  }

  private static String wanted(String asks) {
    return asks.equals("-oname") ? "redis.1" : TASK1;
  }

  @Test
  void namesAreCutToTheTerminal() {
    shell.environment.put("COLUMNS", "84");
    assertThat(shell.run("resource", "ls").lines())
        .allMatch(line -> line.length() == 84)
        .anyMatch(line -> line.contains("redis.1, abc…   running"));
  }

  @Test
  void membersAreListedAsResourcesAre() {
    assertThat(shell.run("group", "members", "redis"))
        .isEqualTo(
            """
            ID                           TYPE         NAMES                 STATUS    HEALTH   \

            res-0000000000000000000004   swarm-task   redis.1, abcdefghij   running   unhealthy
            res-0000000000000000000005   swarm-task   redis.2               error     unknown  \

            """);
    assertThat(shell.run("group", "members", "redis", "-q")).isEqualTo(TASK1 + "\n" + TASK2 + "\n");
    assertThat(shell.run("group", "members", "redis", "-o", "name"))
        .isEqualTo("redis.1\nredis.2\n");
  }

  @Test
  void groupsAndAgents() {
    assertThat(shell.run("group", "ls"))
        .isEqualTo(
            """
            ID                           NAME \

            grp-0000000000000000000002   empty
            grp-0000000000000000000001   redis
            """);
    assertThat(shell.run("agent", "ls"))
        .isEqualTo(
            """
            ID                           TYPE    NAME      STATUS
            agt-0000000000000000000001   swarm   swarm-x   online
            """);
    stormd.answer(
        "GET /v1/agents",
        200,
        "[" + agent().replace("\"options\"", "\"message\":\"no answer\",\"options\"") + "]");
    assertThat(shell.run("agent", "ls"))
        .isEqualTo(
            """
            ID                           TYPE    NAME      STATUS   MESSAGE  \

            agt-0000000000000000000001   swarm   swarm-x   online   no answer
            """);
  }

  @Test
  void oneObjectIsYaml() {
    assertThat(shell.run("group", "get", "redis"))
        .isEqualTo(
            """
            id: grp-0000000000000000000001
            name: redis
            query:
              image:
                $regex: 'redis:.*'
            include: []
            exclude: []
            services:
              - name: redis
                protocol: tcp
                port: 6379
            """);
    assertThat(shell.run("--color", "always", "agent", "get", "swarm-x"))
        .startsWith("\u001b[34mid\u001b[0m: \u001b[31magt-0000000000000000000001\u001b[0m\n");
    assertThat(shell.run("group", "get", "redis", "-o", "json"))
        .startsWith("{\n  \"id\": \"grp-0000000000000000000001\",\n  \"name\": \"redis\",\n");
  }

  @Test
  void statusTellsAll() {
    assertThat(shell.run("status"))
        .isEqualTo(
            """
            Groups:
            - empty: 0 resources
            - redis: 2 resources (1 running, 1 unhealthy, 1 error)

            Resources:
            - Total: 5 resources (4 running, 1 unhealthy, 1 error)
            - In groups: 2 resources
            - Not in groups: 3 resources

            Jobs: 2 total (1 running, 1 done)

            Agents: 1 total (1 online)
            """);
    assertThat(shell.run("status", "-o", "yaml"))
        .isEqualTo(
            """
            groups:
              - id: grp-0000000000000000000002
                name: empty
                total: 0
              - id: grp-0000000000000000000001
                name: redis
                total: 2
                running: 1
                unhealthy: 1
                error: 1
            resources:
              total: 5
              running: 4
              unhealthy: 1
              error: 1
            in_groups: 2
            jobs:
              total: 2
              running: 1
              done: 1
            agents:
              total: 1
              online: 1
            """);
    stormd.answer(
        "GET /v1/status",
        200,
        status(",\"troubles\":[{\"agent\":\"swarm-x\",\"message\":\"no answer\"}]"));
    assertThat(shell.run("status")).endsWith("Agents: 1 total (1 online)\n- swarm-x: no answer\n");
  }

  @Test
  void aStatusThatThereIsNotIsAMistake() {
    assertThat(shell.run("resource", "ls", "--status", "running,fine"))
        .contains("--status: there is no status \"fine\"; there are unknown, creating,");
    assertThat(shell.run("agent", "ls", "--status", "running")).contains("online, offline");
  }

  @Test
  void colorsAreForTerminals() {
    shell.terminal = true;
    shell.environment.put("COLUMNS", "200");
    shell.environment.put("LINES", "50");
    assertThat(shell.run("agent", "ls"))
        .isEqualTo(
            "\u001b[1mID\u001b[0m                           \u001b[1mTYPE\u001b[0m    "
                + "\u001b[1mNAME\u001b[0m      \u001b[1mSTATUS\u001b[0m\n"
                + "agt-0000000000000000000001   \u001b[36mswarm\u001b[0m   "
                + "\u001b[34mswarm-x\u001b[0m   \u001b[32monline\u001b[0m\n");
    shell.environment.put("NO_COLOR", "1");
    assertThat(shell.run("agent", "ls")).doesNotContain("\u001b");
    assertThat(shell.run("agent", "ls", "--color=always")).contains("\u001b");
    shell.environment.remove("NO_COLOR");
    assertThat(shell.run("agent", "ls", "--color", "never")).doesNotContain("\u001b");
    shell.environment.put("TERM", "dumb");
    assertThat(shell.run("agent", "ls")).doesNotContain("\u001b");
  }

  @Test
  void cloudsCannotPaintTheTerminal() {
    stormd.answer(
        "GET /v1/resources",
        200,
        "[" + resource(NODE, "t", null, "running", "unknown", "a\\u001b[31m\\nb") + "]");
    assertThat(shell.run("resource", "ls")).contains("a?[31m?b").hasLineCount(2);
    assertThat(shell.run("resource", "ls", "-o", "name")).isEqualTo("a?[31m?b\n");
    stormd.answer(
        "GET /v1/status",
        200,
        status(",\"troubles\":[{\"agent\":\"a\\n- b\",\"message\":\"\\u009b31m\"}]"));
    assertThat(shell.run("status")).endsWith("\n- a?- b: ?31m\n");
    stormd.answer(
        "GET /v1/events?date=true&count=20", 200, "[" + event(7, "created", "a\\nb") + "]");
    assertThat(shell.run("event", "ls", "-o", "name")).isEqualTo("a?b\n");
    stormd.answer("GET /v1/groups", 400, "{\"q\":[\"\\u001b[2J no\"]}");
    assertThat(shell.run("group", "ls")).isEqualTo("stormctl: q: ?[2J no\n");
  }

  @Test
  void resourcesCanBePickedOut() {
    stormd.answer("GET /v1/resources?q={\"type\":\"swarm-node\"}", 200, "[]");
    assertThat(shell.run("resource", "ls", "--type", "swarm-node"))
        .isEqualTo("ID   TYPE   NAMES   STATUS   HEALTH\n");
    stormd.answer(
        "GET /v1/resources?q={\"image\":{\"$regex\":\"redis\"},"
            + "\"$and\":[{\"status\":{\"$in\":[\"error\",\"running\"]}}]}",
        200,
        "[]");
    shell.run(
        "resource", "ls", "-Q", "image: {$regex: redis}", "--status", "error", "--status=running");
    assertThat(shell.exitCode).isZero();
    assertThat(shell.run("resource", "ls", "-Q", "{image: {$exits: false}}"))
        .isEqualTo(
            "stormctl: -Q: unknown operator: $exits (did you mean $exists?) at image.$exits\n");
    assertThat(shell.exitCode).isEqualTo(2);
    assertThat(shell.run("resource", "ls", "-Q", "{image: ")).startsWith("stormctl: -Q:1:9: ");
    assertThat(shell.run("resource", "ls", "-Q", "[]"))
        .isEqualTo("stormctl: -Q: expected a mapping such as {image: {$regex: redis}}\n");
  }

  @Test
  void agentsWithResourcesAreNotRemovedByAccident() {
    assertThat(shell.run("agent", "rm", "swarm-x"))
        .isEqualTo(
            "stormctl: agent swarm-x owns 2 resources, which will be removed with it: say --yes if"
                + " that is meant\n");
    assertThat(shell.exitCode).isEqualTo(1);
    shell.terminal = true;
    shell.input = "n\n";
    assertThat(shell.run("agent", "rm", "swarm-x")).endsWith("Remove it? [y/N] ");
    assertThat(shell.exitCode).isEqualTo(1);
    assertThat(stormd.requests).noneMatch(request -> request.startsWith("DELETE"));
    shell.input = "y\n";
    shell.run("agent", "rm", "swarm-x");
    assertThat(shell.exitCode).isZero();
    assertThat(stormd.requests).last().isEqualTo("DELETE /v1/agents/swarm-x");
    shell.terminal = false;
    assertThat(shell.run("agent", "rm", "--yes", "swarm-x")).isEmpty();
  }

  @Test
  void whatCannotBeRemovedDoesNotKeepTheRest() {
    assertThat(shell.run("group", "rm", "nosuch", "redis"))
        .isEqualTo("stormctl: no group nosuch at " + stormd.address() + "\n");
    assertThat(shell.exitCode).isEqualTo(1);
    assertThat(stormd.requests).last().isEqualTo("DELETE /v1/groups/redis");
  }

  @Test
  void eventsAreListedAndPickedOut() {
    stormd.answer(
        "GET /v1/events?date=true&count=20",
        200,
        "[" + event(7, "created", "redis") + "," + event(8, "deleted", "redis") + "]");
    assertThat(shell.run("event", "ls"))
        .isEqualTo(
            """
            NUMBER   DATE                   EVENT     KIND       ID                           NAMES
            7        2026-01-02T03:04:05Z   created   resource   res-0000000000000000000004   redis
            8        2026-01-02T03:04:05Z   deleted   resource   res-0000000000000000000004   redis
            """);
    assertThat(shell.run("event", "ls", "deleted", "-q")).isEqualTo(TASK1 + "\n");
    assertThat(shell.run("event", "ls", ":agent", "::" + TASK2, ":::nosuch", "-q")).isEmpty();
    assertThat(shell.run("event", "ls", ":::x,redis", "-o", "name")).isEqualTo("redis\nredis\n");
  }

  @Test
  void eventsBeginWhereTheyAreToldTo() {
    stormd.answer(
        "GET /v1/events?date=true&start=7&count=2",
        200,
        "[" + event(7, "created", "a") + "," + event(8, "deleted", "b") + "]");
    assertThat(shell.run("event", "ls", "--start", "7", "-n", "2", "-o", "name"))
        .isEqualTo("a\nb\n");
    stormd.answer(
        "GET /v1/events?date=true&start=5000000000&count=2147483647",
        200,
        "[" + event(9, "created", "c") + "]");
    assertThat(shell.run("event", "ls", "--start", "5000000000", "-o", "name")).isEqualTo("c\n");
  }

  @Test
  void watchingWritesALineForEachChange() throws Exception {
    stormd.answer("GET /v1/groups/redis/events?date=true&count=1", 200, "[]");
    stormd.answer("GET /v1/events?date=true&count=1", 200, "[" + event(7, "created", "x") + "]");
    Thread watch =
        Thread.ofPlatform()
            .daemon()
            .start(() -> shell.stormctl().run("group", "members", "redis", "--watch"));
    String table =
        """
        ID                           TYPE         NAMES                 STATUS    HEALTH   \

        res-0000000000000000000004   swarm-task   redis.1, abcdefghij   running   unhealthy
        res-0000000000000000000005   swarm-task   redis.2               error     unknown  \

        """;
    await(table);
    stormd.answer(
        "GET /v1/groups/redis/members",
        200,
        "["
            + resource(TASK1, "swarm-task", SERVICE, "running", "healthy", "redis.1")
            + ","
            + resource(NODE, "swarm-task", SERVICE, "running", "healthy", "redis.3")
            + "]");
    stormd.memberEvents.add(
        "{\"id\":90,\"event_type\":\"joined\",\"group\":\"" + REDIS + "\",\"cause\":8}");
    await(
        table
            + """
            - res-0000000000000000000005   swarm-task   redis.2   error    unknown
            ~ res-0000000000000000000004   swarm-task   redis.1   running   healthy
            + res-0000000000000000000002   swarm-task   redis.3   running   healthy
            """);
    watch.interrupt();
    watch.join(Duration.ofSeconds(5));
    assertThat(watch.isAlive()).isFalse();
  }

  @Test
  void followingPrintsEventsAsTheyCome() throws Exception {
    stormd.answer("GET /v1/events?date=true&count=20", 200, "[" + event(7, "created", "a") + "]");
    stormd.answer("GET /v1/events?date=true&count=1", 200, "[" + event(7, "created", "a") + "]");
    Thread follow =
        Thread.ofPlatform()
            .daemon()
            .start(() -> shell.stormctl().run("event", "ls", "-f", "-o", "name"));
    await("a\n");
    stormd.events.add(event(8, "created", "b"));
    await("a\nb\n");
    follow.interrupt();
    follow.join(Duration.ofSeconds(5));
    assertThat(follow.isAlive()).isFalse();
  }

  @Test
  void joiningAndLeavingIsFollowed() throws Exception {
    String joined =
        "{\"id\":7,\"event_type\":\"joined\",\"group\":\"g\",\"group_name\":\"redis\",\"resource\":\"%s\","
            + "\"resource_names\":[\"redis.1\"],\"cause\":3,\"date\":\"2026-01-02T03:04:05Z\"}";
    String events = "[" + joined.formatted(TASK1) + "]";
    stormd.answer("GET /v1/groups/redis/events?date=true&count=20", 200, events);
    stormd.answer("GET /v1/groups/redis/events?date=true&count=1", 200, events);
    assertThat(shell.run("event", "ls", "--group", "redis"))
        .isEqualTo(
            """
            NUMBER   DATE                   EVENT    GROUP   ID                           NAMES  \

            7        2026-01-02T03:04:05Z   joined   redis   res-0000000000000000000004   redis.1
            """);
    assertThat(shell.run("event", "ls", "--group", "redis", "left", "-q")).isEmpty();
    assertThat(shell.run("event", "ls", "--group", "nosuch", "-f"))
        .isEqualTo("stormctl: no group nosuch at " + stormd.address() + "\n");
    Thread follow =
        Thread.ofPlatform()
            .daemon()
            .start(() -> shell.stormctl().run("event", "ls", "--group", "redis", "-f", "-q"));
    await(TASK1 + "\n");
    stormd.memberEvents.add(joined.formatted(TASK1));
    stormd.memberEvents.add(joined.formatted(TASK2).replace(":7", ":9").replace("joined", "left"));
    await(TASK1 + "\n" + TASK2 + "\n");
    follow.interrupt();
    follow.join(Duration.ofSeconds(5));
    assertThat(follow.isAlive()).isFalse();
  }

  @Test
  void waitingAsksAgainWhenSomethingHappenedNotByTheClock() throws Exception {
    String question =
        "GET /v1/resources?q={\"status\":\"running\",\"$and\":[{\"$or\":[{\"id\":\"web\"},{\"names\":\"web\"}]}]}";
    stormd.answer(question, 200, "[]");
    stormd.answer("GET /v1/events?date=true&count=1", 200, "[" + event(7, "created", "x") + "]");
    int[] exitCode = {-1};
    Thread waiting =
        Thread.ofPlatform()
            .daemon()
            .start(
                () ->
                    exitCode[0] =
                        shell
                            .stormctl()
                            .run("wait-for", "resource", "web", "-Q", "{status: running}"));
    Thread.sleep(1_500);
    assertThat(waiting.isAlive()).isTrue();
    assertThat(stormd.requests.stream().filter(each -> each.startsWith(question)).count())
        .as("readings: one at the beginning, one when the feed listens")
        .isEqualTo(2);
    stormd.answer(question, 200, "[{\"id\":\"" + TASK1 + "\"}]");
    stormd.events.add(event(8, "updated", "web"));
    waiting.join(Duration.ofSeconds(5));
    assertThat(exitCode[0]).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event ls grup|FILTER: expected EVENT:KIND:ID:NAME,NAME, not \"grup\": grup is none of"
            + " created",
        "event ls :task|FILTER: expected EVENT:KIND:ID:NAME,NAME, not \":task\": task is none of"
            + " agent",
        "event ls --group g --start 3|--start: the events of a group have other numbers",
        "grup|Unmatched argument at index 0: 'grup' (did you mean group?) ('stormctl --help'",
        "group members|Missing required parameter: 'NAME' ('stormctl group members --help'",
        "group ls --colour never|Unknown option",
        "group ls -o xml|-o: expected table, json, yaml or name, not \"xml\"",
        "--color blue group ls|--color: expected auto, always or never, not blue",
        "-C host:x group ls|-C: not an address (HOST or HOST:PORT): \"host:x\": the port must be",
        "-C a:1,,b group ls|-C: address 2 of \"a:1,,b\" is empty",
        "-C a:1,b:x group ls|-C: not an address (HOST or HOST:PORT): \"b:x\": the port must be",
        "-C a,a group ls|-C: \"a,a\": a:28482 is named twice",
        "group ls -C|Missing required parameter for option '--connect'",
        "import|import what? -f FILE is missing",
        "import -o name -f x|-o: expected text, json or yaml, not \"name\"",
        "diff|compare what? -f FILE is missing",
        "export grup|KIND: expected application, group or procedure, not \"grup\"",
        "export -o table|-o: expected yaml or json",
        "event ls -n many|--last: expected a number, not \"many\"",
        "event ls --start -1|--start: expected a number, not \"-1\"",
        "procedure exec p -t x -p =1|-p: expected NAME or NAME=VALUE, not \"=1\"",
        "procedure exec p -t x -o =1|-o: expected NAME or NAME=VALUE, not \"=1\"",
        "procedure exec p -t x -o a=[|-o a: the value is no YAML",
        "completion tcsh|there is no completion for tcsh: bash, zsh, fish",
      })
  void whatMakesNoSenseIsSaidInALine(String words, String message) {
    assertThat(shell.run(words.split(" "))).startsWith("stormctl: " + message).hasLineCount(1);
    assertThat(shell.exitCode).isEqualTo(2);
  }

  @Test
  void whatFailsIsSaidInALine() {
    assertThat(shell.run("group", "get", "nosuch"))
        .isEqualTo("stormctl: no group nosuch at " + stormd.address() + "\n");
    assertThat(shell.exitCode).isEqualTo(1);
    stormd.answer("GET /v1/groups", 200, "<html>");
    assertThat(shell.run("group", "ls"))
        .isEqualTo(
            "stormctl: what answers at "
                + stormd.address()
                + " is no stormd: its answer is no JSON\n");
    stormd.close();
    assertThat(shell.run("group", "ls"))
        .isEqualTo(
            "stormctl: stormd at "
                + stormd.address()
                + " does not answer: connection refused (-C or STORMD_HOST say where it is)\n");
    assertThat(shell.exitCode).isEqualTo(1);
    assertThat(shell.run("import", "-f", "/nosuch.yaml"))
        .isEqualTo("stormctl: /nosuch.yaml: no such file\n");
  }

  @Test
  void ofSeveralServersTheNextIsAsked() {
    stormd.answer("GET /v1/groups", 200, "[]");
    String both = "127.0.0.1:1," + stormd.address();
    assertThat(shell.run("-C", both, "group", "ls", "-q")).isEmpty();
    assertThat(shell.exitCode).isZero();
    assertThat(shell.run("-C", "127.0.0.1:1,127.0.0.1:2", "group", "ls"))
        .isEqualTo(
            "stormctl: stormd at 127.0.0.1:1 does not answer: connection refused; stormd at"
                + " 127.0.0.1:2 does not answer: connection refused (-C or STORMD_HOST say where it"
                + " is)\n");
    assertThat(shell.exitCode).isEqualTo(1);
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    assertThat(shell.run()).contains("Examples:").isEqualTo(shell.run("--help"));
    for (String noun : Nouns.NAMES) {
      String whole = shell.run(noun, "--help");
      assertThat(whole).contains("Usage: stormctl " + noun).contains("Example");
      if (!Nouns.isCommand(noun)) {
        assertThat(shell.run(noun)).isEqualTo(whole);
        assertThat(shell.exitCode).isZero();
      }
      for (var command : Nouns.commands(noun)) {
        String[] words =
            Nouns.isCommand(noun)
                ? new String[] {noun, "--help"}
                : new String[] {noun, command.name(), "--help"};
        String help = shell.run(words);
        assertThat(help).contains("Usage: stormctl " + noun).contains("Example");
        assertThat(shell.exitCode).isZero();
        words = ("help " + String.join(" ", words).replace(" --help", "")).split(" ");
        assertThat(shell.run(words)).isEqualTo(help);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gr|group",
        "group,members,''|empty,redis",
        "group,members,re|redis",
        "group,members,redis,''|''",
        "group,rm,redis,e|empty",
        "group,explain,redis,redis.|redis.1,redis.2",
        "group,ls,-o,y|yaml",
        "group,ls,--wa|--watch",
        "agent,get,s|swarm-x",
        "resource,ls,--type,swarm-t|swarm-task",
        "import,-f,x|''",
        "-C,nowhere.invalid,group,get,''|''",
      })
  void shellsAreToldWhatAWordCouldBecome(String words, String candidates) {
    String[] typed = words.equals("") ? new String[] {""} : words.split(",");
    for (int i = 0; i < typed.length; i++) {
      typed[i] = typed[i].equals("''") ? "" : typed[i];
    }
    String[] all = new String[typed.length + 1];
    all[0] = "__complete";
    System.arraycopy(typed, 0, all, 1, typed.length);
    assertThat(shell.run(all).lines().collect(Collectors.joining(","))).isEqualTo(candidates);
  }

  @Test
  void shellsAreToldAllCommands() {
    assertThat(shell.run("__complete", "").lines()).containsExactlyElementsOf(Nouns.NAMES);
    assertThat(shell.run("__complete", "group", "").lines())
        .containsExactlyElementsOf(Nouns.commands("group").stream().map(Command::name).toList());
  }

  private void await(String text) throws InterruptedException {
    for (int i = 0; i < 100 && !shell.out().equals(text); i++) {
      Thread.sleep(50);
    }
    assertThat(shell.out()).isEqualTo(text);
  }

  private static String id(String prefix, int number) {
    return prefix + "-" + "%022d".formatted(number);
  }

  private static String status(String troubles) {
    return """
    {"groups":[{"id":"%s","name":"empty","total":0},
    {"id":"%s","name":"redis","total":2,"running":1,"unhealthy":1,"error":1}],
    "resources":{"total":5,"running":4,"unhealthy":1,"error":1},"in_groups":2,
    "jobs":{"total":2,"running":1,"done":1},"agents":{"total":1,"online":1}%s}
    """
        .formatted(EMPTY, REDIS, troubles);
  }

  private static String resource(
      String id, String type, String parent, String status, String health, String... names) {
    String list =
        IntStream.range(0, names.length)
            .mapToObj(i -> "\"" + names[i] + "\"")
            .collect(Collectors.joining(","));
    return "{\"id\":\"%s\",\"type\":\"%s\",\"names\":[%s],\"parent\":%s,\"status\":\"%s\",\"health\":\"%s\"}"
        .formatted(id, type, list, parent == null ? "null" : "\"" + parent + "\"", status, health);
  }

  private static String group(String id, String name) {
    return "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, name);
  }

  private static String redis() {
    return "{\"id\":\""
        + REDIS
        + "\",\"name\":\"redis\",\"query\":{\"image\":{\"$regex\":\"redis:.*\"}},\"include\":[],"
        + "\"exclude\":[],\"services\":[{\"name\":\"redis\",\"protocol\":\"tcp\",\"port\":6379}]}";
  }

  private static String agent() {
    return "{\"id\":\""
        + AGENT
        + "\",\"type\":\"swarm\",\"name\":\"swarm-x\",\"heartbeat\":\"2026-01-01T00:00:00\","
        + "\"status\":\"online\",\"options\":{}}";
  }

  private static String event(int number, String type, String name) {
    return ("{\"id\":%d,\"event_type\":\"%s\",\"entity_type\":\"resource\",\"entity_id\":\"%s\","
            + "\"entity_names\":[\"%s\"],\"date\":\"2026-01-02T03:04:05Z\"}")
        .formatted(number, type, TASK1, name);
  }
}
