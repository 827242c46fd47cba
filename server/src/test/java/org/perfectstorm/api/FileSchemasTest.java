package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Json;

/** The JSON Schemas of files: served, published, and true. */
class FileSchemasTest extends Conversation {
  private static final Path PUBLISHED = Path.of("..", "docs", "schemas");

  static Stream<String> names() {
    return Stream.of("application.json", "file.json", "group.json", "procedure.json");
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsServedIsPublished(String name) throws IOException {
    Object served = Json.read(get("/v1/schemas/" + name).is(200).body());
    Path file = PUBLISHED.resolve(name);
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(PUBLISHED);
      Files.writeString(file, Pretty.json(served));
    }
    assertThat(Files.readString(file)).isEqualTo(Pretty.json(served));
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachIsASchema(String name) {
    Schema draft =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));
    assertThat(draft.validate(get("/v1/schemas/" + name).body(), InputFormat.JSON)).isEmpty();
  }

  private List<Error> check(String name, String json) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(get("/v1/schemas/" + name).is(200).body())
        .validate(json, InputFormat.JSON);
  }

  @Test
  void whatImportsIsValid() throws IOException {
    Path announcement =
        Path.of("src", "test", "resources", "org", "perfectstorm", "api", "announcement");
    for (Path folder : List.of(Path.of("..", "examples"), announcement)) {
      try (Stream<Path> files = Files.walk(folder)) {
        // One of the announcement's is no YAML.
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
          if (!file.endsWith("procedures.yaml") && !file.endsWith("excess-memory.yaml")) {
            isValid(file);
          }
        }
      }
    }
  }

  private void isValid(Path file) throws IOException {
    for (YamlDocument document : Yaml.read("x", Files.readString(file))) {
      assertThat(check("file.json", Json.text(document.value()))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void whatIsExportedIsValid() {
    String document =
        "{\"application\":{\"name\":\"a\",\"groups\":[{\"name\":\"g\",\"query\":{\"image\":\"x\",\"$or\":[{\"a.b\":1}]},\"services\":[{\"name\":\"s\",\"port\":1}]},\"h\"],\"components\":[\"some"
            + " group\",\"g => g[s]\"],"
            + "\"links\":[\"g=>g[s]\",{\"src_component\":\"g\",\"dest_component\":\"g\",\"dest_service\":\"s\"}],\"expose\":[\""
            + " g [ s ] \"],\"procedures\":[{\"name\":\"p\",\"type\":\"t\",\"timeout\":\"5m\"},"
            + "{\"name\":\"q\",\"type\":\"t\",\"timeout\":90,\"retry\":\"never\"}]}}";
    assertThat(check("file.json", document)).isEmpty();
    assertThat(check("application.json", document)).isEmpty();
    post("/v1/groups", "{'name':'h'}").is(201);
    post("/v1/groups", "{'name':'some group'}").is(201);
    post("/v1/import", "{\"documents\":[" + document + "]}").is(200);
    for (Object each : get("/v1/export").doc().arr("documents")) {
      assertThat(check("file.json", Json.text(each))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"group\":{}}",
        "{\"group\":{\"name\":\"g\",\"querry\":{}}}",
        "{\"group\":{\"name\":\"g\",\"query\":{\"$exits\":1}}}",
        "{\"group\":{\"name\":\"g\",\"services\":[{\"name\":\"s\"}]}}",
        "{\"group\":{\"name\":\"g\",\"services\":[{\"name\":\"s\",\"port\":70000}]}}",
        "{\"procedure\":{\"name\":\"p\"}}",
        "{\"procedure\":{\"name\":\"p\",\"type\":\"t\",\"timeout\":\"soon\"}}",
        "{\"application\":{\"name\":\"a\",\"links\":[\"a -> b[c]\"]}}",
        "{\"application\":{\"name\":\"a\",\"expose\":[\"a\"]}}",
        "{\"application\":{\"name\":\"a\",\"links\":[{\"src_component\":\"a\"}]}}",
        "{\"recipe\":{}}",
        "{}",
        "1"
      })
  void whatDoesNotImportIsNot(String document) {
    assertThat(check("file.json", document)).isNotEmpty();
    post("/v1/import", "{\"documents\":[" + document + "]}").is(400);
  }

  @Test
  void thereAreNoOthers() {
    get("/v1/schemas/job.json").is(404);
  }
}
