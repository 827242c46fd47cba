package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, folders and standard input, given to a real stormd. */
class ImportTest {
  @TempDir Path folder;
  private RealStormd stormd;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    stormd = new RealStormd(folder.resolve("data"));
    shell = new Shell(stormd.address());
  }

  @AfterEach
  void stop() {
    stormd.close();
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  @Test
  void aFolderIsAllThatIsInIt() throws IOException {
    file("all/b.yaml", "group: {name: b}\n");
    file("all/below/a.yml", "- group: {name: a}\n---\ngroup: {name: c}\n");
    file("all/.git/x.yaml", "nonsense: 1\n");
    file("all/.x.yaml", "nonsense: 1\n");
    file("all/README.md", "nonsense\n");
    String all = folder.resolve("all").toString();
    assertThat(shell.run("import", "-f", all))
        .isEqualTo("group b created\ngroup a created\ngroup c created\n");
    assertThat(shell.run("import", all))
        .isEqualTo("group b unchanged\ngroup a unchanged\ngroup c unchanged\n");
    String empty = Files.createDirectories(folder.resolve("empty")).toString();
    assertThat(shell.run("import", empty))
        .isEqualTo("stormctl: " + empty + ": no .yaml or .yml file in this folder\n");
    assertThat(shell.exitCode).isEqualTo(1);
  }

  @Test
  void standardInputAndSeveralFilesAreOneImport() throws IOException {
    String app = file("app.yaml", "application:\n  name: shop\n  links: ['web => db[sql]']\n");
    shell.input = "group:\n  name: db\n  services: [{name: sql, port: 1}]\n";
    String web = file("web.yaml", "name: web\nquery: {type: web}\n");
    assertThat(shell.run("import", "-f", app, "-f", "-", web))
        .isEqualTo("application shop created\ngroup db created\ngroup web created\n");
    shell.input = "";
    assertThat(shell.run("import", "-f", "-"))
        .isEqualTo("stormctl: (stdin):1:1: there is nothing in it\n");
  }

  @Test
  void exportedJsonIsImportedWhateverIsInIt() throws IOException {
    String text = "a\u007f\ufffe\\t\u2028é";
    shell.input =
        "group: {name: odd, query: {image: \""
            + text.replace("\u007f", "\\x7f").replace("\ufffe", "\\ufffe")
            + "\"}}";
    assertThat(shell.run("import", "-f", "-")).isEqualTo("group odd created\n");
    shell.run("export", "-o", "json");
    String json = shell.out();
    assertThat(json).contains(text);
    assertThat(shell.run("import", "-f", file("e.json", json))).isEqualTo("group odd unchanged\n");
    String wrong = file("wrong.json", json.replace("\"image\"", "\"$image\""));
    assertThat(shell.run("import", "-f", wrong)).startsWith("stormctl: " + wrong + ":6:9: ");
  }

  @Test
  void allThatIsWrongIsSaidAtOnceInTheOrderOfTheFiles() throws IOException {
    String first =
        file(
            "a.yaml",
            """
            group:
              name: excess-memory
              query:
                $or:
                  - snapshot.Spec.Resources.Limits.MemoryBytes:
                      $exits: false
              qurey: {}
              services:
                - { name: http, port: eighty, protocol: sctp }
                - { name: https }
            """);
    String second =
        file(
            "b.yaml",
            """
            - recipe: {name: x}
            - group: {query: {}}
            - {group: {name: a}, procedure: {}}
            - 5
            ---
            procedure:
              name: p
              type: swarm
              content: |
                fine
                {% if %}
            """);
    assertThat(shell.run("import", "-f", first, second).replace(folder + "/", ""))
        .isEqualTo(
            """
            stormctl: a.yaml:6:11: group.query.$or[0].snapshot.Spec.Resources.Limits.MemoryBytes.$exits: \
            unknown operator: $exits (did you mean $exists?)
            a.yaml:7:3: group.qurey: a group has no field "qurey"; it has name, query, include, exclude, \
            services, id (did you mean query?)
            a.yaml:9:21: group.services[0].port: A valid integer is required.
            a.yaml:9:35: group.services[0].protocol: "sctp" is not a valid choice.
            a.yaml:10:7: group.services[1].port: This field is required.
            b.yaml:1:3: [0].recipe: expected application, group or procedure
            b.yaml:2:3: [1].group: a name is missing
            b.yaml:3:3: [2]: expected exactly one of the keys application, group and procedure, got \
            group, procedure
            b.yaml:4:3: [3]: expected a mapping such as "group:" with a group's fields under it, got 5
            b.yaml:9:3: procedure.content: line 2, column 7: Expected an expression, got 'end of \
            statement block'
            """);
    assertThat(shell.exitCode).isEqualTo(1);
    assertThat(shell.run("group", "ls", "-q")).isEmpty();
  }

  @Test
  void anotherPlaceIsSaidAsAPlaceToo() throws IOException {
    String first = file("a.yaml", "application:\n  name: a\n  groups:\n    - name: web\n");
    String second = file("b.yaml", "- group: {name: x}\n- group: {name: web, query: {a: 1}}\n");
    assertThat(shell.run("import", first, second).replace(folder + "/", ""))
        .isEqualTo(
            """
            stormctl: b.yaml:2:3: [1].group: the group "web" stands in a.yaml:4:7 already, and is \
            another one there
            """);
  }

  @Test
  void whatBelongsToAnotherApplicationIsWarnedOf() throws IOException {
    String first = file("a.yaml", "application:\n  name: a\n  groups:\n    - name: web\n");
    String second =
        file("b.yaml", "application:\n  name: b\n  groups:\n    - {name: web, query: {x: 1}}\n");
    shell.run("import", first);
    shell.run("import", second);
    assertThat(shell.err().replace(folder + "/", ""))
        .startsWith("stormctl: warning: b.yaml:4:7: application.groups[0]: ")
        .hasLineCount(1);
    assertThat(shell.out()).isEqualTo("group web changed\napplication b created\n");
  }

  @Test
  void whatIsNoYamlIsNotSent() throws IOException {
    String broken = file("a.yaml", "group:\n  name: a\n\tquery: {}\n");
    String wrong = file("b.yaml", "group: {name: b}\ngroup: {name: c}\n");
    assertThat(shell.run("import", broken, wrong).replace(folder + "/", ""))
        .isEqualTo(
            """
            stormctl: a.yaml:3:1: group: a tab cannot indent YAML: use blanks
            b.yaml:2:1: "group" stands in line 1 already
            """);
    assertThat(shell.run("import", file("c.yaml", ""), file("d.yaml", "# only words\n")))
        .contains("c.yaml:1:1: there is nothing in it", "d.yaml:1:1: there is nothing in it");
    assertThat(shell.run("import", "/nosuch.yaml"))
        .isEqualTo("stormctl: /nosuch.yaml: no such file\n");
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws IOException {
    assertThat(shell.run("import", file("long.yaml", "# a comment\n".repeat(1_000_000))))
        .contains("long.yaml: is longer than 8388608 characters");
  }

  @Test
  void aDifferenceIsColouredAndFoundByItsExitCode() throws IOException {
    shell.run("import", file("odd.yaml", "group: {name: \"a\\nb\"}\n"));
    assertThat(shell.out()).isEqualTo("group a?b created\n");
    String groups = file("g.yaml", "group: {name: a, query: {type: x}}\n");
    shell.run("import", groups);
    assertThat(shell.run("diff", groups)).isEmpty();
    assertThat(shell.exitCode).isZero();
    file("g.yaml", "group: {name: a, query: {type: z}}\n");
    assertThat(shell.run("diff", "-f", groups, "--color", "always"))
        .isEqualTo(
            """
            \u001b[1m--- stormd/group/a\u001b[0m
            \u001b[1m+++ file/group/a\u001b[0m
            \u001b[36m@@ -1,3 +1,3 @@\u001b[0m
             name: a
             query:
            \u001b[31m-  type: x\u001b[0m
            \u001b[32m+  type: z\u001b[0m
            """);
    assertThat(shell.exitCode).isEqualTo(1);
    assertThat(shell.run("diff", file("bad.yaml", "grup: 1\n"))).contains("did you mean group?");
    assertThat(shell.exitCode).isEqualTo(2);
    assertThat(shell.run("diff", "nosuch.yaml")).contains("no such file");
    assertThat(shell.exitCode).isEqualTo(2);
    assertThat(shell.run("-C", "127.0.0.1:1", "diff", groups)).contains("does not answer");
    assertThat(shell.exitCode).isEqualTo(2);
  }

  @Test
  void whatIsExportedImportsToTheSame() throws IOException {
    String app =
        file(
            "app.yaml",
            """
            application:
              name: shop
              groups:
                - name: web
                  query: {image: {$regex: '^nginx:'}}
              procedures:
                - name: deploy
                  type: swarm
                  content: |
                    - service create
                        nginx:{{ V }}
                  params: {V: '1.0', P: {secret: true}}
            """);
    String more = file("more.yaml", "group: {name: lone}\n");
    shell.run("import", app, more);
    String exported = shell.run("export");
    assertThat(shell.run("diff", file("exported.yaml", exported))).isEmpty();
    assertThat(shell.exitCode).isZero();
    shell.run("application", "rm", "shop");
    shell.run("group", "rm", "web", "lone");
    shell.run("procedure", "rm", "deploy");
    String nothing = file("nothing.yaml", shell.run("export"));
    assertThat(shell.run("diff", nothing) + shell.run("import", nothing)).isEmpty();
    assertThat(shell.exitCode).isZero();
    assertThat(shell.run("import", folder.resolve("exported.yaml").toString())).contains("created");
    assertThat(shell.run("export")).isEqualTo(exported);
    assertThat(shell.run("export", "group", "lone")).isEqualTo("group:\n  name: lone\n");
    assertThat(shell.run("export", "procedure", "-o", "json"))
        .startsWith("[\n  {\n    \"procedure\"");
    assertThat(shell.run("export", "group", "nosuch"))
        .isEqualTo("stormctl: there is no group nosuch, or several\n");
    assertThat(shell.exitCode).isEqualTo(1);
  }
}
