package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query, a quoted word and a real bash are completed with. */
class CompletionTest {
  private CannedStormd stormd;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    stormd = new CannedStormd();
    shell = new Shell(stormd.address());
    String image = field("image", "\"redis:4\",\"nginx\"");
    String spec = field("snapshot.Spec.Name", "");
    fields("", image, field("status", "\"running\",\"error\""), field("snapshot", ""), spec);
    fields("i", image, field("id", ""));
    fields("ima", image);
    fields("sn", field("snapshot", ""), spec);
    fields("snapshot.", spec);
    fields("snapshot.S", spec);
    fields("status", field("status", "\"running\",\"error\""));
    fields("image", image);
    stormd.answer("GET /v1/groups", 200, "[{\"id\":\"g\",\"name\":\"redis\"}]");
    stormd.answer("GET /v1/resources/fields?prefix=snapshot.&limit=1", 200, "[" + spec + "]");
    stormd.answer("GET /v1/resources/fields?prefix=snapshot.Spec.&limit=1", 200, "[" + spec + "]");
    stormd.answer("GET /v1/resources/fields?prefix=image.&limit=1", 200, "[]");
    stormd.answer(
        "GET /v1/resources?q={\"names\":{\"$regex\":\"^demo\\\\ \"}}",
        200,
        "[{\"id\":\"r\",\"names\":[\"demo (recorded)\"]}]");
  }

  private void fields(String prefix, String... fields) {
    stormd.answer(
        "GET /v1/resources/fields?prefix=" + prefix + "&limit=2000",
        200,
        "[" + String.join(",", fields) + "]");
  }

  private static String field(String path, String values) {
    String counted = values.isEmpty() ? "" : values.replaceAll("(\"[^\"]*\")", "{\"value\":$1}");
    return "{\"path\":\"%s\",\"count\":1,\"types\":{},\"values\":[%s]}".formatted(path, counted);
  }

  @AfterEach
  void stop() {
    stormd.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "!{",
        "{!{image/{snapshot/{status",
        "{i!{id/{image",
        "{ima!{image: /{image: {$",
        "{sn!{snapshot/{snapshot.",
        "{snapshot.S!{snapshot.Spec/{snapshot.Spec.",
        "{\"i!{\"id/{\"image",
        "{$!{$alwaysFalse/{$alwaysTrue/{$and/{$comment/{$expr/{$group/{$jsonSchema/{$nor/{$or",
        "{flags: {$bits!{flags: {$bitsAllClear/{flags: {$bitsAllSet/{flags: {$bitsAnyClear"
            + "/{flags: {$bitsAnySet",
        "{image: {$regex: x, $o!{image: {$regex: x, $options: /{image: {$regex: x, $options: {",
        "{$or: [{ima!{$or: [{image: /{$or: [{image: {$",
        "{image: {$re!{image: {$regex: /{image: {$regex: {",
        "{image: {$regex: x}, status: !{image: {$regex: x}, status: running/{image: {$regex: x},"
            + " status: error",
        "{status: r!{status: running}/{status: running,",
        "{status: {$in: [running, e!{status: {$in: [running, error]/{status: {$in: [running,"
            + " error,",
        "{\"status\": \"e!{\"status\": \"error\"/{\"status\": \"error\",",
        "{image: r!{image: ",
        "{image: \"r!{image: \"redis:4\"/{image: \"redis:4\",",
        "{image: {$exists: !{image: {$exists: true/{image: {$exists: false",
        "{$group: !{$group: redis}/{$group: redis,",
        "{nosuch: !",
      })
  void queriesAreContinued(String typed, String candidates) {
    stormd.answer("GET /v1/resources/fields?prefix=nosuch&limit=2000", 200, "[]");
    String[] expected = candidates == null ? new String[0] : candidates.split("/");
    List<String> given =
        shell
            .run("__complete", "resource", "ls", "-Q", typed == null ? "" : typed)
            .lines()
            .toList();
    if (typed != null && typed.equals("{image: r")) {
      // Not as it would be read: redis:4 needs quotes there.
      assertThat(given).isEmpty();
    } else {
      assertThat(given).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        // What bash replaces begins behind the open quote, or behind a colon.
        "stormctl resource ls -Q '{sn!{snapshot/{snapshot.",
        "stormctl resource ls -Q '{status: {$in: [running, e!{status: {$in: [running,"
            + " error]/{status: {$in: [running, error,",
        "stormctl resource ls --query='{sn!{snapshot/{snapshot.",
        "stormctl group get re!redis",
        "stormctl group get \"re!redis",
        "stormctl resource get demo\\ !demo\\ \\(recorded\\)",
        "stormctl resource get 'demo !demo (recorded)",
        "stormctl group ls --output=y!yaml",
      })
  void linesAreReadAsBashReadsThem(String line, String candidates) {
    String given =
        shell
            .run("__complete_line", line, " \t\n\"'@><=;|&(:")
            .lines()
            .reduce((a, b) -> a + "/" + b)
            .orElse("");
    assertThat(given).isEqualTo(candidates);
  }

  @Test
  void wordsMayStillHaveTheirQuotes() {
    assertThat(shell.run("__complete_words", "resource", "ls", "-Q", "'{sn"))
        .isEqualTo("{snapshot\n{snapshot.\n");
  }

  @Test
  void bashCompletes() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classpath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String script =
        """
        stormctl() { "$JAVA" -XX:TieredStopAtLevel=1 -cp "$CP" org.perfectstorm.cli.Stormctl "$@"; }
        source <(stormctl completion bash)
        COMP_LINE="stormctl resource ls -Q '{sn" COMP_POINT=${#COMP_LINE}
        COMP_POINT=${#COMP_LINE}
        _stormctl
        printf '%s\\n' "${COMPREPLY[@]}"
        complete -p stormctl
        """;
    ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "-c", script);
    builder.environment().put("JAVA", java);
    builder.environment().put("CP", classpath);
    builder.environment().put("STORMD_HOST", stormd.address());
    Process bash = builder.redirectErrorStream(true).start();
    String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(printed)
        .isEqualTo("{snapshot\n{snapshot.\ncomplete -o default -F _stormctl stormctl\n");
  }
}
