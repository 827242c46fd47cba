package org.perfectstorm.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.perfectstorm.api.files.Defect;
import org.perfectstorm.api.files.Documents;
import org.perfectstorm.api.files.Export;
import org.perfectstorm.api.files.FileSchemas;
import org.perfectstorm.api.files.Importing;
import org.perfectstorm.api.files.Unimportable;
import org.perfectstorm.api.openapi.Parameter;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Patience;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Kind;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Groups, procedures and applications as people write them in files: in and out. */
final class Files {
  private static final String YAML = "application/yaml";

  /** YAML takes a thousand times as long to read as JSON, and many programs wait behind it. */
  private static final int LARGEST_YAML = 1 << 20;

  private static final List<String> YAMLS =
      List.of(YAML, "application/x-yaml", "text/yaml", "text/x-yaml");

  private static final Doc CHANGES =
      JsonSchema.object(
          Doc.of(
              "changes",
              Shapes.list(
                  Shapes.of(
                      "kind", Shapes.kindsInFiles(),
                      "name", JsonSchema.nullable(Shapes.TEXT),
                      "id", JsonSchema.nullable(Shapes.TEXT),
                      "change", Shapes.words("created", "changed", "unchanged", "removed"),
                      "before", JsonSchema.nullable(Shapes.OBJECT),
                      "after", JsonSchema.nullable(Shapes.OBJECT))),
              "warnings",
              Shapes.list(Shapes.OBJECT)),
          List.of("changes"));

  private static final Map<String, Doc> SCHEMAS = FileSchemas.all();

  private final Core core;

  Files(Core core) {
    this.core = core;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(
        new Route("POST", "/v1/import", this::bring)
            .that(
                o ->
                    o.does("bring files in, in one commit")
                        .takes(JsonSchema.of(Schemas.IMPORT))
                        .takes(YAML, Shapes.TEXT)
                        .asks(Parameter.PRUNE)
                        .answers(200, CHANGES)));
    routes.add(
        new Route("GET", "/v1/export", this::export)
            .that(
                o ->
                    o.does("write files")
                        .asks(Parameter.KIND, Parameter.NAME)
                        .answers(200, Shapes.of("documents", Shapes.list(Shapes.OBJECT)))
                        .answers(200, YAML, Shapes.TEXT)));
    routes.add(
        new Route("GET", "/v1/schemas/{key}", this::schema)
            .that(o -> o.does("the JSON Schema of files").answers(200, Shapes.OBJECT)));
    return routes;
  }

  private void bring(Exchange exchange) throws IOException {
    boolean prune = exchange.params().isOn("prune");
    boolean rehearsal = exchange.isDryRun();
    try {
      Documents documents;
      if (YAMLS.contains(exchange.mediaType())) {
        String text = exchange.text();
        if (text.length() > LARGEST_YAML) {
          throw Problem.tooLarge(LARGEST_YAML);
        }
        documents = Documents.ofYaml(text);
      } else {
        Doc body = Schemas.IMPORT.read(exchange.body(), null);
        documents = Documents.of(body);
        prune |= Boolean.TRUE.equals(body.get("prune"));
      }
      boolean prunes = prune;
      Function<Transaction, Doc> work =
          transaction ->
              new Importing(transaction, Present::new, prunes).apply(documents, rehearsal);
      // What is wrong is found here, so that nobody who writes has to wait for it.
      Doc outcome = core.rehearse(work).answer();
      exchange.send(200, rehearsal ? outcome : exchange.commit(work));
    } catch (Unimportable e) {
      throw Problem.of(400, Doc.of("errors", e.defects().stream().map(Defect::toDoc).toList()));
    } catch (Patience.Lost e) {
      Doc error = Doc.of("path", "documents", "message", e.getMessage());
      throw Problem.of(400, Doc.of("errors", List.of(error)));
    }
  }

  private void schema(Exchange exchange) throws IOException {
    Doc schema = SCHEMAS.get(exchange.key());
    if (schema == null) {
      throw Problem.notFound();
    }
    exchange.sendObject(200, schema);
  }

  private void export(Exchange exchange) throws IOException {
    Set<Kind> kinds =
        exchange.params().all("kind").stream().map(Files::kind).collect(Collectors.toSet());
    Set<String> names = new LinkedHashSet<>(exchange.params().all("name"));
    List<Doc> documents = Export.of(core.state(), kinds, names);
    if (documents == null) {
      throw Problem.notFound();
    }
    String accepted = exchange.header("Accept");
    if (accepted != null && Arrays.stream(accepted.split(",")).anyMatch(Files::isYaml)) {
      String text = documents.stream().map(Yaml::write).collect(Collectors.joining("---\n"));
      exchange.sendText(200, YAML, text);
    } else {
      exchange.send(200, Doc.of("documents", Arr.from(documents)));
    }
  }

  private static boolean isYaml(String accepted) {
    return YAMLS.contains(accepted.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  private static Kind kind(String word) {
    return Kind.IN_FILES.stream()
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalid(Invalid.field("kind", "\"" + word + "\" is not a valid choice.")));
  }
}
