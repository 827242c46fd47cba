package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.value.Doc;

class EnvironmentMaskTest {
  private static final EnvironmentMask USUAL = EnvironmentMask.of(EnvironmentMask.USUAL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MYSQL_ROOT_PASSWORD=root",
        "password=x",
        "DB_PASS=x",
        "AWS_SECRET_ACCESS_KEY=x=y=z",
        "GITHUB_TOKEN=a\nb",
        "API_KEY=x",
        "api_auth=x"
      })
  void whatLooksSecretIsMasked(String variable) {
    String name = variable.substring(0, variable.indexOf('='));
    assertThat(masked(USUAL, variable)).isEqualTo(name + "=******");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MYSQL_DATABASE=messaging",
        "KEYBOARD=de",
        "MONKEY=1",
        "COMPASS=north",
        "AUTHOR=me",
        "PASSWORD",
        "PASSWORD=",
        "HOME=/root",
        "URL=http://host:80/a@b",
        "=x"
      })
  void allElseStays(String variable) {
    assertThat(masked(USUAL, variable)).isEqualTo(variable);
  }

  @ParameterizedTest
  @CsvSource({
    "DB=postgres://me:hunter2@db:5432/x?a=b, DB=postgres://me:******@db:5432/x?a=b",
    "R=redis://:hunter2@cache, R=redis://:******@cache"
  })
  void passwordsInAddressesAreMasked(String variable, String masked) {
    assertThat(masked(USUAL, variable)).isEqualTo(masked);
  }

  @Test
  void patternsAreOnesOwn() {
    EnvironmentMask mask = EnvironmentMask.of(List.of("MY.*", "x"));
    assertThat(masked(mask, "my.thing=1")).isEqualTo("my.thing=******");
    assertThat(masked(mask, "MYthing=1")).isEqualTo("MYthing=1");
    assertThat(masked(mask, "xx=1")).isEqualTo("xx=1");
    assertThat(masked(mask, "PASSWORD=1")).isEqualTo("PASSWORD=1");
    assertThat(masked(EnvironmentMask.of(List.of()), "PASSWORD=1")).isEqualTo("PASSWORD=1");
  }

  @Test
  void ofAServiceItIsWhatItWasToo() {
    Doc spec = Doc.of("TaskTemplate", task("A_TOKEN=1", "B=2").doc("Spec"));
    Doc service = Doc.of("ID", "s", "Spec", spec, "PreviousSpec", spec, "Z", 1);
    Doc hidden = Doc.of("TaskTemplate", task("A_TOKEN=******", "B=2").doc("Spec"));
    assertThat(USUAL.service(service))
        .isEqualTo(Doc.of("ID", "s", "Spec", hidden, "PreviousSpec", hidden, "Z", 1));
    assertThat(USUAL.service(Doc.of("ID", "s"))).isEqualTo(Doc.of("ID", "s"));
  }

  @Test
  void ofAPluginToo() {
    Doc plugin = Doc.of("PluginSpec", Doc.of("Name", "p", "env", List.of("A_TOKEN=1", "B=2")));
    Doc hidden = Doc.of("PluginSpec", Doc.of("Name", "p", "env", List.of("A_TOKEN=******", "B=2")));
    assertThat(USUAL.task(Doc.of("Spec", plugin))).isEqualTo(Doc.of("Spec", hidden));
    assertThat(USUAL.service(Doc.of("Spec", Doc.of("TaskTemplate", plugin))))
        .isEqualTo(Doc.of("Spec", Doc.of("TaskTemplate", hidden)));
  }

  /** Who relies on the mask reads there what it hides. */
  @Test
  void theDocumentationNamesPreciselyTheUsualOnes() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "swarm.md"));
    int begin = text.indexOf("<!-- usual masks -->");
    int end = text.indexOf("\n\n", begin);
    assertThat(begin).isPositive();
    List<String> named =
        Pattern.compile("`([^`]+)`")
            .matcher(text.substring(begin, end))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(named).containsExactlyElementsOf(EnvironmentMask.USUAL);
  }

  @Test
  void whatHasNoSecretsIsTheSameObject() {
    Doc task = task("B=2");
    assertThat(USUAL.task(task)).isSameAs(task);
    Doc odd = Doc.of("Spec", Doc.of("ContainerSpec", Doc.of("Env", List.of(1, "a"))));
    assertThat(USUAL.task(odd)).isSameAs(odd);
  }

  @Test
  void ofAContainerAndItsVolumesTheDriversOptionsAreMaskedToo() {
    Doc options = Doc.of("o", "addr=x,username=me,password=a b", "type", "cifs");
    Doc hidden = Doc.of("o", "addr=x,username=me,password=******", "type", "cifs");
    assertThat(USUAL.volume(Doc.of("Name", "v", "Options", options)))
        .isEqualTo(Doc.of("Name", "v", "Options", hidden));
    assertThat(USUAL.volume(Doc.of("Name", "v", "Options", null)))
        .isEqualTo(Doc.of("Name", "v", "Options", null));
    assertThat(USUAL.container(container("A_TOKEN=1", options, "splunk", "a,b")))
        .isEqualTo(container("A_TOKEN=******", hidden, "splunk", "******"));
    assertThat(EnvironmentMask.NONE.container(container("A_TOKEN=1", options, "x", "a")))
        .isEqualTo(container("A_TOKEN=1", options, "x", "a"));
    assertThat(USUAL.container(Doc.of("Id", "c"))).isEqualTo(Doc.of("Id", "c"));
  }

  private static Doc container(String variable, Doc options, String log, String token) {
    Doc mount = Doc.of("VolumeOptions", Doc.of("DriverConfig", Doc.of("Options", options)));
    Doc config = Doc.of("url", "there", log + "-token", token);
    return Doc.of(
        "Config",
        Doc.of("Env", List.of(variable)),
        "HostConfig",
        Doc.of("LogConfig", Doc.of("Config", config), "Mounts", List.of(1, mount)));
  }

  private static Doc task(String... environment) {
    return Doc.of("Spec", Doc.of("ContainerSpec", Doc.of("Env", List.of(environment))));
  }

  private static String masked(EnvironmentMask mask, String variable) {
    return ((Doc) mask.task(task(variable)).path("Spec", "ContainerSpec")).texts("Env").getFirst();
  }
}
