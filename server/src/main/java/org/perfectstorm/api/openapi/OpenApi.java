package org.perfectstorm.api.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.perfectstorm.api.schema.Schema;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Makes the OpenAPI document (3.1). */
public final class OpenApi {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

  private OpenApi() {}

  /**
   * The document.
   *
   * @param operations all routes
   * @param schemas of all kinds that they speak of
   */
  public static Doc of(List<Operation> operations, List<Schema> schemas) {
    Map<String, DocBuilder> paths = new LinkedHashMap<>();
    for (Operation operation : operations) {
      paths
          .computeIfAbsent(operation.path(), path -> new DocBuilder())
          .put(operation.method().toLowerCase(Locale.ROOT), described(operation));
    }
    DocBuilder all = new DocBuilder();
    paths.forEach((path, methods) -> all.put(path, methods.build()));
    return Doc.of(
        "openapi", "3.1.0",
        "info",
            Doc.of(
                "title", "Perfect Storm",
                "version", "1",
                "description", "What stormd answers; docs/api.md says it for people.",
                "license", Doc.of("name", "Apache-2.0", "identifier", "Apache-2.0")),
        "servers", List.of(Doc.of("url", "/")),
        "paths", all.build(),
        "components", Doc.of("schemas", used(schemas, all.build()), "responses", problems()));
  }

  /** The schemas that something refers to. */
  private static Doc used(List<Schema> schemas, Doc paths) {
    String texts = paths.toString() + problems();
    DocBuilder used = new DocBuilder();
    for (var schema : Shapes.components(schemas)) {
      if (texts.contains(Shapes.component(schema.getKey()).text("$ref") + '"')) {
        used.put(schema.getKey(), schema.getValue());
      }
    }
    return used.build();
  }

  private static Doc described(Operation operation) {
    DocBuilder doc =
        new DocBuilder()
            .put("operationId", name(operation))
            .put("tags", Arr.of(tag(operation)))
            .put("summary", operation.summary() == null ? "" : operation.summary());
    List<Doc> parameters = parameters(operation);
    if (!parameters.isEmpty()) {
      doc.put("parameters", Arr.from(parameters));
    }
    if (!operation.takes().isEmpty()) {
      doc.put("requestBody", Doc.of("content", contents(operation.takes())));
    }
    return doc.put("responses", responses(operation)).build();
  }

  private static List<Doc> parameters(Operation operation) {
    List<Doc> parameters = new ArrayList<>();
    for (MatchResult variable : VARIABLE.matcher(operation.path()).results().toList()) {
      parameters.add(
          Doc.of(
              "name",
              variable.group(1),
              "in",
              "path",
              "required",
              true,
              "description",
              "An id or a name.",
              "schema",
              Shapes.TEXT));
    }
    operation.asks().forEach(parameter -> parameters.add(parameter.toDoc()));
    if (operation.changes()) {
      parameters.add(Parameter.DRY_RUN.toDoc());
    }
    if (hasTag(operation)) {
      String name = operation.method().equals("GET") ? "If-None-Match" : "If-Match";
      parameters.add(
          Doc.of(
              "name",
              name,
              "in",
              "header",
              "required",
              false,
              "description",
              "The ETag of an earlier answer.",
              "schema",
              Shapes.TEXT));
    }
    return parameters;
  }

  private static Doc responses(Operation operation) {
    DocBuilder responses = new DocBuilder();
    DocBuilder success = new DocBuilder().put("description", "All is well.");
    if (!operation.answers().isEmpty()) {
      success.put("content", contents(operation.answers()));
    }
    responses.put(Integer.toString(operation.status()), success.build());
    if (hasTag(operation) && operation.method().equals("GET")) {
      responses.put("304", Doc.of("description", "The client has this very content."));
    }
    if (!operation.takes().isEmpty() || !operation.asks().isEmpty() || operation.changes()) {
      responses.put("400", problem("Invalid"));
    }
    if (VARIABLE.matcher(operation.path()).find()) {
      responses.put("404", problem("NotFound"));
    }
    if (hasTag(operation) && operation.changes()) {
      responses.put("412", problem("Changed"));
    }
    if (operation.changes()) {
      responses.put("503", problem("Unavailable"));
    }
    responses.put("default", problem("Problem"));
    return responses.build();
  }

  /** Whether it reads or changes one object, whose content has a tag. */
  private static boolean hasTag(Operation operation) {
    return operation.path().matches("/v1/\\w+/\\{key}") && !operation.method().equals("POST");
  }

  private static Doc problems() {
    return Doc.of(
        "Invalid", answer("Something in the request is wrong.", "Invalid"),
        "NotFound", answer("There is no such object, or several.", "Problem"),
        "Changed", answer("If-Match named another content.", "Problem"),
        "Unavailable", answer("It cannot be kept now; try again.", "Problem"),
        "Problem", answer("Something else is wrong.", "Problem"));
  }

  private static Doc answer(String description, String schema) {
    return Doc.of(
        "description",
        description,
        "content",
        Doc.of("application/json", Doc.of("schema", Shapes.component(schema))));
  }

  private static Doc problem(String name) {
    return Doc.of("$ref", "#/components/responses/" + name);
  }

  private static Doc contents(List<Operation.Content> contents) {
    DocBuilder all = new DocBuilder();
    for (Operation.Content content : contents) {
      all.put(content.mediaType(), Doc.of("schema", content.schema()));
    }
    return all.build();
  }

  /** {@code postProceduresExec}; what is about one object ends in {@code One}. */
  private static String name(Operation operation) {
    StringBuilder name = new StringBuilder(operation.method().toLowerCase(Locale.ROOT));
    String path = operation.path().replaceFirst("^/v1/", "");
    WORD.matcher(path)
        .results()
        .map(word -> word.group().equals("key") ? "one" : word.group())
        .forEach(
            word -> name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
    return name.toString();
  }

  private static String tag(Operation operation) {
    String[] steps = operation.path().split("/");
    return steps.length > 2 && steps[1].equals("v1") ? steps[2] : "server";
  }
}
